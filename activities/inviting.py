"""Invites people to what an entry of a register sets: a regular meeting, by mail and calendar."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from activities.meetings import (
    TURNS,
    Invited,
    Occasion,
    dropped,
    gone,
    here,
    invitation_of,
    invited_to,
    occasion_of,
    page_of,
)
from activities.posting import Calendar, Office, Recipient
from mail.calendars import CANCEL, REQUEST, Invitation, write_calendar
from mail.context import MailContext
from mail.rendering import MailRenderer
from policy.deadlines import local_date
from policy.helping import help_page_of, site_of
from policy.notices import Kind
from policy.program import Agency
from policy.reading.loading import Programs
from policy.register import About, RegisterEntry
from policy.wording import show_zone
from records import registers
from records.letters import Letter, known, queue


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
        if occasion is not None:
            self._write_to_all(session, occasion, entry.at)

    def regroup(
        self, session: Session, agency: str, leader: str, left: Sequence[str], at: datetime
    ) -> None:
        """Invite who has joined a team to what was set before: the same meeting, not a newer one.

        Those who `left` it, by number, are told that they need not come any more; to whom nothing
        changes nothing is written.
        """
        for register in self._calendars(agency):
            entry = registers.latest(session, agency, register, leader)
            occasion = self._occasion(agency, entry) if entry else None
            if occasion is not None:
                self._write_to_all(session, occasion, at, left)

    def _calendars(self, agency_id: str) -> tuple[str, ...]:
        """The registers of an agency that set the meetings of its teams."""
        agency = self._agencies.get(agency_id)
        found = self._programs.of(agency).registers if agency else ()
        return tuple(each.id for each in found if each.calendar and each.about is About.TEAM)

    def _write_to_all(
        self, session: Session, occasion: Occasion, at: datetime, left: Sequence[str] = ()
    ) -> None:
        """Queue a letter of `at` for each who is invited, or not any more, and does not know it.

        Who works here no more is written to no more, and named to nobody.
        """
        today = local_date(at, occasion.agency.time_zone)
        invited = here(session, invited_to(session, occasion), today)
        invitation = invitation_of(session, occasion, self._office, invited)
        over = (*dropped(session, occasion, invited), *gone(session, left, invited))
        everybody = (*invited, *here(session, over, today))
        queue(
            session,
            [
                self._letter(occasion, _for(invitation, each, turn), each, turn, at)
                for each, turn in zip(everybody, _turns(session, occasion, everybody), strict=True)
                if turn is not None
            ],
        )

    def _occasion(self, agency_id: str, entry: RegisterEntry) -> Occasion | None:
        agency = self._agencies[agency_id]
        program = self._programs.at(agency, entry.at)
        return occasion_of(program, agency, entry) if program else None

    def _letter(
        self,
        occasion: Occasion,
        invitation: Invitation,
        invited: Invited,
        turn: int,
        at: datetime,
    ) -> Letter:
        method = CANCEL if invited.over else REQUEST
        mail = self._renderer.render(Kind.INVITATION, self._words(occasion, invitation, invited))
        return self._office.letter(
            Kind.INVITATION,
            mail,
            Recipient(invited.guest.name, invited.guest.mail, invited.person),
            key=_key_of(occasion, invited, turn),
            at=at,
            thread=invitation.uid,
            reply_to=invitation.organizer.mail if invitation.organizer else "",
            calendar=Calendar(write_calendar(invitation, method), method),
        )

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
                "zone": show_zone(agency.time_zone),
                "place": occasion.meeting.place,
                "observes": "yes" if invited.guest.observes else "",
                "over": "yes" if invited.over else "",
            },
        )


def _turns(
    session: Session, occasion: Occasion, everybody: Sequence[Invited]
) -> Iterator[int | None]:
    """The turn of each person's next letter; None where their last one says the same already.

    Whom no letter has invited yet is as good as told that it is over.
    """
    last: dict[str, int] = {}
    for turn in range(TURNS):
        keys = {_key_of(occasion, each, turn): each.guest.mail for each in everybody}
        there = known(session, tuple(keys))
        last |= {keys[key]: turn for key in there}
        if turn and not there:
            break
    for each in everybody:
        before = last.get(each.guest.mail, -1)
        is_known = before >= 0 and _is_over(before) is each.over
        yield None if is_known else before + (2 if _is_over(before) is each.over else 1)


def _is_over(turn: int) -> bool:
    """Whether the letter of that turn takes the invitation back: every other one does."""
    return turn % 2 == 1


def _key_of(occasion: Occasion, invited: Invited, turn: int) -> str:
    """One letter to each for each entry, and one more whenever they leave or come back."""
    method = CANCEL if _is_over(turn) else REQUEST
    again = f"-{turn}" if turn > 1 else ""
    return f"{occasion.entry.key}-{method.lower()}-{invited.guest.mail.lower()}{again}"


def _for(invitation: Invitation, invited: Invited, turn: int) -> Invitation:
    """Newer than what they had before; who is not invited any more is told of nobody else."""
    theirs = replace(invitation, sequence=invitation.sequence + turn)
    return replace(theirs, guests=(invited.guest,)) if invited.over else theirs
