"""The directory during a storm: it changes on record, and an arrangement is told as by a feed."""

from dataclasses import replace
from datetime import date

from sqlmodel import Session, delete

from activities.concerned import Rules, holders_now
from policy.changes import HoldersChanged
from records import people
from records.comparing import on_record
from records.directory import whole
from records.facts import EmployeeFacts
from records.living import living
from records.people import Designation
from tests.case import Case
from tests.people import EMPLOYEE
from tests.workflows.model import HOLDERS
from tests.world import World


def as_at_first(world: World) -> None:
    """Everybody works here, and leads whom they led."""
    with world.tools.sessions() as session:
        session.exec(delete(EmployeeFacts))
        session.exec(delete(Designation))
        for role, person in HOLDERS.items():
            _name(session, role, person)
        session.commit()


def name(world: World, role: str, person: str) -> None:
    """Let the directory name somebody for a role of the employee's; blank for nobody."""
    with world.tools.sessions() as session:
        _name(session, role, person)
        session.commit()


def leave(world: World, person: str, on: date) -> None:
    """Let somebody work here no more from that day on."""
    with world.tools.sessions() as session:
        session.add(EmployeeFacts(person=person, left_on=on))
        session.commit()


def designate(world: World, principal: str, designee: str, first: date, last: date) -> None:
    """Let one person act in another's place on those days, and nobody else."""
    with world.tools.sessions() as session:
        session.exec(delete(Designation))
        session.add(
            Designation(principal=principal, designee=designee, starts_on=first, ends_on=last)
        )
        session.commit()


async def news(case: Case) -> HoldersChanged:
    """What the arrangement is told of the directory, as a feed finds it."""
    tools, by = case.world.tools, await case.world.by("")
    with tools.sessions() as session:
        (each,) = (it for it in living(session) if it.reference == case.reference)
        rules = Rules(tools.programs, tools.agencies)
        told = holders_now(rules, whole(on_record(session)), each, by.at)
    return replace(told, by=by)


def _name(session: Session, role: str, person: str) -> None:
    employee = people.find(session, EMPLOYEE)
    if employee is not None and role != "employee":
        setattr(employee, role, person)
        session.add(employee)
