"""How long an arrangement may last: whole months, counted from its first day (GL32 IV.E)."""

import calendar
from datetime import date, timedelta

from policy.program import TermRule
from policy.proposal import Proposal


class BadTerm(ValueError):
    """A term of that many months cannot be counted from that day."""

    def __init__(self, starts_on: date, months: int) -> None:
        super().__init__(f"no term of {months} months begins on {starts_on}")


def last_day(starts_on: date, months: int) -> date:
    """The last day of a term of `months` months that begins on `starts_on`, both included (IV.E).

    The day before the corresponding date; where that date does not exist, the last day of its
    month. June 1, 2026 and nine months give February 28, 2027; so does May 31, 2026.
    BadTerm when `months` is not positive or the term outlasts the calendar.
    """
    year, month = divmod(starts_on.year * 12 + starts_on.month - 1 + months, 12)
    if months < 1 or year > date.max.year:
        raise BadTerm(starts_on, months)
    longest = calendar.monthrange(year, month + 1)[1]
    if starts_on.day > longest:
        return date(year, month + 1, longest)
    return date(year, month + 1, starts_on.day) - timedelta(days=1)


def months_later(day: date, months: int) -> date:
    """The corresponding date so many months later, or the last day of a month that has none."""
    after = last_day(day, months)
    corresponding = after + timedelta(days=1)
    return corresponding if corresponding.day == day.day else after


def term_label(proposal: Proposal, rule: TermRule) -> str:
    """What to call the last day of this term: the maximum's only where it lasts that long."""
    months, ends_on = rule.maximum_months, proposal.ends_on
    if months is None or ends_on is None or ends_on >= last_day(proposal.starts_on, months):
        return rule.label
    return rule.shorter_label or rule.label


def too_long(rule: TermRule) -> str:
    """What to tell who asks for a longer term than the rule allows, with its section."""
    citation = f" ({rule.citation})" if rule.citation else ""
    return f"The term is longer than the {rule.label.lower()} allows{citation}."


def within_maximum(proposal: Proposal, rule: TermRule) -> bool:
    """Whether the proposed term ends, and no later than the rule's maximum allows (IV.E)."""
    if rule.maximum_months is None:
        return True
    latest = last_day(proposal.starts_on, rule.maximum_months)
    return proposal.ends_on is not None and proposal.ends_on <= latest
