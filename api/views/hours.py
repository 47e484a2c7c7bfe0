"""An agency's hours as pages and files show them: a row for each employee, totals, exceptions."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from api.overviews.timekeeping import Books, Keeping
from api.views.paged import Pages
from policy.forms.problem import cited
from policy.hours.checks import TimeException
from policy.hours.planned import PlannedDay
from policy.timekeeping import (
    CheckRule,
    Period,
    next_period,
    period_before,
    period_of,
    show_hours,
)
from policy.wording import show_date
from records.hours import HoursFile

MOST_LISTED = 200
"""Exceptions of one kind that a page lists; files have all of them."""


@dataclass(frozen=True)
class PeriodView:
    """The pay period shown, with the addresses of those beside it."""

    title: str
    before: str
    after: str


@dataclass(frozen=True)
class HoursRow:
    """One employee: hours by day of the period, blank where none are planned, and their sum."""

    name: str
    number: str
    unit: str
    references: tuple[str, ...]
    cells: tuple[str, ...]
    total: str


@dataclass(frozen=True)
class HoursView:
    """The hours planned for a pay period, a page of employees at a time."""

    period: PeriodView
    days: tuple[tuple[str, str], ...]
    rows: tuple[HoursRow, ...]
    totals: tuple[str, ...]
    total: str
    pages: Pages
    export: str


def hours_view(keeping: Keeping, page: int) -> HoursView:
    """The planned hours; a page there is none of is the last one."""
    books = keeping.books
    by_employee: dict[str, list[PlannedDay]] = defaultdict(list)
    for each in books.planned:
        by_employee[each.employee].append(each)
    numbers = sorted(by_employee, key=lambda number: (_folded(books, number), number))
    pages = Pages(page, len(numbers), lambda turned: address(books, "/hours", page=str(turned)))
    sums = Counter[date]()
    for each in books.planned:
        sums[each.day] += each.telecommuting
    return HoursView(
        period=period_view(books, "/hours"),
        days=tuple((f"{day:%a}", f"{day.month}/{day.day}") for day in books.period.days),
        rows=tuple(_row(books, number, by_employee[number]) for number in numbers[pages.rows]),
        totals=tuple(_shown(sums[day]) for day in books.period.days),
        total=show_hours(sums.total()),
        pages=pages,
        export=address(books, "/hours.csv"),
    )


def period_view(books: Books, path: str) -> PeriodView:
    """The period in words, and how to get to its neighbors."""
    period = books.period
    return PeriodView(
        _words(period),
        address(books, path, period_before(books.rule, period)),
        address(books, path, next_period(books.rule, period)),
    )


def address(books: Books, path: str, period: Period | None = None, **more: str) -> str:
    """A page about the same agency and unit, of this period or another one."""
    on = (period or books.period).first.isoformat()
    named = {"agency": books.agency.id, "on": on, "unit": books.unit, **more}
    return f"{path}?{urlencode({name: value for name, value in named.items() if value})}"


@dataclass(frozen=True)
class ExceptionRow:
    """One exception; `href` is the arrangement's page, for who may open it."""

    name: str
    number: str
    day: str
    detail: str
    reference: str
    href: str


@dataclass(frozen=True)
class CheckView:
    """The exceptions of one kind; `more` is how many a file has beyond those listed."""

    title: str
    text: str
    citation: str
    rows: tuple[ExceptionRow, ...]
    count: int
    more: int


@dataclass(frozen=True)
class ExceptionsView:
    """What speaks against the hours of a pay period, by kind."""

    period: PeriodView
    checks: tuple[CheckView, ...]
    count: int
    export: str


def exceptions_view(keeping: Keeping) -> ExceptionsView:
    """The exceptions of a period."""
    books = keeping.books
    by_check: dict[CheckRule, list[TimeException]] = defaultdict(list)
    for each in books.exceptions:
        by_check[each.rule].append(each)
    return ExceptionsView(
        period=period_view(books, "/hours/exceptions"),
        checks=tuple(
            _check(keeping, rule, by_check[rule]) for rule in books.rule.checks if by_check[rule]
        ),
        count=len(books.exceptions),
        export=address(books, "/hours/exceptions.csv"),
    )


def earlier(books: Books) -> tuple[tuple[str, str, int], ...]:
    """Earlier periods with hours after what is by now known as an ending (IV.E).

    Each in words, with the address of its exceptions, and on how many days there are.
    """
    counted = Counter(period_of(books.rule, each.day) for each in books.earlier)
    return tuple(
        (_words(period), address(books, "/hours/exceptions", period), counted[period])
        for period in sorted(counted, key=lambda each: each.first)
    )


@dataclass(frozen=True)
class FileView:
    """A file that was taken in, in words."""

    at: str
    by: str
    days: str
    told: str


def file_view(file: HoursFile, names: Mapping[str, str], at: str) -> FileView:
    """What a file was and did; `at` is when it came, as people write it."""
    days = show_date(file.first_day)
    days += f" to {show_date(file.last_day)}" if file.last_day > file.first_day else ""
    told = f"{file.added} new, {file.changed} changed, {file.unchanged} as before"
    return FileView(at, names.get(file.person, file.person), days, told)


def exception_cells(keeping: Keeping, found: TimeException) -> tuple[str, ...]:
    """One exception as a row of a file."""
    name, on = name_of(keeping.books, found.employee), found.day.isoformat()
    rule = found.rule
    section = cited(keeping.program, rule.citation)
    return (found.employee, name, on, rule.title, found.detail, section, found.reference)


def name_of(books: Books, number: str) -> str:
    """The employee's name; the number of one who is in the agency no more."""
    person = books.everybody.get(number)
    return person.name if person else number


def _row(books: Books, number: str, planned: Sequence[PlannedDay]) -> HoursRow:
    amounts = Counter[date]()
    for each in planned:
        amounts[each.day] += each.telecommuting
    person = books.everybody.get(number)
    return HoursRow(
        name=name_of(books, number),
        number=number,
        unit=person.unit if person else "",
        references=tuple(dict.fromkeys(each.reference for each in planned)),
        cells=tuple(_shown(amounts[day]) for day in books.period.days),
        total=show_hours(amounts.total()),
    )


def _check(keeping: Keeping, rule: CheckRule, found: Sequence[TimeException]) -> CheckView:
    books, opens = keeping.books, keeping.books.agency.id in keeping.who.agencies
    rows = (
        ExceptionRow(
            name=name_of(books, each.employee),
            number=each.employee,
            day=show_date(each.day),
            detail=each.detail,
            reference=each.reference,
            href=f"/arrangements/{each.reference}" if each.reference and opens else "",
        )
        for each in found[:MOST_LISTED]
    )
    more = max(len(found) - MOST_LISTED, 0)
    section = cited(keeping.program, rule.citation)
    return CheckView(rule.title, rule.text, section, tuple(rows), len(found), more)


def _words(period: Period) -> str:
    return f"{show_date(period.first)} to {show_date(period.last)}"


def _shown(amount: int) -> str:
    return show_hours(amount) if amount else ""


def _folded(books: Books, number: str) -> str:
    person = books.everybody.get(number)
    return person.folded if person else ""
