"""Continuing an arrangement by a new proposal: never an extension of the one before (GL32 IV.E)."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from policy.deadlines import A_DAY
from policy.form import Before, FieldKind, FormField
from policy.forms.checking import to_form, typed_day
from policy.forms.pattern import SCHEDULE_TYPE
from policy.forms.problem import Problem, cited
from policy.forms.schedule import WEEK_KEYS
from policy.plan import employee_role
from policy.program import Program, TermRule
from policy.proposal import Proposal
from policy.wording import show_date

OFFERED_BEFORE = 60
"""Days before the last day, where the program announces that day no earlier."""

_STARTS_ON = "starts_on"
_OF_A_TERM = frozenset({_STARTS_ON, "ends_on"})


def renewal_opens(rule: TermRule, ends_on: date) -> date:
    """From which day on continuing is offered: with the first announcement of the last day."""
    days = max(rule.notify_before_days, default=OFFERED_BEFORE)
    return ends_on - timedelta(days=days)


def continued(program: Program, answers: Mapping[str, str]) -> str:
    """The reference of the arrangement that a proposal continues, as typed; empty for none."""
    return answers.get(program.continues, "") if program.continues else ""


def prefilled_renewal(
    program: Program, before: Proposal, reference: str, last_day: date
) -> dict[str, str]:
    """The form of a proposal that continues what is in force until `last_day`.

    Facts and answers are taken over. Findings are made anew, and so is what the employee states,
    and what is handed in for signing.
    """
    kept = {item.id for item in program.fields if _is_kept(program, item)} | set(WEEK_KEYS)
    form = {key: given for key, given in to_form(before).items() if key.partition(".")[0] in kept}
    form[_STARTS_ON] = typed_day(last_day + A_DAY)
    item = next((each for each in program.fields if each.id == program.continues), None)
    if item is not None:
        form[item.id] = reference
        condition, _, wanted = item.required_when.partition("=")
        form |= {condition: wanted.partition("|")[0]} if condition else {}
    return form


def continuation_problems(
    program: Program, proposal: Proposal, last_day: date | None
) -> Iterator[Problem]:
    """What is wrong with the start of a proposal that continues what is in force (IV.E).

    There is neither a gap nor an overlap: it starts the day after the last day of the one before.
    """
    section = cited(program, program.term.citation)
    if last_day is None:
        message = "That arrangement has no last day: there is nothing to continue."
        yield Problem(program.continues, message, section)
    elif proposal.starts_on != last_day + A_DAY:
        wanted = show_date(last_day + A_DAY)
        fault = "leaves a gap after" if proposal.starts_on > last_day else "overlaps with"
        message = (
            f"The start date must be {wanted}: any other day {fault} the arrangement before it."
        )
        yield Problem(_STARTS_ON, message, section)


def _is_kept(program: Program, item: FormField) -> bool:
    own = (item.role or employee_role(program)) == employee_role(program)
    stated = item.kind in {FieldKind.STATEMENT, FieldKind.UPLOAD}
    late = item.before is Before.SIGNING
    known = item.prefill not in {"", SCHEDULE_TYPE}
    return own and not (stated or late or known or item.id in _OF_A_TERM)
