"""Who is at the browser: a session with its person, read in one statement for every page."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import BindParameter, bindparam
from sqlmodel import Session, col, select

from records.facts import EmployeeFacts
from records.links import Link
from records.people import Person
from records.secret import digest_of
from records.teams import leads
from records.visits import Visit, is_over


@dataclass(frozen=True)
class Presence:
    """A visit, and who signed in to it as far as the directory has them.

    `leads` says whether they are anybody's supervisor or manager; `left_on` is the first day on
    which they work here no more.
    """

    visit: Visit
    person: Person | None
    leads: bool
    left_on: date | None


_PRESENT = (
    select(Visit, Person, leads(col(Visit.person)), col(EmployeeFacts.left_on))
    .join(Person, col(Person.number) == col(Visit.person), isouter=True)
    .join(EmployeeFacts, col(EmployeeFacts.person) == col(Visit.person), isouter=True)
    .where(col(Visit.digest) == bindparam("digest"))
)

_LINKS: BindParameter[object] = bindparam("links", expanding=True)
_LEAVING = (
    select(Person.agency, col(EmployeeFacts.left_on))
    .join(EmployeeFacts, col(EmployeeFacts.person) == Person.number)
    .join(Link, col(Link.person) == Person.number)
    .where(col(Link.id).in_(_LINKS), col(EmployeeFacts.left_on).is_not(None))
)


def presence(session: Session, raw: str, now: datetime, idle: timedelta) -> Presence | None:
    """Who has that cookie, unless their visit was idle for `idle` or is twelve hours old."""
    found = session.exec(_PRESENT, params={"digest": digest_of(raw)}).first()
    if found is None or is_over(found[0], now, idle):
        return None
    return Presence(*found)


def leaving(session: Session, links: Collection[str]) -> Sequence[tuple[str, date | None]]:
    """Agency and first day away of each person of these links whose last day is known."""
    return session.exec(_LEAVING, params={"links": sorted(links)}).all()
