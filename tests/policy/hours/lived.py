"""Arrangements in force in December 2026, and what is planned for them."""

from datetime import date

from policy.deadlines import A_DAY
from policy.hours.planned import Change, Lived, PlannedDay, Version, planned_days, telecommuted
from policy.timekeeping import Period
from policy.week import Place, Week
from tests.policy.samples import workweek

HOME, STATION, PART = Place.TELECOMMUTING, Place.DUTY_STATION, Place.PART_DAY

MONDAY = date(2026, 12, 7)
FORTNIGHT = Period(MONDAY, MONDAY + 13 * A_DAY)
TUESDAYS = workweek(STATION, HOME, STATION, STATION, STATION)
WEDNESDAYS = workweek(STATION, STATION, HOME, STATION, STATION)


def lived(
    week: Week = TUESDAYS,
    versions: tuple[Version, ...] | None = None,
    changes: tuple[Change, ...] = (),
    ended_on: date | None = None,
) -> Lived:
    """An arrangement in force all year, or on the days of those versions."""
    version = Version(1, date(2026, 6, 1), date(2027, 5, 31), date(2026, 6, 1), week)
    held = (version,) if versions is None else versions
    return Lived("TA-1", "1001", held, changes, ended_on)


def hours(found: Lived, period: Period = FORTNIGHT) -> dict[int, int]:
    """Hundredths of an hour by the day of December."""
    return {each.day.day: each.telecommuting for each in telecommuted([found], period)}


def place(found: Lived, day: date) -> PlannedDay | None:
    """What is planned for one day."""
    return next(planned_days(found, Period(day, day)), None)
