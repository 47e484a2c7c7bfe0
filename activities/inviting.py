"""Invites people to what an entry of a register sets: a regular meeting, by mail and calendar."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from email.utils import parseaddr
from functools import partial
from urllib.parse import urlencode

from sqlmodel import Session

from activities.writing import AT_ONCE, Office, composed
from mail.calendars import CANCEL, REQUEST, Guest, Invitation, uid_of, write_calendar
from mail.composing import compose
from mail.context import MailContext
from mail.rendering import MailRenderer
from policy.deadlines import local_date
from policy.helping import help_page_of, site_of
from policy.meeting import Meeting, meeting_of
from policy.notices import Kind
from policy.program import Agency, Program
from policy.reading.catalog import NotInForce
from policy.reading.loading import Programs
from policy.register import About, Register, RegisterEntry
from records import people, registers, teams
from records.letters import Letter, queue
from records.people import Person


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
        sequence=entry.number - 1,
        title=register.title,
        text=f"{register.text}\n\n{page_of(office, occasion)}".strip(),
        zone=agency.time_zone,
        since=entry.at,
        meeting=occasion.meeting,
        organizer=Guest(leader.name, leader.mail) if leader else None,
        guests=tuple(each.guest for each in invited),
    )


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


class Inviter:
    """Puts the invitations to a meeting into the outbox, with the entry that sets it."""

    def __init__(
        self,
        office: Office,
        renderer: MailRenderer,
        programs: Programs,
        agencies: Mapping[str, Agency],
    ) -> None:
        """Write in the name of `office`."""
        self._office = office
        self._renderer = renderer
        self._programs = programs
        self._agencies = agencies

    def invite(self, session: Session, agency: str, entry: RegisterEntry) -> None:
        """Queue a letter for each who is invited, or not any more; the same entry, the same ones.

        Nothing happens where the entry sets no meeting.
        """
        occasion = self._occasion(agency, entry)
        if occasion is None:
            return
        invited = invited_to(session, occasion)
        invitation = invitation_of(session, occasion, self._office, invited)
        everybody = (*invited, *_dropped(session, occasion, invited))
        queue(session, [self._letter(occasion, _for(invitation, each), each) for each in everybody])

    def _occasion(self, agency_id: str, entry: RegisterEntry) -> Occasion | None:
        agency = self._agencies[agency_id]
        try:
            program = self._programs.of(agency, on=local_date(entry.at, agency.time_zone))
        except NotInForce:
            return None
        return occasion_of(program, agency, entry)

    def _letter(self, occasion: Occasion, invitation: Invitation, invited: Invited) -> Letter:
        method = CANCEL if invited.over else REQUEST
        mail = self._renderer.render(Kind.INVITATION, self._words(occasion, invitation, invited))
        key = f"{occasion.entry.key}-{method.lower()}-{invited.guest.mail.lower()}"
        letter = Letter(
            key=key,
            kind=Kind.INVITATION,
            person=invited.person,
            address=invited.guest.mail,
            subject=mail.subject,
            message=b"",
            attachments=[],
            queued_at=occasion.entry.at,
            next_attempt_at=AT_ONCE,
        )
        composing = partial(
            compose,
            mail,
            key=key,
            at=occasion.entry.at,
            sender=self._office.sender,
            recipient_name=invited.guest.name,
            recipient=invited.guest.mail,
            reply_to=invitation.organizer.mail if invitation.organizer else "",
            thread=invitation.uid,
            calendar=write_calendar(invitation, method),
            method=method,
        )
        return composed(letter, composing)

    def _words(self, occasion: Occasion, invitation: Invitation, invited: Invited) -> MailContext:
        program, agency = occasion.program, occasion.agency
        leader = invitation.organizer.name if invitation.organizer else ""
        return MailContext(
            recipient_name=invited.guest.name,
            role_title="",
            program_title=program.title,
            employer=program.employer,
            contact=agency.contact,
            link=page_of(self._office, occasion),
            employee_name=leader,
            agency_name=agency.name,
            guidance=program.texts.get("help_employee", ""),
            site=site_of(program, agency),
            help_page=help_page_of(program, agency),
            facts={
                "meeting": occasion.register.title,
                "when": occasion.meeting.when,
                "place": occasion.meeting.place,
                "observes": "yes" if invited.guest.observes else "",
                "over": "yes" if invited.over else "",
            },
        )


def occasion_of(program: Program, agency: Agency, entry: RegisterEntry) -> Occasion | None:
    """The meeting that an entry sets under these rules; None where it sets none."""
    for register in program.registers:
        if register.id == entry.register and register.calendar:
            meeting = meeting_of(entry.answers)
            return Occasion(program, agency, register, entry, meeting) if meeting else None
    return None


def _for(invitation: Invitation, invited: Invited) -> Invitation:
    """Who is not invited any more is told of nobody else."""
    return replace(invitation, guests=(invited.guest,)) if invited.over else invitation


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


def _dropped(session: Session, occasion: Occasion, invited: Sequence[Invited]) -> Iterator[Invited]:
    """Who was invited to observe by the entry before, and is not any more."""
    entry = occasion.entry
    before = registers.numbered(session, occasion.agency.id, entry, entry.number - 1)
    earlier = meeting_of(before.answers) if before else None
    now = {each.guest.mail.lower() for each in invited}
    for address in earlier.observers if earlier else ():
        if address not in now:
            observer = _observer(session, address)
            yield Invited(observer.person, observer.guest, over=True)
