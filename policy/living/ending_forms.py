"""An ending as it is sent: the reasons to choose from, and what is wrong or missing (GL32 IV.E)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from policy.changes import EndRequested
from policy.form import FormField
from policy.forms.answers import field_problems
from policy.forms.problem import Problem, cited
from policy.in_force import EndingReason, InForce
from policy.living.ending import earliest_last_day, needs_notice
from policy.program import Program
from policy.wording import show_date

BECAUSE, LAST_DAY, REASON = "because", "last_day", "reason"


def offered(rules: InForce) -> tuple[EndingReason, ...]:
    """The reasons that can be chosen: of a job change, the directory has the news."""
    return tuple(each for each in rules.ending.reasons if not each.job_change)


def named(reason: EndingReason) -> tuple[FormField, ...]:
    """The fields of a reason under form keys of its own: several reasons stand on one page."""
    return tuple(replace(each, id=f"{reason.id}.{each.id}") for each in reason.fields)


def agency_problems(
    program: Program, act: EndRequested, today: date, ends_on: date | None
) -> Iterator[Problem]:
    """What is wrong with an ending by the agency of what is in force until `ends_on`."""
    rules = program.in_force
    reason = next((each for each in offered(rules) if each.id == act.because), None)
    if reason is None and rules.ending.reasons:
        yield Problem(BECAUSE, "Choose the reason for the ending.", _section(program))
        return
    if reason is not None:
        yield from field_problems(program, reason.fields, act.details, today=today)
    elif not act.reason.strip():
        yield Problem(REASON, "Say why it ends.")
    if needs_notice(rules, act):
        at_once = reason is not None and reason.at_once
        earliest = today if at_once else earliest_last_day(rules, today)
        yield from last_day_problems(program, act.last_day, earliest, ends_on)


def last_day_problems(
    program: Program, last_day: date | None, earliest: date, ends_on: date | None
) -> Iterator[Problem]:
    """What is wrong with the last day of a notice; `earliest` is the first that can be named."""
    section = _section(program)
    if last_day is None or last_day < earliest:
        message = f"The last day must be {show_date(earliest)} or later."
        yield Problem(LAST_DAY, message, section)
    elif ends_on is not None and last_day >= ends_on:
        message = f"It ends by itself on {show_date(ends_on)}. Choose an earlier last day."
        yield Problem(LAST_DAY, message, section)


def _section(program: Program) -> str:
    return cited(program, program.in_force.ending.citation)
