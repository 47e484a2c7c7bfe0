"""What the JSON API answers with about hours; amounts are in hours, such as 7.5."""

from datetime import date

from api.calls.told import Told
from api.overviews.timekeeping import Keeping
from policy.forms.problem import cited
from policy.hours.checks import TimeException
from policy.hours.handing_in import HoursKept
from policy.hours.planned import PlannedDay


class PlannedTold(Told):
    """Hours planned at the location for one employee and day, by that arrangement."""

    number: str
    date: date
    code: str
    hours: float
    reference: str


class PeriodTold(Told):
    """A pay period of an agency with its planned hours, by employee and day."""

    agency: str
    first: date
    last: date
    total: float
    planned: tuple[PlannedTold, ...]


class ExceptionTold(Told):
    """What speaks against recorded hours, with its section; `earlier`: of a period before."""

    number: str
    date: date
    check: str
    title: str
    found: str
    citation: str
    reference: str
    earlier: bool


class ExceptionsTold(Told):
    """The exceptions of a pay period, and hours of earlier ones after what is now an ending."""

    agency: str
    first: date
    last: date
    exceptions: tuple[ExceptionTold, ...]


class HandedInTold(Told):
    """A file that is on record: how many of its rows were new, changed, or as before."""

    key: str
    added: int
    changed: int
    unchanged: int


def tell_planned(keeping: Keeping) -> PeriodTold:
    """The planned hours of the books that are open."""
    books = keeping.books
    return PeriodTold(
        agency=books.agency.id,
        first=books.period.first,
        last=books.period.last,
        total=sum(each.telecommuting for each in books.planned) / 100,
        planned=tuple(_planned(each, books.rule.code) for each in books.planned),
    )


def tell_exceptions(keeping: Keeping) -> ExceptionsTold:
    """The exceptions of the books that are open."""
    books = keeping.books
    found = [(each, False) for each in books.exceptions] + [(each, True) for each in books.earlier]
    return ExceptionsTold(
        agency=books.agency.id,
        first=books.period.first,
        last=books.period.last,
        exceptions=tuple(_exception(keeping, each, earlier=earlier) for each, earlier in found),
    )


def tell_kept(key: str, kept: HoursKept) -> HandedInTold:
    """What a file did."""
    return HandedInTold(key=key, added=kept.added, changed=kept.changed, unchanged=kept.unchanged)


def _planned(day: PlannedDay, code: str) -> PlannedTold:
    return PlannedTold(
        number=day.employee,
        date=day.day,
        code=code,
        hours=day.telecommuting / 100,
        reference=day.reference,
    )


def _exception(keeping: Keeping, found: TimeException, *, earlier: bool) -> ExceptionTold:
    return ExceptionTold(
        number=found.employee,
        date=found.day,
        check=found.rule.check,
        title=found.rule.title,
        found=found.detail,
        citation=cited(keeping.program, found.rule.citation),
        reference=found.reference,
        earlier=earlier,
    )
