"""The proposal: what the employee submits (GL32 III, Appendix A; Sacramento, employee step 2)."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from policy.week import TELECOMMUTED, WEEKDAYS, Day, Place, Week, monday_of


@dataclass(frozen=True)
class Proposal:
    """One employee's proposal, or its modified form.

    `answers` holds every other field of the program's form by field ID, as the person wrote it.
    Dates are inclusive; `ends_on` is None only where the program allows an open end.
    """

    starts_on: date
    ends_on: date | None
    week: Week
    answers: dict[str, str] = field(default_factory=dict)


def scheduled(proposal: Proposal, day: date) -> Day:
    """The day of the weekly schedule that falls on this date; one that is not given is off.

    A pattern of two weeks is counted from the week, Monday to Sunday, of the first day.
    """
    size = len(WEEKDAYS)
    weeks_since = (day - monday_of(proposal.starts_on)).days // size
    week = weeks_since % 2 if len(proposal.week) > size else 0
    weekday = WEEKDAYS[day.weekday()]
    days = proposal.week[week * size : (week + 1) * size]
    return next((each for each in days if each.weekday == weekday), Day(weekday, Place.OFF))


def first_telecommuting_day(proposal: Proposal) -> date | None:
    """The first telecommuting day from the start on, whenever it ends; None for a week of none."""
    ahead = (proposal.starts_on + timedelta(days) for days in range(2 * len(WEEKDAYS)))
    return next((day for day in ahead if scheduled(proposal, day).place in TELECOMMUTED), None)
