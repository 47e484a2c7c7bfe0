"""The hours planned at the telecommuting location, by day (GL32 IV.D).

They follow from the versions in force, the weekly schedule of each, and the written approvals that
were given. The weeks of a two-week schedule are counted from the week, Monday to Sunday, of the
first day that everybody signed for: a modification or a late signature turns them around for
nobody.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import lru_cache

from policy.deadlines import A_DAY
from policy.in_force import OF_THE_REST, Effect
from policy.timekeeping import Period, hundredths
from policy.week import WEEKDAYS, Day, Place, Week, between, weeks


@dataclass(frozen=True)
class Version:
    """A version with the days on which it was or will be in force, both included.

    `counted_from` is the first day that it was signed for: it lies in the first week.
    """

    number: int
    starts_on: date
    ends_on: date | None
    counted_from: date
    week: Week


@dataclass(frozen=True)
class Change:
    """What a written approval that was given beforehand changes; `number` is its concern's.

    `hours` is how much overtime was approved, in hundredths; None where nobody said. `since` is the
    time from which on somebody said what to do with the rest of the day (IV.L).
    """

    number: int
    effect: Effect
    on: date
    to: date | None = None
    hours: int | None = None
    since: time | None = None


@dataclass(frozen=True)
class Lived:
    """One employee's arrangement as far as hours go.

    `ended_on` is the first day on which it is in force no more.
    """

    reference: str
    employee: str
    versions: tuple[Version, ...]
    changes: tuple[Change, ...] = ()
    ended_on: date | None = None

    def held(self, period: Period) -> Iterator[tuple[Version, date, date]]:
        """Each version with the first and last day of the period on which it is in force.

        The one that begins later supersedes the one before.
        """
        following = [*(each.starts_on - A_DAY for each in self.versions[1:]), None]
        ended = None if self.ended_on is None else self.ended_on - A_DAY
        for version, superseded in zip(self.versions, following, strict=False):
            limits = (period.last, version.ends_on, superseded, ended)
            last = min(day for day in limits if day is not None)
            first = max(period.first, version.starts_on)
            if first <= last:
                yield version, first, last

    @property
    def last_day(self) -> date | None:
        """The last day on which it was or will be in force; None for none, or an open end."""
        everything = Period(date.min, date.max)
        last = max((last for _, _, last in self.held(everything)), default=date.max)
        return None if last == date.max else last


@dataclass(frozen=True)
class PlannedDay:
    """One day of an arrangement in force.

    `scheduled` is all that the schedule has for the day, `telecommuting` what of it is planned at
    the location, both in hundredths of an hour. `place` is where the day is worked after `effect`
    of the written approval `change`; a day of approved leave is off, with its hours scheduled.
    Where the rest of a day was ordered otherwise, only the hours before that are left.
    """

    day: date
    reference: str
    employee: str
    place: Place
    scheduled: int
    telecommuting: int
    effect: Effect = Effect.NONE
    change: int = 0


def planned_days(lived: Lived, period: Period) -> Iterator[PlannedDay]:
    """Every day of the period on which the arrangement is in force, in order."""
    moved = _moved(lived.changes)
    rest = {each.on: each for each in lived.changes if each.effect in OF_THE_REST}
    for version, first, last in lived.held(period):
        cells, monday = _cells(version.week), _monday(version.counted_from)
        for at in range(first.toordinal(), last.toordinal() + 1):
            day = date.fromordinal(at)
            cell = cells[(at - monday) % len(cells)]
            planned = _planned(lived, day, cell, moved.get(day))
            yield _until_then(planned, cell, rest[day]) if day in rest else planned


def telecommuted(lives: Iterable[Lived], period: Period) -> list[PlannedDay]:
    """The days on which hours are planned at the location, by employee and day.

    Nobody has a day twice: where arrangements overlapped, the one given last would count.
    """
    found = (day for lived in lives for day in planned_days(lived, period) if day.telecommuting)
    once = {(day.employee, day.day): day for day in found}
    return [once[key] for key in sorted(once)]


Cell = tuple[Place, int, int, Day]
"""Where a day of the schedule is worked, its hours, those of them at the location, the day."""

Move = tuple[Place | None, Change]
"""Where a day is worked by a written approval; None: at the location, for its own hours."""

_TAKEN = {
    Effect.DAY_MOVED: Place.DUTY_STATION,
    Effect.RECALL: Place.DUTY_STATION,
    Effect.LEAVE: Place.OFF,
}


def _moved(changes: Sequence[Change]) -> dict[date, Move]:
    """The place of each day that approvals speak of; the later approval stands."""
    found: dict[date, Move] = {}
    for change in sorted(changes, key=lambda each: each.number):
        if change.effect in _TAKEN:
            found[change.on] = (_TAKEN[change.effect], change)
        if change.effect is Effect.DAY_MOVED and change.to is not None:
            found[change.to] = (None, change)
    return found


def _planned(lived: Lived, day: date, cell: Cell, moved: Move | None) -> PlannedDay:
    place, scheduled, at_location, _ = cell
    if moved is None:
        return PlannedDay(day, lived.reference, lived.employee, place, scheduled, at_location)
    wanted, change = moved
    return PlannedDay(
        day,
        lived.reference,
        lived.employee,
        wanted or (Place.TELECOMMUTING if scheduled else place),
        scheduled,
        0 if wanted else scheduled,
        change.effect,
        change.number,
    )


def _until_then(planned: PlannedDay, cell: Cell, change: Change) -> PlannedDay:
    """The day with no more hours at the location than until the rest was ordered otherwise."""
    if not planned.telecommuting or change.since is None:
        return planned
    left = min(planned.telecommuting, hundredths(_before(cell[3], change.since)))
    return replace(planned, telecommuting=left, effect=change.effect, change=change.number)


def _before(day: Day, since: time) -> timedelta:
    """What of a day's hours at the location lies before a time."""
    starts = day.field_work_ends if day.place is Place.PART_DAY else day.starts
    if starts is None or day.ends is None or since <= starts:
        return timedelta(0)
    until = min(since, day.ends)
    return between(starts, until) - (_lunch_after(day, starts) - _lunch_after(day, until))


def _monday(day: date) -> int:
    """The ordinal of the Monday of a day's week."""
    return day.toordinal() - day.weekday()


@lru_cache(maxsize=1024)
def _cells(pattern: Week) -> tuple[Cell, ...]:
    """Seven or fourteen days from Monday on; a weekday that is not given is off."""
    return tuple(
        _cell(next((day for day in week if day.weekday == weekday), Day(weekday, Place.OFF)))
        for week in weeks(pattern)
        for weekday in WEEKDAYS
    )


def _cell(day: Day) -> Cell:
    scheduled = max(hundredths(day.worked), 0)
    if day.place is Place.TELECOMMUTING:
        return day.place, scheduled, scheduled, day
    at_location = hundredths(_rest(day)) if day.place is Place.PART_DAY else 0
    return day.place, scheduled, min(max(at_location, 0), scheduled), day


def _rest(day: Day) -> timedelta:
    """What of a part-day is left for the location once the field work is over (IV.D)."""
    done, ends = day.field_work_ends, day.ends
    if done is None or ends is None:
        return timedelta(0)
    return between(done, ends) - _lunch_after(day, done)


def _lunch_after(day: Day, done: time) -> timedelta:
    """How much of lunch lies after the field work."""
    if day.lunch_starts is None or day.lunch_ends is None or day.lunch_ends <= done:
        return timedelta(0)
    return between(max(day.lunch_starts, done), day.lunch_ends)
