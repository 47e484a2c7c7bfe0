"""The regular meeting that an entry of a register sets, and who is invited to it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from email.utils import parseaddr
from urllib.parse import urlencode

from sqlmodel import Session

from activities.posting import Office
from mail.calendars import Guest, Invitation, uid_of
from policy.meeting import Meeting, meeting_of
from policy.program import Agency, Program
from policy.register import About, Register, RegisterEntry
from records import facts, people, registers, teams
from records.people import Person

TURNS = 100
"""How often somebody may leave a team and come back before its meeting is set anew."""


@dataclass(frozen=True)
class Occasion:
    """An entry that sets a meeting, with the rules and the agency it was written under."""

    program: Program
    agency: Agency
    register: Register
    entry: RegisterEntry
    meeting: Meeting


@dataclass(frozen=True)
class Invited:
    """Somebody to write to; `person` is their number, blank for who is not in the directory."""

    person: str
    guest: Guest
    over: bool = False


def invitation_of(
    session: Session, occasion: Occasion, office: Office, invited: Sequence[Invited] = ()
) -> Invitation:
    """The meeting as calendars know it: the same one at every entry, each newer than the last.

    A calendar that is published names nobody, and needs nobody looked up.
    """
    entry, register, agency = occasion.entry, occasion.register, occasion.agency
    leader = people.find(session, entry.subject or entry.person)
    domain = parseaddr(office.sender)[1].rpartition("@")[2]
    return Invitation(
        uid=uid_of(domain, agency.id, register.id, entry.subject),
        sequence=TURNS * (entry.number - 1),
        title=register.title,
        text=f"{register.text}\n\n{page_of(office, occasion)}".strip(),
        zone=agency.time_zone,
        since=entry.at,
        meeting=occasion.meeting,
        organizer=Guest(leader.name, leader.mail) if leader else None,
        guests=tuple(each.guest for each in invited),
    )


def here(session: Session, them: Iterable[Invited], day: date) -> tuple[Invited, ...]:
    """Those of them who work here still on that day, or are not in the directory."""
    found = tuple(them)
    left = facts.gone(session, {each.person for each in found}, day)
    return tuple(each for each in found if each.person not in left)


def page_of(office: Office, occasion: Occasion) -> str:
    """The address at which the meeting is shown."""
    subject = occasion.entry.subject or occasion.agency.id
    return f"{office.base_url}/registers/{occasion.register.id}?{urlencode({'about': subject})}"


def invited_to(session: Session, occasion: Occasion) -> tuple[Invited, ...]:
    """Who is invited: the leader, everybody in the team, and those who observe; once each."""
    members = _members(session, occasion)
    found = {
        person.mail.lower(): Invited(person.number, Guest(person.name, person.mail))
        for person in members
    }
    for address in occasion.meeting.observers:
        found.setdefault(address, _observer(session, address))
    return tuple(found.values())


def occasion_of(program: Program, agency: Agency, entry: RegisterEntry) -> Occasion | None:
    """The meeting that an entry sets under these rules; None where it sets none."""
    for register in program.registers:
        if register.id == entry.register and register.calendar:
            meeting = meeting_of(entry.answers)
            return Occasion(program, agency, register, entry, meeting) if meeting else None
    return None


def _members(session: Session, occasion: Occasion) -> list[Person]:
    """Whom the meeting is for: a team with its leader, one employee, or whoever set it."""
    subject = occasion.entry.subject or occasion.entry.person
    leader = people.find(session, subject)
    team = teams.direct(session, subject) if occasion.register.about is About.TEAM else []
    return [*([leader] if leader else []), *(member.person for member in team)]


def _observer(session: Session, address: str) -> Invited:
    person = people.by_mail(session, address)
    name, number = (person.name, person.number) if person else (address, "")
    return Invited(number, Guest(name, address, observes=True))


def dropped(session: Session, occasion: Occasion, invited: Sequence[Invited]) -> Iterator[Invited]:
    """Who was invited to observe by the entry before, and is not any more."""
    entry = occasion.entry
    before = registers.numbered(session, occasion.agency.id, entry, entry.number - 1)
    earlier = meeting_of(before.answers) if before else None
    now = {each.guest.mail.lower() for each in invited}
    for address in earlier.observers if earlier else ():
        if address not in now:
            observer = _observer(session, address)
            yield Invited(observer.person, observer.guest, over=True)


def gone(session: Session, left: Sequence[str], invited: Sequence[Invited]) -> Iterator[Invited]:
    """Who has left the team, by number, and is not invited otherwise."""
    now = {each.guest.mail.lower() for each in invited}
    for number in left:
        person = people.find(session, number)
        if person is not None and person.mail.lower() not in now:
            yield Invited(person.number, Guest(person.name, person.mail), over=True)
