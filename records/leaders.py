"""Who the directory names for a part: towards an employee, a team, or a whole agency."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from policy.program import Holder
from records.database import plain
from records.people import Person

_NAMED: Mapping[Holder, str] = {
    Holder.SUPERVISOR: Person.supervisor,
    Holder.MANAGER: Person.manager,
    Holder.HR_REPRESENTATIVE: Person.hr_representative,
    Holder.AGENCY_HEAD: Person.agency_head,
}
"""The column that names who holds a part; the others are not the directory's to name."""

PARTS = tuple(part.value for part in _NAMED)
"""The names of these columns."""


def of_agency(session: Session, agency: str, part: Holder) -> tuple[str, ...]:
    """Everybody who holds a part towards somebody of an agency, by number."""
    return _named(session, part, col(Person.agency) == plain(agency))


def of_team(session: Session, leader: str, part: Holder) -> tuple[str, ...]:
    """Everybody who holds a part towards the team that `leader` supervises, by number."""
    return _named(session, part, col(Person.supervisor) == plain(leader)) if leader else ()


def of_person(person: Person, part: Holder) -> tuple[str, ...]:
    """Who holds a part towards one person: nobody plays another's part towards themselves."""
    if part is Holder.SELF:
        return (person.number,)
    column = _NAMED.get(part)
    number = "" if column is None else str(getattr(person, part.value))
    return (number,) if number and number != person.number else ()


def headed_by(session: Session, number: str) -> frozenset[str]:
    """The agencies that somebody heads, by the directory."""
    if not number:
        return frozenset()
    headed = select(Person.agency).where(Person.agency_head == plain(number))
    return frozenset(session.exec(headed.distinct()))


def _named(session: Session, part: Holder, towards: ColumnElement[bool]) -> tuple[str, ...]:
    column = _NAMED.get(part)
    if column is None:
        return ()
    named = select(column).where(towards, col(column) != "")
    return tuple(session.exec(named.distinct().order_by(col(column))))
