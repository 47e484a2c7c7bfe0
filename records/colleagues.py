"""The work group of an employee: how each of them is scheduled now (GL32 III.C.2)."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import and_, bindparam
from sqlmodel import Session, col, or_, select

from policy.account import IN_FORCE
from records.arrangements import Arrangement
from records.database import given
from records.facts import EmployeeFacts
from records.people import Person
from records.proposals import ProposalVersion

MOST_SHOWN = 100
"""How many of a group are shown at most."""


@dataclass(frozen=True)
class Colleague:
    """One of the group: the type of schedule on file, and the signed proposal that stands.

    `proposal` is its JSON (`policy.coding`); None where the colleague has no arrangement.
    """

    name: str
    schedule_type: str
    proposal: Mapping[str, object] | None


_SIGNED = and_(
    col(Arrangement.employee) == col(Person.number),
    col(Arrangement.status).in_(sorted(IN_FORCE)),
)
_VERSION = and_(
    col(ProposalVersion.reference) == col(Arrangement.reference),
    col(ProposalVersion.version) == col(Arrangement.in_force),
)
_IRREGULAR = col(EmployeeFacts.schedule_type).not_in(("", "standard"))
_SCHEDULED = (
    select(Person.name, EmployeeFacts.schedule_type, ProposalVersion.content)
    .join(EmployeeFacts, col(EmployeeFacts.person) == col(Person.number), isouter=True)
    .join(Arrangement, _SIGNED, isouter=True)
    .join(ProposalVersion, _VERSION, isouter=True)
    .where(col(Person.number) != bindparam("number"))
    .where(or_(_IRREGULAR, col(ProposalVersion.content).is_not(None)))
    .order_by(Person.folded, Person.number)
    .limit(MOST_SHOWN)
)
_SAME_SUPERVISOR = _SCHEDULED.where(*given(supervisor=Person.supervisor))
_SAME_UNIT = _SCHEDULED.where(*given(agency=Person.agency, unit=Person.unit))


def of_group(session: Session, employee: Person) -> list[Colleague]:
    """Who has the same supervisor, by name; where none is on file, who is of the same unit."""
    same = _SAME_SUPERVISOR if employee.supervisor else _SAME_UNIT
    found = session.exec(same, params=employee.model_dump())
    return [Colleague(name, kind or "", content) for name, kind, content in found]
