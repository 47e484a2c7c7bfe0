"""Turns a workflow's notices into mails for the outbox, with the links they carry."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlmodel import Session

from activities.posting import Office, Recipient
from activities.waiting_for import facts_of, guidance_for, leader_in
from mail.context import MailContext
from mail.rendering import MailRenderer
from policy.acts import Submission
from policy.concerns import Concern
from policy.deadlines import local_date
from policy.directory import liaison_of
from policy.helping import help_page_of, site_of
from policy.notices import Kind, Notice
from policy.program import Agency, Program
from policy.proposal import Proposal
from policy.reading.loading import Programs
from policy.wording import show_date, show_days
from records import facts, people
from records.arrangements import Arrangement
from records.directory import coordinating
from records.letters import Letter
from records.links import Link, link_id, token
from records.people import Person
from records.secret import digest_of

BY_START = frozenset({Kind.SIGNATURE_REQUESTED, Kind.SIGNATURE_REMINDER})
"""Mails whose reader has until the first day of the term."""


@dataclass(frozen=True)
class Matter:
    """What the mails of one arrangement are about; `starts_on` is the start as it takes effect.

    `known` are people who get them, by number, and `gone` those who have left; `reply_to` is who
    coordinates. `concerns` are by number: those that the same step opened or changed, and those
    open before that a mail tells of.
    `followed_by` is the employee's next arrangement, where that is signed and begins as this ends.
    """

    reference: str
    program: Program
    agency: Agency
    employee: Person | None
    proposal: Proposal
    starts_on: date
    known: Mapping[str, Person]
    gone: frozenset[str]
    reply_to: str
    concerns: Mapping[str, Concern] = field(default_factory=dict)
    followed_by: str = ""


class Correspondent:
    """Writes each notice once: the same notice gives the same bytes and the same link."""

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

    def matter(  # noqa: PLR0913 - what is read once for all mails of a step
        self,
        session: Session,
        subject: Submission | Arrangement,
        proposal: Proposal,
        starts_on: date,
        at: datetime,
        *,
        persons: Collection[str] = (),
    ) -> Matter:
        """What the mails of an arrangement are about, from its submission or from the records.

        They are written `at` a moment; `persons` will get them: they are looked up all at once.
        """
        if isinstance(subject, Submission):
            program, version = subject.plan.program, subject.plan.version
            employee = subject.by.person
        else:
            program, version = subject.program, subject.program_version
            employee = subject.employee
        known = people.of_numbers(session, {employee, *persons})
        agency, found = self._agencies[subject.agency], known.get(employee)
        asked = {*persons, found.hr_representative if found else ""} - {""}
        gone = facts.gone(session, asked, local_date(at, agency.time_zone))
        return Matter(
            reference=subject.reference,
            program=self._programs.get(program, version),
            agency=agency,
            employee=found,
            proposal=proposal,
            starts_on=starts_on,
            known=known,
            gone=frozenset(gone),
            reply_to=_answered_by(session, agency, found, gone, at),
        )

    def write(self, session: Session, matter: Matter, notice: Notice) -> tuple[Letter, Link | None]:
        """The mail of one notice, and the link it carries when it leads to a task."""
        link = self._link(matter, notice)
        to = self._recipient(session, matter, notice)
        mail = self._renderer.render(notice.kind, self._context(matter, notice, link, to))
        letter = self._office.letter(
            notice.kind,
            mail,
            to,
            key=notice.key,
            at=notice.at,
            thread=matter.reference,
            reply_to=matter.reply_to,
        )
        letter.reference, letter.awaited = matter.reference, notice.awaited
        letter.attachments = [
            [f"{matter.reference}-{ref.document}.pdf", ref.digest] for ref in notice.attachments
        ]
        return letter, link

    def _link(self, matter: Matter, notice: Notice) -> Link | None:
        if notice.purpose is None:
            return None
        name = link_id(
            matter.reference,
            notice.purpose.value,
            notice.role,
            notice.person,
            notice.about,
            notice.version,
        )
        return Link(
            id=name,
            digest=digest_of(token(self._office.secret, name)),
            reference=matter.reference,
            purpose=notice.purpose.value,
            role=notice.role,
            person=notice.person,
            about=notice.about,
            version=notice.version,
            made_at=notice.at,
        )

    def _recipient(self, session: Session, matter: Matter, notice: Notice) -> Recipient:
        number, agency = notice.person, matter.agency
        person = matter.known.get(number) or people.find(session, number)
        name, address = (person.name, person.mail) if person else (number, "")
        if number == liaison_of(agency.id):
            name, address = agency.liaison_name, agency.liaison_mail
        return Recipient(name, address, number, notice.role)

    def _context(
        self, matter: Matter, notice: Notice, link: Link | None, to: Recipient
    ) -> MailContext:
        program, proposal = matter.program, matter.proposal
        starts_on, zone = show_date(matter.starts_on), matter.agency.time_zone
        by_start = notice.kind in BY_START and matter.starts_on > local_date(notice.at, zone)
        facts = (
            facts_of(program, proposal, notice, zone, matter.concerns)
            | _with_attachments(program, notice)
            | leader_in(notice, matter.known)
            | {"followed_by": matter.followed_by}
        )
        return MailContext(
            recipient_name=to.name,
            role_title=program.role(notice.role).title if notice.role else "",
            program_title=program.title,
            employer=program.employer,
            contact=matter.agency.contact,
            link=self._address(matter.reference, notice, link),
            employee_name=matter.employee.name if matter.employee else "",
            reference=matter.reference,
            agency_name=matter.agency.name,
            starts_on=starts_on,
            ends_on=show_date(proposal.ends_on) if proposal.ends_on else "",
            days=show_days(proposal.week),
            deadline=facts.get("due", starts_on if by_start else ""),
            document_title=", ".join(
                program.document(ref.document).title for ref in notice.attachments
            ),
            guidance=guidance_for(program, notice.role),
            site=site_of(program, matter.agency),
            help_page=help_page_of(program, matter.agency),
            facts=facts,
            texts=program.texts,
        )

    def _address(self, reference: str, notice: Notice, link: Link | None) -> str:
        """The task's page; without a task that of the arrangement, or of what came up in it."""
        if link is None:
            number = notice.facts.get("number", "")
            concern = f"/concerns/{number}" if number else ""
            return f"{self._office.base_url}/arrangements/{reference}{concern}"
        return f"{self._office.base_url}/t/{token(self._office.secret, link.id)}"


def _answered_by(
    session: Session, agency: Agency, employee: Person | None, gone: set[str], at: datetime
) -> str:
    """Where answers to a mail reach somebody: the employee's HR representative while they are here.

    Then whoever coordinates it, as where that is the employee; blank where nobody does.
    """
    number, named = (employee.number, employee.hr_representative) if employee else ("", "")
    if named in {"", number, *gone}:
        named = next(iter(coordinating(session, agency, at, number)), "")
    found = people.find(session, named) if named else None
    return found.mail if found else ""


def _with_attachments(program: Program, notice: Notice) -> dict[str, str]:
    titles = [program.document(ref.document).title for ref in notice.attachments]
    return notice.facts | ({"attached": ", ".join(titles)} if titles else {})
