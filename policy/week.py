"""The weekly schedule: which whole days are worked where, and the hours of each (GL32 IV.D)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum


class Place(StrEnum):
    """Where a scheduled day is worked."""

    DUTY_STATION = "duty_station"
    TELECOMMUTING = "telecommuting"
    OFF = "off"


WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Day:
    """One weekday of the schedule; times are local wall-clock, absent on a day off."""

    weekday: str
    place: Place
    starts: time | None = None
    lunch_starts: time | None = None
    lunch_ends: time | None = None
    ends: time | None = None
    breaks: str = ""

    @property
    def worked(self) -> timedelta:
        """Hours worked: start to end less lunch; zero on a day off or while times are missing."""
        if self.place is Place.OFF or self.starts is None or self.ends is None:
            return timedelta(0)
        lunch = timedelta(0)
        if self.lunch_starts is not None and self.lunch_ends is not None:
            lunch = _between(self.lunch_starts, self.lunch_ends)
        return _between(self.starts, self.ends) - lunch


Week = tuple[Day, ...]


def telecommuting_days(week: Week) -> tuple[Day, ...]:
    """The days worked away from the official duty station."""
    return tuple(day for day in week if day.place is Place.TELECOMMUTING)


def share_away(week: Week) -> float:
    """Scheduled telecommuting hours divided by scheduled hours, 0 to 1 (IV.D)."""
    scheduled = sum((day.worked for day in week), timedelta(0))
    if not scheduled:
        return 0.0
    away = sum((day.worked for day in telecommuting_days(week)), timedelta(0))
    return away / scheduled


def _between(first: time, last: time) -> timedelta:
    return datetime.combine(date.min, last) - datetime.combine(date.min, first)
