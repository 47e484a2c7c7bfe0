"""The work group of an employee: how each of them is scheduled now (GL32 III.C.2)."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import and_
from sqlmodel import Session, col, or_, select

from records.arrangements import Arrangement
from records.facts import EmployeeFacts
from records.people import Person
from records.proposals import ProposalVersion
from records.teams import SIGNED

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


def of_group(session: Session, employee: Person) -> list[Colleague]:
    """Who has the same supervisor, by name; where none is on file, who is of the same unit."""
    same = (
        col(Person.supervisor) == employee.supervisor
        if employee.supervisor
        else and_(col(Person.agency) == employee.agency, col(Person.unit) == employee.unit)
    )
    signed = and_(
        col(Arrangement.employee) == col(Person.number), col(Arrangement.status).in_(SIGNED)
    )
    version = and_(
        col(ProposalVersion.reference) == col(Arrangement.reference),
        col(ProposalVersion.version) == col(Arrangement.version),
    )
    irregular = col(EmployeeFacts.schedule_type).not_in(("", "standard"))
    found = (
        select(Person.name, EmployeeFacts.schedule_type, ProposalVersion.content)
        .join(EmployeeFacts, col(EmployeeFacts.person) == col(Person.number), isouter=True)
        .join(Arrangement, signed, isouter=True)
        .join(ProposalVersion, version, isouter=True)
        .where(same, Person.number != employee.number)
        .where(or_(irregular, col(ProposalVersion.content).is_not(None)))
        .order_by(Person.folded, Person.number)
        .limit(MOST_SHOWN)
    )
    return [Colleague(name, kind or "", content) for name, kind, content in session.exec(found)]
