"""Who plays which part in an arrangement, as its documents name them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session

from documents.paper import PaperContent
from documents.particulars import Party
from policy.program import Program, Role
from records import arrangements, facts, leaders, people, tasks
from records.arrangements import Arrangement
from records.entries import TimelineEntry
from records.people import Person
from records.tasks import OpenTask


class NotRecorded(LookupError):
    """The records do not hold the arrangement or version asked for."""


@dataclass(frozen=True)
class Held:
    """An arrangement with who is asked for what: what a caller may have read already.

    `known` are people who have been read, by number.
    """

    arrangement: Arrangement
    employee: Person | None
    tasks: Sequence[OpenTask]
    known: Mapping[str, Person] = field(default_factory=dict)


def held_now(session: Session, reference: str) -> Held:
    """The same, read now; NotRecorded for one that the records do not hold."""
    arrangement = arrangements.find(session, reference)
    if arrangement is None:
        raise NotRecorded(reference)
    employee = people.find(session, arrangement.employee)
    return Held(arrangement, employee, tasks.of_arrangement(session, reference))


def parties_of(
    session: Session, program: Program, held: Held, today: date | None = None
) -> tuple[Party, ...]:
    """Who holds each role: who is asked now, else who the directory says.

    Nobody for a role that somebody is sought for, nor one who has left by `today` where it is
    given: the directory may name them still.
    """
    sought = tasks.vacant(held.tasks)
    asked: dict[str, str] = {}
    for task in held.tasks:
        asked.setdefault(task.role, task.person)
    numbers = {
        role.id: asked.get(role.id) or _named(role, held.employee)
        for role in program.roles
        if role.id not in sought
    }
    known = people.of_numbers(session, numbers.values(), held.known)
    left = facts.gone(session, set(numbers.values()), today) if today else ()
    return tuple(
        Party(role.id, role.title, person.name, person.title)
        for role in program.roles
        if (person := known.get(numbers.get(role.id, ""))) and person.number not in left
    )


def asked_then(
    session: Session, program: Program, fixed: PaperContent, signing: Sequence[TimelineEntry]
) -> tuple[Party, ...]:
    """Who was to sign a document that is open to nobody any more.

    As it was fixed, and in each role whoever was asked last (the principal before a designee);
    `signing` are the invitations to sign that version, in order.
    """
    lines = [line for line in program.signing.lines if fixed.document in line.documents]
    named = {
        line.role: Party(line.role, row.role, row.name, row.position)
        for line, row in zip(lines, fixed.signatures, strict=True)
    }
    last: dict[str, TimelineEntry] = {}
    for entry in signing:
        if entry.role not in last or last[entry.role].at < entry.at:
            last[entry.role] = entry
    numbers = {role: entry.evidence.get("asked", "") for role, entry in last.items()}
    known = people.of_numbers(session, numbers.values())
    named |= {
        role: Party(role, program.role(role).title, person.name, person.title)
        for role, number in numbers.items()
        if (person := known.get(number))
    }
    return tuple(named.values())


def _named(role: Role, employee: Person | None) -> str:
    return next(iter(leaders.of_person(employee, role.holder) if employee else ()), "")
