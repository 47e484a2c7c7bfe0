"""What a year's counting works with: the days that count, the cases, and the program's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from policy.counting.extent import Case, Terms, Worked, worked_in
from policy.counting.figures import Figure, Unit
from policy.deadlines import end_of_day
from policy.extent_rule import ExtentRule
from policy.hours.planned import Version
from policy.timekeeping import Period


@dataclass(frozen=True)
class Window:
    """The days of a year that are counted, and the same as UTC instants: from, and before."""

    period: Period
    begins: datetime
    ends: datetime

    def has(self, at: datetime | None) -> bool:
        """Whether an instant lies in it."""
        return at is not None and self.begins <= at < self.ends

    def has_day(self, day: date | None) -> bool:
        """Whether a day lies in it."""
        return day is not None and self.period.first <= day <= self.period.last


@dataclass(frozen=True)
class Counted:
    """What is counted by which rule. `labels` are the program's words for what figures name.

    `headcount` and `recorded` (hundredths of an hour) are None where nobody said; `decides` says
    whether the program has decisions, or the signatures decide.
    """

    rule: ExtentRule
    window: Window
    cases: Sequence[Case]
    labels: Mapping[str, str] = field(default_factory=dict)
    headcount: int | None = None
    recorded: int | None = None
    decides: bool = True


@dataclass(frozen=True, slots=True)
class Used:
    """A case that was in force on a day of the year or more.

    `held` is each version with its first and last day in the year, `worked` what was planned on
    them, and `terms` what the last of them says.
    """

    case: Case
    held: tuple[tuple[Version, date, date], ...]
    worked: Worked
    terms: Terms


def used_in(case: Case, period: Period) -> Used | None:
    """What of a case counts as use in the period; None where it was not in force in it."""
    held = tuple(case.held(period))
    if not held:
        return None
    terms = case.terms.get(held[-1][0].number, Terms())
    return Used(case, held, worked_in(case, held, period), terms)


def window_of(year: int, zone: str, today: date) -> Window:
    """The year in an agency's time zone: all of it, or until `today`."""
    first = date(year, 1, 1)
    last = max(first, min(date(year, 12, 31), today))
    before = date.fromordinal(first.toordinal() - 1)
    return Window(Period(first, last), end_of_day(before, zone), end_of_day(last, zone))


def year_before(window: Window, zone: str) -> Window:
    """The same days of the year before."""
    last, year = window.period.last, window.period.first.year - 1
    is_leap_day = (last.month, last.day) == (2, 29)
    return window_of(year, zone, date(year, last.month, 28 if is_leap_day else last.day))


def cases_of(used: Sequence[Used]) -> list[Case]:
    """The cases that were in force."""
    return [each.case for each in used]


def figure_of(name: str, title: str, cases: Sequence[Case]) -> Figure:
    """How many cases."""
    references = tuple(case.reference for case in cases)
    return Figure(name, title, amount=len(references), cases=references)


def share_of(name: str, title: str, cases: Sequence[Case], of: float) -> Figure:
    """What share of a number cases are."""
    references = tuple(case.reference for case in cases)
    return Figure(name, title, Unit.PERCENT, len(references), of, cases=references)
