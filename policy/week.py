"""The weekly schedule: which whole days are worked where, and the hours of each (GL32 IV.D)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction


class Place(StrEnum):
    """Where a scheduled day is worked.

    `field_work` is a whole day of regular duties elsewhere; `part_day` is field work, and
    telecommuting for the rest of the same day (the exception of IV.D).
    """

    DUTY_STATION = "duty_station"
    TELECOMMUTING = "telecommuting"
    FIELD_WORK = "field_work"
    PART_DAY = "part_day"
    OFF = "off"


WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

TIMES = ("starts", "lunch_starts", "lunch_ends", "ends", "field_work_ends")
"""The times that a day may have, by what they are called."""
AWAY = frozenset({Place.TELECOMMUTING, Place.FIELD_WORK, Place.PART_DAY})
"""Out of the official work site."""

TELECOMMUTED = frozenset({Place.TELECOMMUTING, Place.PART_DAY})
"""Worked at the telecommuting location, for the whole day or its rest."""


@dataclass(frozen=True)
class Day:
    """One weekday of the schedule; times are local wall-clock, absent on a day off.

    `field_work_ends` is when the field work of a part-day is over and telecommuting begins.
    """

    weekday: str
    place: Place
    starts: time | None = None
    lunch_starts: time | None = None
    lunch_ends: time | None = None
    ends: time | None = None
    breaks: str = ""
    field_work_ends: time | None = None

    @property
    def times(self) -> dict[str, time | None]:
        """Its times, by what they are called."""
        values = (self.starts, self.lunch_starts, self.lunch_ends, self.ends, self.field_work_ends)
        return dict(zip(TIMES, values, strict=True))

    @property
    def worked(self) -> timedelta:
        """Hours worked: start to end less lunch; zero on a day off or while times are missing."""
        if self.place is Place.OFF or self.starts is None or self.ends is None:
            return timedelta(0)
        lunch = timedelta(0)
        if self.lunch_starts is not None and self.lunch_ends is not None:
            lunch = between(self.lunch_starts, self.lunch_ends)
        return between(self.starts, self.ends) - lunch


Week = tuple[Day, ...]
"""One week, of up to seven days; or a pattern of two, all fourteen days in their order."""


def weeks(pattern: Week) -> tuple[Week, ...]:
    """The one week or the two weeks of a pattern."""
    size = len(WEEKDAYS)
    return (pattern[:size], pattern[size:]) if len(pattern) > size else (pattern,)


def is_pattern(pattern: Week) -> bool:
    """Whether it is one week with each weekday at most once, or two whole weeks in order."""
    given = [day.weekday for day in pattern]
    if len(given) > len(WEEKDAYS):
        return given == [*WEEKDAYS, *WEEKDAYS]
    return set(given) <= set(WEEKDAYS) and len(set(given)) == len(given)


def telecommuting_days(pattern: Week) -> tuple[Day, ...]:
    """The days on which somebody works at the telecommuting location."""
    return tuple(day for day in pattern if day.place in TELECOMMUTED)


def days_a_week(pattern: Week) -> Fraction:
    """The telecommuting days of a week; of a pattern of two weeks, their mean."""
    return Fraction(len(telecommuting_days(pattern)), len(weeks(pattern)))


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def between(first: time, last: time) -> timedelta:
    """From one time of a day to another; negative where the other comes first."""
    return datetime.combine(date.min, last) - datetime.combine(date.min, first)
