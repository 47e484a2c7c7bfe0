"""How the agency may end an arrangement: with notice, or at once for listed reasons (IV.E)."""

from collections.abc import Iterable
from datetime import date, timedelta

from policy.changes import EndRequested
from policy.in_force import InForce
from policy.wording import show_date


def needs_notice(rules: InForce, act: EndRequested) -> bool:
    """Whether it ends on the last day of a notice, and not at once (IV.E)."""
    reason = rules.reason(act.because)
    if act.last_day is not None:
        return True
    return bool(rules.ending.notice_days) and not (reason is not None and reason.at_once)


def first_notice(given: Iterable[EndRequested]) -> EndRequested | None:
    """Of the notices that stand, the one with the earliest last day: that day holds (IV.E)."""
    return min(given, key=lambda act: act.last_day or date.max, default=None)


def earliest_last_day(rules: InForce, today: date) -> date:
    """The first last day that notice given today may name, in calendar days (IV.E)."""
    return today + timedelta(days=rules.ending.notice_days)


def objection_to_own_day(last_day: date | None, today: date, ends_on: date | None) -> str | None:
    """Why the employee cannot name this last day, or None; none named is at once (IV.E)."""
    if last_day is None:
        return None
    if last_day < today:
        return "Its last day has to be today or later."
    if ends_on is not None and last_day > ends_on:
        return f"It ends on {show_date(ends_on)} by itself."
    return None


def objection_to_reason(
    rules: InForce, act: EndRequested, today: date, ends_on: date | None
) -> str | None:
    """Why the agency cannot end it for this reason on this day, with the section, or None."""
    reason, cited = rules.reason(act.because), _cited(rules)
    if rules.ending.reasons and (reason is None or reason.job_change):
        return f"Name one of the reasons that the program lists{cited}."
    if not (reason or act.reason.strip()):
        return "The agency's ending needs its reason on record."
    if not needs_notice(rules, act):
        return None
    at_once = reason is not None and reason.at_once
    earliest = today if at_once else earliest_last_day(rules, today)
    if act.last_day is None or act.last_day < earliest:
        days = rules.ending.notice_days
        return f"Give {days} days of notice: its last day is {show_date(earliest)} or later{cited}."
    if ends_on is not None and act.last_day > ends_on:
        return f"It ends on {show_date(ends_on)} by itself."
    return None


def _cited(rules: InForce) -> str:
    return f" ({rules.ending.citation})" if rules.ending.citation else ""
