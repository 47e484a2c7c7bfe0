"""Who plays which part in an arrangement, as its documents name them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from documents.contents import Party
from policy.program import Holder, Program, Role
from records import arrangements, people, tasks
from records.arrangements import Arrangement
from records.people import Person
from records.tasks import OpenTask


class NotRecorded(LookupError):
    """The records do not hold the arrangement or version asked for."""


@dataclass(frozen=True)
class Held:
    """An arrangement with who is asked for what: what a caller may have read already."""

    arrangement: Arrangement
    employee: Person | None
    tasks: Sequence[OpenTask]


def held_now(session: Session, reference: str) -> Held:
    """The same, read now; NotRecorded for one that the records do not hold."""
    arrangement = arrangements.find(session, reference)
    if arrangement is None:
        raise NotRecorded(reference)
    employee = people.find(session, arrangement.employee)
    return Held(arrangement, employee, tasks.of_arrangement(session, reference))


def parties_of(session: Session, program: Program, held: Held) -> tuple[Party, ...]:
    """Who holds each role: who is asked now, else who the directory says."""
    asked: dict[str, str] = {}
    for task in held.tasks:
        asked.setdefault(task.role, task.person)
    numbers = {
        role.id: asked.get(role.id) or _holder(role, held.employee) for role in program.roles
    }
    known = people.of_numbers(session, numbers.values())
    return tuple(
        Party(role.id, role.title, person.name, person.title)
        for role in program.roles
        if (person := known.get(numbers[role.id]))
    )


def _holder(role: Role, employee: Person | None) -> str:
    if employee is None or role.holder is Holder.LIAISON:
        return ""
    if role.holder is Holder.SELF:
        return employee.number
    return str(getattr(employee, role.holder.value))
