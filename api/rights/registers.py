"""Who may read and write which register about whom: one table, read by pages and API alike.

The agency's workflow judges each entry; this says who gets to its door, and with which roles.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from sqlmodel import Session

from api.dependencies import NotFound
from api.parts import Parts
from api.rights.access import NotAllowed
from api.rights.holding import Matter, held_by, role_holders
from api.who import Who
from policy.form import FormField
from policy.meeting import meeting_of
from policy.program import Agency, Holder, Program
from policy.register import About, Register, RegisterEntry
from records import people, registers, teams
from records.people import Person


class Standing(StrEnum):
    """How somebody stands to what a register is about; more than one may hold."""

    KEEPER = "keeper"
    SUBJECT = "subject"
    LEADER = "leader"
    COORDINATOR = "coordinator"
    COLLEAGUE = "colleague"
    GUEST = "guest"


class Use(StrEnum):
    """What can be done with a register."""

    READ = "read it"
    WRITE = "write into it"


_READ = frozenset({Use.READ})
_WRITE = frozenset({Use.READ, Use.WRITE})
_NONE: frozenset[Use] = frozenset()

MAY: Mapping[About, Mapping[Standing, frozenset[Use]]] = {
    About.AGENCY: {
        Standing.KEEPER: _WRITE,
        Standing.SUBJECT: _NONE,
        Standing.LEADER: _READ,
        Standing.COORDINATOR: _READ,
        Standing.COLLEAGUE: _READ,
        Standing.GUEST: _READ,
    },
    About.EMPLOYEE: {
        Standing.KEEPER: _WRITE,
        Standing.SUBJECT: _READ,
        Standing.LEADER: _READ,
        Standing.COORDINATOR: _READ,
        Standing.COLLEAGUE: _NONE,
        Standing.GUEST: _READ,
    },
    About.TEAM: {
        Standing.KEEPER: _WRITE,
        Standing.SUBJECT: _READ,
        Standing.LEADER: _READ,
        Standing.COORDINATOR: _READ,
        Standing.COLLEAGUE: _NONE,
        Standing.GUEST: _READ,
    },
}
"""A keeper holds one of the roles that the program names for the register; a subject is the
employee, or a member of the team; leaders stand above them, at whatever distance; colleagues are
of the same agency; a guest was invited to observe the meeting that stands.
"""

SHARED: Mapping[Standing, frozenset[Use]] = {Standing.COLLEAGUE: _READ}
"""What a shared register lets somebody do beyond that."""

PRIVATE = frozenset({Standing.KEEPER, Standing.SUBJECT, Standing.COORDINATOR})
"""Who reads the private fields of a register about an employee."""


def program_in_force(parts: Parts, agency: Agency) -> Program | None:
    """The agency's program as it applies today; None where none applies yet."""
    return parts.programs.at(agency, parts.clock())


def matters(parts: Parts, agency: Agency, subject: str = "") -> Iterator[Matter]:
    """Each register of an agency, about the same subject."""
    program = program_in_force(parts, agency)
    if program is None:
        return
    today = parts.today_in(agency.id)
    for register in program.registers:
        yield Matter(program, agency, register, subject, today)


def matter_of(session: Session, parts: Parts, who: Who, name: str, about: str) -> Matter:
    """The register of that ID about an agency (its ID), an employee or a team's supervisor.

    Without `about`: the reader's own agency, themselves, or their team; of a shared register, all
    teams of the agency. NotFound where there is no such thing.
    """
    person = None if not about or about in parts.agencies else people.find(session, about)
    agency = parts.agencies.get(person.agency if person else about or who.person.agency)
    for matter in matters(parts, agency) if agency else ():
        if matter.register.id == name:
            subject = _subject(session, who, matter.register, person, about)
            return replace(matter, subject=subject)
    raise NotFound


def standings(session: Session, who: Who, matter: Matter) -> frozenset[Standing]:
    """How `who` stands to what a register is about."""
    number, subject = who.person.number, matter.subject
    held = held_by(number, role_holders(session, matter))
    leading = {role.id for role in matter.program.roles if role.holder is not Holder.SELF}
    holds = {
        Standing.KEEPER: bool(set(held) & set(matter.register.roles)),
        Standing.SUBJECT: _is_subject(who, matter),
        Standing.LEADER: bool(leading & set(held)) or teams.is_below(session, number, subject),
        Standing.COORDINATOR: matter.agency.id in who.agencies,
        Standing.COLLEAGUE: who.person.agency == matter.agency.id,
        Standing.GUEST: matter.register.calendar and _is_guest(session, who, matter),
    }
    return frozenset(standing for standing, held in holds.items() if held)


def uses(matter: Matter, found: frozenset[Standing]) -> frozenset[Use]:
    """What somebody who stands so may do with a register."""
    allowed = {use for standing in found for use in MAY[matter.register.about][standing]}
    if matter.register.shared:
        allowed |= {use for standing in found for use in SHARED.get(standing, _NONE)}
    return frozenset(allowed)


def readable(session: Session, who: Who, matter: Matter) -> frozenset[Standing]:
    """How `who` stands to a register that they may read; NotFound for everybody else."""
    found = standings(session, who, matter)
    if Use.READ not in uses(matter, found):
        raise NotFound
    return found


def writable(session: Session, who: Who, matter: Matter) -> frozenset[Standing]:
    """The same, for who may write into it; NotAllowed for who may only read it."""
    found = readable(session, who, matter)
    if Use.WRITE not in uses(matter, found):
        titles = [matter.program.role(role).title for role in matter.register.roles]
        reason = f"Only the {' or the '.join(titles).lower()} can {Use.WRITE}. Nothing was changed."
        raise NotAllowed(reason)
    return found


@dataclass(frozen=True)
class Reached:
    """A register about one subject, for who may read it, with how they stand to it."""

    session: Session
    parts: Parts
    who: Who
    matter: Matter
    found: frozenset[Standing]

    @classmethod
    def at(cls, session: Session, parts: Parts, who: Who, name: str, about: str) -> Self:
        """The register of that name about that; NotFound for who may not read it."""
        matter = matter_of(session, parts, who, name, about)
        return cls(session, parts, who, matter, readable(session, who, matter))

    @property
    def may_write(self) -> bool:
        """Whether they may write into it."""
        return Use.WRITE in uses(self.matter, self.found)


def shown_fields(matter: Matter, found: frozenset[Standing]) -> tuple[FormField, ...]:
    """The fields whose answers somebody who stands so may read."""
    private = matter.register.about is not About.EMPLOYEE or bool(found & PRIVATE)
    return tuple(item for item in matter.register.fields if private or not item.private)


def entries_of(session: Session, matter: Matter) -> list[RegisterEntry]:
    """What was written about the subject, newest first; without one, all that is shared."""
    register, agency = matter.register, matter.agency.id
    if matter.is_everybodys:
        return registers.shared(session, agency, register.id)
    return registers.entries(session, agency, register.id, matter.subject)[::-1]


def _subject(
    session: Session, who: Who, register: Register, person: Person | None, about: str
) -> str:
    """The subject's number; blank for the agency, and for all teams of a shared register."""
    if register.about is About.AGENCY or (register.shared and person is None):
        if person is not None:
            raise NotFound
        return ""
    if about and person is None:
        raise NotFound
    if register.about is About.EMPLOYEE:
        return (person or who.person).number
    number = person.number if person else own_team(session, who.person)
    if not number or not teams.is_leader(session, number):
        raise NotFound
    return number


def own_team(session: Session, person: Person) -> str:
    """The supervisor of somebody's own team: themselves, where they lead one."""
    return person.number if teams.is_leader(session, person.number) else person.supervisor


def _is_guest(session: Session, who: Who, matter: Matter) -> bool:
    entry = registers.latest(session, matter.agency.id, matter.register.id, matter.subject)
    meeting = meeting_of(entry.answers) if entry else None
    return meeting is not None and who.person.mail.lower() in meeting.observers


def _is_subject(who: Who, matter: Matter) -> bool:
    if not matter.subject:
        return False
    if matter.register.about is About.EMPLOYEE:
        return who.person.number == matter.subject
    return matter.subject in {who.person.number, who.person.supervisor}
