"""The extent of use, one arrangement at a time: what of it counts in a year (GL32 II(a), II(c)).

Days and hours are those of `policy.hours.planned`: what the schedule plans, and written approvals
change.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from policy.forms.needs import Demanding, is_demanded
from policy.hours.planned import Lived, PlannedDay, Version, planned_days
from policy.timekeeping import Period
from policy.week import Place, Week

PAY_PERIOD = 14
"""Days of a biweekly pay period (5 U.S.C. 6506(b)(2))."""

_MONTHS_OF_YEAR = 12
_REGULAR = 3
_MONDAY = date(2000, 1, 3)


class Frequency(StrEnum):
    """How often somebody telecommutes, in the federal classes (5 U.S.C. 6506(b)(2))."""

    THREE_OR_MORE = "three_or_more"
    ONE_OR_TWO = "one_or_two"
    MONTHLY = "monthly"
    OCCASIONAL = "occasional"


def frequency(days: float) -> Frequency:
    """The class of so many telecommuting days in a biweekly pay period."""
    if days >= _REGULAR:
        return Frequency.THREE_OR_MORE
    if days >= 1:
        return Frequency.ONE_OR_TWO
    a_month = _MONTHS_OF_YEAR * PAY_PERIOD / 365
    return Frequency.MONTHLY if days >= a_month else Frequency.OCCASIONAL


@dataclass(frozen=True, slots=True)
class Pattern:
    """The telecommuting of one or two weeks: for each day from Monday on, its hours at the location
    in hundredths, and whether all of the day is worked there.
    """

    hours: tuple[int, ...]
    whole: tuple[bool, ...]

    @property
    def days_a_week(self) -> float:
        """Days a week with hours at the location, whole or part."""
        weeks = len(self.hours) / 7
        return sum(hours > 0 for hours in self.hours) / weeks

    @property
    def part_days(self) -> int:
        """The days that are worked at the location in part."""
        days = zip(self.hours, self.whole, strict=True)
        return sum(hours > 0 and not whole for hours, whole in days)


NEVER = Pattern((0,) * 7, (False,) * 7)
"""A week without telecommuting."""


def pattern_of(week: Week) -> Pattern:
    """The pattern of a weekly schedule, as hours are planned by it."""
    size = PAY_PERIOD if len(week) > PAY_PERIOD // 2 else PAY_PERIOD // 2
    version = Version(1, _MONDAY, None, _MONDAY, week)
    last = date.fromordinal(_MONDAY.toordinal() + size - 1)
    days = list(planned_days(Lived("", "", (version,)), Period(_MONDAY, last)))
    return Pattern(tuple(day.telecommuting for day in days), tuple(_is_whole(day) for day in days))


@dataclass(frozen=True, slots=True)
class Worked:
    """Telecommuting planned on some days: how many days, how many of them whole, and hours in
    hundredths.
    """

    days: int = 0
    whole: int = 0
    hours: int = 0

    def __add__(self, other: "Worked") -> "Worked":
        """Both together."""
        return Worked(self.days + other.days, self.whole + other.whole, self.hours + other.hours)

    def __sub__(self, other: "Worked") -> "Worked":
        """The one without the other."""
        return Worked(self.days - other.days, self.whole - other.whole, self.hours - other.hours)


@dataclass(frozen=True, slots=True)
class Terms:
    """What one version of a proposal says that is counted.

    `goals` are the fields that claim an effect; `miles` and `minutes` are one way, of who drives
    alone. `lacking` are the files that a complete file still needs.
    """

    pattern: Pattern = NEVER
    goals: tuple[str, ...] = ()
    miles: float = 0
    minutes: float = 0
    drives_alone: bool = False
    lacking: tuple[str, ...] = ()


def lacking_files(files: Sequence[tuple[str, Demanding]], answers: Mapping[str, str]) -> list[str]:
    """The files, by field, that these answers demand and do not name."""
    return [
        name
        for name, item in files
        if is_demanded(item, answers) and not answers.get(name, "").strip()
    ]


@dataclass(frozen=True, slots=True)
class Authorized:
    """A version that everybody signed: when, by when its copy is due, and when it was sent.

    Instants are UTC. `filed` says whether every copy that is filed has been.
    """

    version: int
    at: datetime
    due_at: datetime | None = None
    sent_at: datetime | None = None
    filed: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One arrangement as the yearly statement counts it.

    `outcome` is that of the decision at `decided_at`; `failing` are the questions in the way of an
    approval then. `milestones` are the instants at which each stage was over, by the
    stage's name and in their order.
    `ended` is why it ended, `ended_on` its first day no longer in force. `terms` are by version.
    """

    reference: str
    employee: str
    received_at: datetime
    lived: Lived
    terms: Mapping[int, Terms] = field(default_factory=dict)
    outcome: str = ""
    decided_at: datetime | None = None
    failing: tuple[str, ...] = ()
    withdrawn_at: datetime | None = None
    ended: str = ""
    ended_on: date | None = None
    authorized: tuple[Authorized, ...] = ()
    milestones: Mapping[str, datetime] = field(default_factory=dict)

    def held(self, period: Period) -> Iterator[tuple[Version, date, date]]:
        """Each version with its first and last day in force in the period."""
        return self.lived.held(period) if self.lived.versions else iter(())

    def pattern(self, version: Version) -> Pattern:
        """The telecommuting of a version's weekly schedule."""
        return self.terms.get(version.number, Terms()).pattern


def worked_in(case: Case, held: Sequence[tuple[Version, date, date]], period: Period) -> Worked:
    """What is planned at the location in a period, without looking at each of its days.

    `held` are the versions in force in it. Only the days that written approvals speak of are
    looked at.
    """
    found = Worked()
    for version, first, last in held:
        found += _counted(case, version, first, last)
    changed = {day for each in case.lived.changes for day in (each.on, each.to) if day is not None}
    for day in sorted(changed):
        if period.first <= day <= period.last:
            found += _on(case, day)
    return found


def _counted(case: Case, version: Version, first: date, last: date) -> Worked:
    """How often each day of the pattern lies between two days, both included."""
    pattern = case.pattern(version)
    size, monday = len(pattern.hours), _monday(version.counted_from)
    before, until = first.toordinal() - 1 - monday, last.toordinal() - monday
    days = whole = hours = 0
    for at, amount in enumerate(pattern.hours):
        if amount:
            times = (until - at) // size - (before - at) // size
            days += times
            whole += times * pattern.whole[at]
            hours += times * amount
    return Worked(days, whole, hours)


def _on(case: Case, day: date) -> Worked:
    """What written approvals add to one day, or take from it."""
    one = Period(day, day)
    planned = sum((_of(each) for each in planned_days(case.lived, one)), Worked())
    counted = sum((_counted(case, *held) for held in case.held(one)), Worked())
    return planned - counted


def _of(day: PlannedDay) -> Worked:
    return Worked(day.telecommuting > 0, _is_whole(day), day.telecommuting)


def _is_whole(day: PlannedDay) -> bool:
    return day.telecommuting > 0 and day.place is Place.TELECOMMUTING


def _monday(day: date) -> int:
    return day.toordinal() - day.weekday()
