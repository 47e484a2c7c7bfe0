"""How an employer keeps time: pay periods, codes of time, and what is to be looked at (GL32 IV.D).

The hours planned go out to a time system under one code; the hours recorded there come back under
many, and those that the rules speak against are listed.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum


class CodeKind(StrEnum):
    """What hours under a code are.

    `leave` is all that is paid without work, holidays and compensatory time taken too;
    `compensatory` is time earned. `closure` is time off because the duty station is closed.
    """

    TELECOMMUTING = "telecommuting"
    DUTY_STATION = "duty_station"
    FIELD_WORK = "field_work"
    OVERTIME = "overtime"
    COMPENSATORY = "compensatory"
    CLOSURE = "closure"
    LEAVE = "leave"
    PREMIUM = "premium"


class Check(StrEnum):
    """What recorded hours are looked at for."""

    NO_ARRANGEMENT = "no_arrangement"
    AFTER_ENDING = "after_ending"
    NOT_PLANNED = "not_planned"
    MIXED_PLACES = "mixed_places"
    OVERTIME = "overtime"
    COMPENSATORY = "compensatory"
    CLOSURE = "closure"
    SHORTFALL = "shortfall"
    PREMIUM = "premium"


@dataclass(frozen=True)
class TimeCode:
    """A code of the time system: what hours under it are, and what people call them."""

    code: str
    kind: CodeKind
    title: str


@dataclass(frozen=True)
class CheckRule:
    """Something that recorded hours are looked at for; `text` says what to do about it."""

    check: Check
    title: str
    text: str
    citation: str = ""


@dataclass(frozen=True)
class TimeColumns:
    """What the time system calls the columns of its files, in this order."""

    number: str = "number"
    date: str = "date"
    code: str = "code"
    hours: str = "hours"

    @property
    def names(self) -> tuple[str, str, str, str]:
        """The four of them."""
        return (self.number, self.date, self.code, self.hours)


@dataclass(frozen=True)
class TimeRule:
    """How time is kept: planned hours go out under `code`.

    Pay periods are `period_days` long; one of them begins on `period_from`, and so all others
    before and after it are known.
    """

    code: str
    period_from: date
    period_days: int
    codes: tuple[TimeCode, ...]
    checks: tuple[CheckRule, ...] = ()
    columns: TimeColumns = field(default_factory=TimeColumns)
    citation: str = ""

    def has(self, kind: CodeKind) -> bool:
        """Whether there is a code of that kind."""
        return any(each.kind is kind for each in self.codes)

    def of_kinds(self, kinds: Collection[CodeKind]) -> tuple[str, ...]:
        """The codes of those kinds."""
        return tuple(each.code for each in self.codes if each.kind in kinds)


@dataclass(frozen=True)
class Period:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    @property
    def days(self) -> tuple[date, ...]:
        """Each of its days."""
        length = (self.last - self.first).days + 1
        return tuple(self.first + timedelta(days=at) for at in range(length))


def period_of(rule: TimeRule, day: date) -> Period:
    """The pay period that a day lies in; cut off where the calendar itself begins or ends."""
    into = (day - rule.period_from).days % rule.period_days
    first = max(day.toordinal() - into, date.min.toordinal())
    last = min(day.toordinal() - into + rule.period_days - 1, date.max.toordinal())
    return Period(date.fromordinal(first), date.fromordinal(last))


def next_period(rule: TimeRule, period: Period) -> Period:
    """The pay period after this one."""
    return period_of(rule, min(period.last, date.max - timedelta(days=1)) + timedelta(days=1))


def period_before(rule: TimeRule, period: Period) -> Period:
    """The pay period before this one."""
    return period_of(rule, max(period.first, date.min + timedelta(days=1)) - timedelta(days=1))


def hundredths(span: timedelta) -> int:
    """A span of time in hundredths of an hour, as time systems keep it: 7 h 20 min is 733."""
    return round(span / timedelta(hours=1) * 100)


def show_hours(amount: int) -> str:
    """Hundredths of an hour as people write them: 8, 7.5, 7.33."""
    whole, part = divmod(amount, 100)
    return f"{whole}.{part:02}".rstrip("0").rstrip(".")


def tell_hours(amount: int) -> str:
    """Hundredths of an hour as a sentence has them: 1 hour, 7.5 hours."""
    shown = show_hours(amount)
    return f"{shown} {'hour' if shown == '1' else 'hours'}"
