"""A week of recorded hours, and what is listed of it."""

from collections.abc import Sequence
from datetime import date, time

from policy.deadlines import A_DAY
from policy.hours.checks import TimeException, exceptions
from policy.hours.planned import Change, Lived, Version
from policy.hours.recorded import Recorded
from policy.timekeeping import Check, Period, TimeRule
from policy.week import Day, Place, Week
from tests.policy.samples import CONNECTICUT, workweek

HOME, STATION, PART = Place.TELECOMMUTING, Place.DUTY_STATION, Place.PART_DAY
MONDAY, TUESDAY = date(2026, 12, 7), date(2026, 12, 8)
WEEK = Period(MONDAY, MONDAY + 6 * A_DAY)
TUESDAYS = workweek(STATION, HOME, STATION, STATION, STATION)
PART_DAYS = (
    *TUESDAYS[:1],
    Day("tuesday", PART, time(8), time(12), time(12, 30), time(16, 30), "", time(12)),
    *TUESDAYS[2:],
)


def rule_of_the_letter() -> TimeRule:
    """How Connecticut keeps time."""
    assert CONNECTICUT.hours is not None
    return CONNECTICUT.hours


RULE = rule_of_the_letter()


def lived(
    week: Week = TUESDAYS, *changes: Change, since: date = MONDAY, ended_on: date | None = None
) -> Lived:
    """An arrangement in force from that day on."""
    return Lived("TA-1", "1001", (Version(1, since, None, since, week),), changes, ended_on)


def sheet(day: date = TUESDAY, /, **hours: float) -> list[Recorded]:
    """Hours of one day by code."""
    return [Recorded("1001", day, code, round(each * 100)) for code, each in hours.items()]


def found(
    recorded: Sequence[Recorded], *lives: Lived, until: date | None = None, rule: TimeRule = RULE
) -> dict[Check, TimeException]:
    """The exceptions of the week by what they are for: there is at most one of each."""
    listed = list(exceptions(rule, lives, recorded, WEEK, until))
    assert len({each.rule.check for each in listed}) == len(listed)
    return {each.rule.check: each for each in listed}
