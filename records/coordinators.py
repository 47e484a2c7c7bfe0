"""Who coordinates for an agency: its HR representatives; where it has none left, its head (III)."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, exists, select, union

from records.comparing import Cells
from records.database import given, plain
from records.facts import EmployeeFacts
from records.people import Person

_HEADED = select(Person.agency).where(*given(number=Person.agency_head)).distinct().subquery()


def _is_represented(agency: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether somebody of that agency has an HR representative who stays."""
    leaving = select(EmployeeFacts.person).where(col(EmployeeFacts.left_on).is_not(None))
    return exists().where(
        col(Person.agency) == agency,
        col(Person.hr_representative) != "",
        col(Person.hr_representative).not_in(leaving),
    )


_COORDINATED = union(
    select(Person.agency).where(*given(number=Person.hr_representative)),
    select(_HEADED.c.agency).where(~_is_represented(_HEADED.c.agency)),
).subquery()
_AGENCIES = select(_COORDINATED.c.agency)


def agencies_of(session: Session, number: str) -> frozenset[str]:
    """The agencies that somebody coordinates for; empty for everybody else."""
    if not number:
        return frozenset()
    return frozenset(session.exec(_AGENCIES, params={"number": number}))


def named_in(session: Session, agency: str) -> tuple[str, ...]:
    """The numbers of an agency's HR representatives, in order."""
    return _everybody(session, agency, col(Person.hr_representative))


def heads_of(session: Session, agency: str) -> tuple[str, ...]:
    """The numbers of who heads an agency, in order."""
    return _everybody(session, agency, col(Person.agency_head))


def of_agency(session: Session, agency: str) -> tuple[str, ...]:
    """The numbers of who coordinates for an agency, in order."""
    named = named_in(session, agency)
    leaving = select(EmployeeFacts.person).where(
        col(EmployeeFacts.person).in_(named), col(EmployeeFacts.left_on).is_not(None)
    )
    left = {*session.exec(leaving)}
    return tuple(each for each in named if each not in left) or heads_of(session, agency)


def without(everybody: Mapping[str, Cells], *parts: str) -> frozenset[str]:
    """The agencies in which nobody who stays is named for any of these parts, by all cells."""
    agencies = {cells["agency"] for cells in everybody.values()}
    named = {
        cells["agency"]
        for cells in everybody.values()
        for part in parts
        if cells[part] in everybody and not everybody[cells[part]]["left_on"]
    }
    return frozenset(agencies - named)


def _everybody(session: Session, agency: str, part: Mapped[str]) -> tuple[str, ...]:
    """Whom the people of an agency name for a part, in order."""
    named = select(part).where(Person.agency == plain(agency), part != "")
    return tuple(session.exec(named.distinct().order_by(part)))
