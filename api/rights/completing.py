"""What a role still owes before anybody signs: its fields, and what it provides (GL32 IV)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from policy.acts import Attribution, Provided
from policy.form import Before, FieldKind, FormField, Section, holds
from policy.forms.answers import field_problems, read_fields
from policy.forms.needs import missing_needs, without_lapsed
from policy.forms.problem import Problem
from policy.plan import employee_role, plan
from policy.program import Agency, Program

_GIVEN_ANEW = frozenset({FieldKind.YES_NO, FieldKind.STATEMENT, FieldKind.UPLOAD})
NOTHING = "Fill in at least one of the fields."


@dataclass(frozen=True)
class Owed:
    """What a role may fill in now: `owing` are the fields that signing waits for.

    `answers` are all that the proposal holds; `today` is the agency's local date.
    """

    program: Program
    role: str
    answers: Mapping[str, str]
    today: date
    owing: frozenset[str]
    sections: tuple[Section, ...]

    @property
    def fields(self) -> tuple[FormField, ...]:
        """The fields to fill in, in the form's order."""
        return tuple(item for section in self.sections for item in section.fields)


def owed_by(
    program: Program, agency: Agency, role: str, answers: Mapping[str, str], today: date
) -> Owed:
    """What signing waits for, and the role's other fields that are blank so far.

    What has lapsed is as good as blank: a certificate is handed in anew, not only its date (IV.J).
    """
    needs = plan(program, agency, answers).needs
    answers = without_lapsed(needs, answers, today)
    own = frozenset(need.field for need in needs if need.role == role)
    missing = frozenset(need.field for need in missing_needs(needs, answers, today))
    wanted = {
        item.id
        for item in program.fields
        if item.id in own and (item.id in missing or _may_follow(program, item, answers))
    }
    sections = (
        replace(section, fields=tuple(item for item in section.fields if item.id in wanted))
        for section in program.sections
    )
    kept = tuple(section for section in sections if section.fields)
    return Owed(program, role, answers, today, own & missing, kept)


def provided_of(
    owed: Owed, sent: Mapping[str, str], by: Attribution, *, partly: bool = False
) -> tuple[Provided | None, Sequence[Problem]]:
    """What a form fills in, or what is wrong with it; `partly`: what is blank may follow later."""
    given = read_fields(owed.fields, sent)
    new = {name: answer for name, answer in given.items() if owed.answers.get(name) != answer}
    told = [item for item in owed.fields if not partly or item.id in given]
    merged = {**owed.answers, **dict.fromkeys((it.id for it in owed.fields), ""), **given}
    wrong = tuple(field_problems(owed.program, told, merged, owed.today))
    if wrong:
        return None, wrong
    return (Provided(owed.role, new, by), ()) if new else (None, (_nothing(owed),))


def written_before(owed: Owed, filled: Mapping[str, str]) -> dict[str, str]:
    """What stood in fields that are to be filled in anew: whoever writes them begins with that.

    `filled` are all answers that were ever given. Facts are taken over; what somebody looks at and
    states, what is handed in, and what has to be current is given anew.
    """
    return {
        item.id: filled[item.id]
        for item in owed.fields
        if not (item.kind in _GIVEN_ANEW or item.current or owed.answers.get(item.id))
        and filled.get(item.id)
    }


def _nothing(owed: Owed) -> Problem:
    """That nothing was filled in, said at the first field."""
    return Problem(next((item.id for item in owed.fields), ""), NOTHING)


def _may_follow(program: Program, item: FormField, answers: Mapping[str, str]) -> bool:
    """Whether a field that signing does not wait for is still blank, and could be filled in.

    A list can be whatever else was answered: a key fob goes with an own computer too (GL32 IV.I).
    """
    later = item.before is Before.SIGNING or bool(item.role and item.role != employee_role(program))
    fits = item.kind is FieldKind.ITEMS or holds(item.required_when, answers)
    return later and not answers.get(item.id) and fits
