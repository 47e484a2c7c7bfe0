"""Deadlines: calendar dates in the agency's time zone, turned once into absolute UTC instants."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from policy.program import CopyRule, Pace, TermRule

A_DAY = timedelta(days=1)
_A_MOMENT = timedelta(microseconds=1)
QUARTER = timedelta(minutes=15)
AHEAD = 800
"""The days for which offsets are looked up at least."""
UNENDING = timedelta(days=20 * 366)
"""How long an arrangement without a last day may go on before it is changed."""

MORNING = time(9)
"""When people are told of things: no zone's clocks jump at nine."""


class NoZone(ValueError):
    """An instant came without its zone: nobody can say which day it is."""


class NoDeadline(ValueError):
    """The program sets no deadline for this copy."""


@dataclass(frozen=True)
class Paced:
    """When who has not acted is reminded, and when the coordinator is told (UTC instants)."""

    reminders: tuple[datetime, ...]
    escalation: datetime


@dataclass(frozen=True)
class TermDates:
    """The term as it takes effect: inclusive dates, and the UTC instants that follow from them.

    `announcements` pairs the days before the end with the instant of telling. An arrangement whose
    agreed end has passed by the time it could start has `ends_at` before `starts_at`.
    """

    starts_on: date
    ends_on: date | None
    starts_at: datetime
    ends_at: datetime | None
    announcements: tuple[tuple[int, datetime], ...]


@dataclass(frozen=True)
class CopyDates:
    """When a copy is due, when that day ends, and when to warn before it (UTC instants)."""

    due_on: date
    due_at: datetime
    warn_at: datetime


class Clocks(Protocol):
    """How the clocks go somewhere."""

    def day(self, instant: datetime) -> date:
        """The calendar date at `instant`."""

    def morning(self, day: date) -> datetime:
        """The UTC instant of 9:00 on `day`."""

    def midnight(self, day: date) -> datetime:
        """The UTC instant at which `day` begins."""


@dataclass(frozen=True)
class ZoneClocks:
    """The clocks of a zone, as its rules are now."""

    zone: str

    def day(self, instant: datetime) -> date:
        """The calendar date at `instant`."""
        return local_date(instant, self.zone)

    def morning(self, day: date) -> datetime:
        """The UTC instant of 9:00 on `day`."""
        return morning(day, self.zone)

    def midnight(self, day: date) -> datetime:
        """The UTC instant at which `day` begins."""
        return _instant(day, time.min, self.zone)


Changes = tuple[tuple[datetime, int], ...]
"""Instants, each with how many seconds the clocks are ahead of UTC from then on."""


@dataclass(frozen=True)
class Offsets:
    """How many seconds a zone's clocks are ahead of UTC, each from an instant on.

    So much of a zone's rules as tells its days and mornings for years: looked up once and kept,
    they stay what they were when the rules change.
    """

    since: Changes

    def day(self, instant: datetime) -> date:
        """The calendar date at `instant`."""
        return self._shown(instant).date()

    def morning(self, day: date) -> datetime:
        """The UTC instant of 9:00 on `day`."""
        return self.instant(day, MORNING)

    def midnight(self, day: date) -> datetime:
        """The UTC instant at which `day` begins: an act before it was beforehand."""
        return self.instant(day, time.min)

    def after(self, known: "Offsets") -> Changes:
        """The changes of the clocks that come after the last one known."""
        return tuple(change for change in self.since[1:] if change[0] > known.since[-1][0])

    def followed_by(self, changes: Changes) -> "Offsets":
        """These, and further changes: what was known stays as it was."""
        return Offsets((*self.since, *changes))

    def instant(self, day: date, at: time) -> datetime:
        """The UTC instant at which the clocks show `at` on `day`."""
        shown = datetime.combine(day, at, UTC)
        instants = [(since, shown - timedelta(seconds=seconds)) for since, seconds in self.since]
        return next((told for since, told in reversed(instants) if told >= since), instants[0][1])

    def _shown(self, instant: datetime) -> datetime:
        ahead = [seconds for at, seconds in self.since if at <= instant]
        return instant + timedelta(seconds=ahead[-1] if ahead else self.since[0][1])


def offsets(zone: str, at: datetime, until: date | None = None) -> Offsets:
    """The offsets of `zone` from `at` on, for two years at least, and until the end of that day.

    Zones change at a quarter hour.
    """
    known = ZoneInfo(zone)
    found = [(at, _seconds(known, at))]
    for number in range(max(AHEAD, (until - at.date()).days + 2 if until else 0)):
        day = at + number * A_DAY
        if _seconds(known, day + A_DAY) != found[-1][1]:
            found.append(_next_change(known, day, found[-1][1]))
    return Offsets(tuple(found))


def clocks_of(zone: str, at: datetime, ends_on: date | None) -> Offsets:
    """The clocks by which an arrangement goes from `at` on, until its last day if it has one."""
    return offsets(zone, at, ends_on or (at + UNENDING).date())


def end_of_day(day: date, zone: str) -> datetime:
    """The UTC instant at which `day` ends in `zone`: an act before it is on time."""
    return _instant(day + timedelta(days=1), time.min, zone)


def morning(day: date, zone: str) -> datetime:
    """The UTC instant of 9:00 on `day` in `zone`."""
    return _instant(day, MORNING, zone)


def local_date(instant: datetime, zone: str) -> date:
    """The calendar date in `zone` at `instant`; NoZone for a naive one."""
    if instant.tzinfo is None:
        raise NoZone(instant.isoformat())
    return instant.astimezone(ZoneInfo(zone)).date()


def day_ended(instant: datetime, zone: str) -> date:
    """The calendar date in `zone` that an instant is in; midnight is the end of the day before."""
    return local_date(instant - _A_MOMENT, zone)


def copy_due_on(authorized_on: date, within_days: int) -> date:
    """The last day on which a copy is on time: authorized on the 3rd, due on the 10th (GL32 VI)."""
    return authorized_on + timedelta(days=within_days)


def paced(asked_at: datetime, pace: Pace, there: Clocks) -> Paced:
    """Reminders and escalation for something asked at `asked_at`, each at nine in the morning."""
    asked_on = there.day(asked_at)
    return Paced(
        tuple(there.morning(asked_on + after * A_DAY) for after in pace.remind_after_days),
        there.morning(asked_on + pace.escalate_after_days * A_DAY),
    )


def term_dates(
    authorized_at: datetime, starts_on: date, ends_on: date | None, rule: TermRule, there: Clocks
) -> TermDates:
    """The term of an arrangement authorized at `authorized_at` (GL32 IV.E).

    A start already past becomes the next day; the agreed end stays. The end is announced only
    after the start, never before.
    """
    today = there.day(authorized_at)
    effective = today + A_DAY if starts_on < today else starts_on
    starts_at = max(authorized_at.astimezone(UTC), there.midnight(effective))
    if ends_on is None:
        return TermDates(effective, None, starts_at, None, ())
    told = [(days, there.morning(ends_on - timedelta(days))) for days in rule.notify_before_days]
    announcements = tuple((days, at) for days, at in told if at > starts_at)
    return TermDates(effective, ends_on, starts_at, there.midnight(ends_on + A_DAY), announcements)


def copy_dates(authorized_at: datetime, rule: CopyRule, there: Clocks) -> CopyDates:
    """When the copy of `rule` is due after authorization; NoDeadline if the program sets none."""
    if rule.due_within_days is None:
        raise NoDeadline(rule.id)
    due_on = copy_due_on(there.day(authorized_at), rule.due_within_days)
    warn_on = due_on - timedelta(days=rule.warn_before_days or 0)
    return CopyDates(due_on, there.midnight(due_on + A_DAY), there.morning(warn_on))


def _seconds(zone: ZoneInfo, at: datetime) -> int:
    return int((at.astimezone(zone).utcoffset() or timedelta()).total_seconds())


def _next_change(zone: ZoneInfo, day: datetime, before: int) -> tuple[datetime, int]:
    """When within a day of `day` the clocks change, and what they are ahead by from then on."""
    at = day - (day - datetime.combine(day.date(), time.min, UTC)) % QUARTER
    while _seconds(zone, at) == before:
        at += QUARTER
    return at, _seconds(zone, at)


def _instant(day: date, at: time, zone: str) -> datetime:
    """The first instant whose wall clock in `zone` shows `at` on `day`, or passes it in a gap."""
    return datetime.combine(day, at, tzinfo=ZoneInfo(zone)).astimezone(UTC)
