"""Who read an employee's record, for the employee and who coordinates (C.G.S. 4-193(c))."""

from dataclasses import dataclass
from functools import partial

from sqlmodel import Session

from api.parts import Parts
from api.views.names import Names, names_of
from api.views.paged import Paged, Pages, numbered, turned_to
from api.views.words import short_instant
from policy.wording import capital
from records.arrangements import Arrangement
from records.readings import Reading, readings_of


@dataclass(frozen=True)
class ReadingView:
    """One line: when, who, what of it, and by which right."""

    at: str
    who: str
    what: str
    why: str


def readings_view(
    session: Session, parts: Parts, arrangement: Arrangement, page: int
) -> Paged[ReadingView]:
    """A page of who read a record; one past the end is the last one."""
    found, total = turned_to(page, partial(readings_of, session, arrangement.reference))
    names = names_of(session, parts.agencies, {each.person for each in found})
    zone = parts.agencies[arrangement.agency].time_zone
    rows = tuple(_row(names, zone, each) for each in found)
    address = numbered(f"/arrangements/{arrangement.reference}/readings")
    return Paged(rows, Pages(page, total, address))


def _row(names: Names, zone: str, reading: Reading) -> ReadingView:
    at, who = short_instant(reading.at, zone), names.of(reading.person)
    return ReadingView(at, who, capital(reading.what), reading.why)
