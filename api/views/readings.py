"""Who read an employee's record, for the employee and who coordinates (C.G.S. 4-193(c))."""

from dataclasses import dataclass

from sqlmodel import Session

from api.parts import Parts
from api.views.names import Names, names_of
from api.views.words import short_instant
from records.arrangements import Arrangement
from records.readings import PAGE, Reading, readings_of


@dataclass(frozen=True)
class ReadingView:
    """One line: when, who, what of it, and by which right."""

    at: str
    who: str
    what: str
    why: str


@dataclass(frozen=True)
class ReadingsPage:
    """Some lines of the log, of how many, and the addresses of the pages around it."""

    rows: tuple[ReadingView, ...]
    total: int
    page: int
    pages: int
    previous: str
    next: str


def readings_view(
    session: Session, parts: Parts, arrangement: Arrangement, page: int
) -> ReadingsPage:
    """A page of who read a record; one past the end is the last one."""
    found, total = readings_of(session, arrangement.reference, page)
    pages = max(1, -(-total // PAGE))
    if page > pages:
        return readings_view(session, parts, arrangement, pages)
    names = names_of(session, parts.agencies, {each.person for each in found})
    zone = parts.agencies[arrangement.agency].time_zone
    base = f"/arrangements/{arrangement.reference}/readings?page="
    return ReadingsPage(
        rows=tuple(_row(names, zone, each) for each in found),
        total=total,
        page=page,
        pages=pages,
        previous=f"{base}{page - 1}" if page > 1 else "",
        next=f"{base}{page + 1}" if page < pages else "",
    )


def _row(names: Names, zone: str, reading: Reading) -> ReadingView:
    what = reading.what[:1].upper() + reading.what[1:]
    return ReadingView(short_instant(reading.at, zone), names.of(reading.person), what, reading.why)
