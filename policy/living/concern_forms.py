"""The forms of what comes up while an arrangement is in force, read and checked (GL32 IV).

The same for a written approval, a report, a duty and the details of a reason for an ending.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from policy.form import FormField
from policy.forms.answers import field_problems
from policy.forms.kinds import kept, quoted
from policy.forms.needs import has_lapsed, is_refused
from policy.forms.problem import Problem, cited
from policy.forms.typed import clean, read_date
from policy.in_force import ApprovalRule, EndingReason, Rule
from policy.living.concern_days import Asking, Places, day_problems
from policy.program import Program
from policy.proposal import Proposal, scheduled
from policy.wording import show_date


def concern_problems(  # noqa: PLR0913, PLR0917 - what is answered, of which arrangement, when
    program: Program,
    rule: Rule | EndingReason,
    answers: Mapping[str, str],
    today: date,
    proposal: Proposal,
    places: Places | None = None,
) -> tuple[Problem, ...]:
    """Everything that keeps a form of what is in force, `proposal`, from being sent on `today`.

    `today` is the agency's date. `places` says where days are worked, as approvals have changed
    them; without it, they are as the schedule has them. Whether a time on `today` has passed is
    the workflow's to judge.
    """
    found = [
        *field_problems(program, rule.fields, answers, today=today),
        *_unasked(rule.fields, answers),
        *_unfit(program, rule.fields, answers, today),
    ]
    if isinstance(rule, ApprovalRule) and not found:
        planned = places or (lambda day: scheduled(proposal, day).place)
        found += day_problems(Asking(program, rule, answers, today, proposal, planned))
    return tuple(dict.fromkeys(found))


def _unasked(fields: Sequence[FormField], answers: Mapping[str, str]) -> Iterator[Problem]:
    known = {item.id for item in fields}
    for name in answers:
        if name not in known:
            yield Problem(name, "This form has no such question.")


def _unfit(
    program: Program, fields: Sequence[FormField], answers: Mapping[str, str], today: date
) -> Iterator[Problem]:
    """Answers that can be read, and yet are not as they have to be on the day they are given."""
    for item in fields:
        given = clean(answers.get(item.id, ""))
        message = _objection(item, given, today) or _too_early(item, given, fields, answers)
        if given and message:
            yield Problem(item.id, message, cited(program, item.citation))


def _objection(item: FormField, given: str, today: date) -> str:
    """Why an answer does not fit the day it is given on, or is not the only one that does."""
    day = read_date(given)
    if is_refused(item, given):
        return f"{quoted(item.label)} must be {item.must}."
    if isinstance(day, date) and has_lapsed(item, day.isoformat(), today):
        return f"{quoted(item.label)} must be {show_date(today)} or later."
    return ""


def _too_early(
    item: FormField, given: str, fields: Sequence[FormField], answers: Mapping[str, str]
) -> str:
    """Why an answer cannot stand beside the one that it has to come after."""
    first = next((each for each in fields if each.id == item.after), None)
    earlier = clean(answers.get(item.after, ""))
    if first is None or not earlier or kept(item.kind, given) > kept(first.kind, earlier):
        return ""
    return f"{quoted(item.label)} must come after {quoted(first.label)}."
