"""Ending what is in force before its last day: reasons, notice, and what is missing (GL32 IV.E)."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from policy.answers import field_problems
from policy.in_force import EndingReason, EndingRule
from policy.problem import Problem, cited
from policy.program import Program
from policy.wording import show_date

BECAUSE, LAST_DAY = "because", "last_day"


def offered(rule: EndingRule) -> tuple[EndingReason, ...]:
    """The reasons that can be chosen: of a job change, the directory has the news."""
    return tuple(each for each in rule.reasons if not each.job_change)


def chosen(rule: EndingRule, because: str) -> EndingReason | None:
    """The reason of that ID, if it can be chosen."""
    return next((each for each in offered(rule) if each.id == because), None)


def needs_notice(rule: EndingRule, because: str) -> bool:
    """Whether an ending by the agency for that reason needs a notice (IV.E)."""
    reason = chosen(rule, because)
    return rule.notice_days > 0 and not (reason is not None and reason.at_once)


def earliest_last_day(rule: EndingRule, today: date) -> date:
    """The earliest last day of a notice that is given on `today`, the agency's date."""
    return today + timedelta(days=rule.notice_days)


def ending_problems(  # noqa: PLR0913, PLR0917 - what an ending says, and what it ends
    program: Program,
    because: str,
    last_day: date | None,
    details: Mapping[str, str],
    today: date,
    ends_on: date | None,
) -> Iterator[Problem]:
    """What is wrong with an ending by the agency of what is in force until `ends_on`.

    `details` are the fields of the reason.
    """
    rule = program.in_force.ending
    section = cited(program, rule.citation)
    reason = chosen(rule, because)
    if reason is None and rule.reasons:
        yield Problem(BECAUSE, "Choose the reason for the ending.", section)
        return
    if reason is not None:
        yield from field_problems(program, reason.fields, details)
    if needs_notice(rule, because):
        yield from _notice_problems(rule, last_day, today, ends_on, section)
    elif last_day is not None:
        yield Problem(LAST_DAY, "This ends it at once: there is no later last day.", section)


def _notice_problems(
    rule: EndingRule, last_day: date | None, today: date, ends_on: date | None, section: str
) -> Iterator[Problem]:
    earliest = earliest_last_day(rule, today)
    if last_day is None or last_day < earliest:
        message = (
            f"The last day must be {show_date(earliest)} or later: "
            f"notice is {rule.notice_days} days."
        )
        yield Problem(LAST_DAY, message, section)
    elif ends_on is not None and last_day >= ends_on:
        message = f"It ends by itself on {show_date(ends_on)}. Choose an earlier last day."
        yield Problem(LAST_DAY, message, section)
