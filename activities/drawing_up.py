"""Draws up documents from the records: as they will be fixed, and as signatures fill them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from activities.parties import Held, NotRecorded, asked_then, held_now, parties_of
from activities.reviewed import agency_review, approved, determination
from activities.signed import signatures_of
from documents.contents import acknowledged, paper_content, signature_rows
from documents.paper import CONTENT, PaperContent
from documents.particulars import Particulars, Party, PersonFacts
from policy.account import OF_A_VERSION, Happening, Status
from policy.deadlines import local_date
from policy.form import Before
from policy.program import Agency, Program
from policy.proposal import Proposal
from policy.reading.loading import Programs
from records import entries, proposals
from records.arrangements import Arrangement
from records.entries import TimelineEntry
from records.papers import Paper
from records.people import Person

PROPOSED = "proposal"
"""The template of a document that shows what the employee submitted, whatever was decided since."""


@dataclass(frozen=True)
class _Folder:
    """One arrangement with what its documents draw on."""

    arrangement: Arrangement
    program: Program
    agency: Agency
    employee: Person | None
    parties: tuple[Party, ...]


class Drafter:
    """Reads one version of an arrangement and says what its documents contain."""

    def __init__(self, programs: Programs, agencies: Mapping[str, Agency]) -> None:
        """Find rules in `programs` and names in `agencies`."""
        self._programs = programs
        self._agencies = agencies

    def rules(self, program: str, version: str) -> Program:
        """The rules that documents of this version are drawn up by."""
        return self._programs.get(program, version)

    def unsigned(
        self, session: Session, reference: str, version: int, document: str, made_at: datetime
    ) -> PaperContent:
        """The document to be fixed: every line of its signature page is open."""
        folder = self._folder(session, reference, made_at=made_at)
        rows = signature_rows(folder.program, document, folder.parties, {})
        particulars = _particulars(session, folder, version, document)
        return paper_content(particulars, document, rows, made_at=made_at)

    def current(
        self,
        session: Session,
        paper: Paper,
        held: Held | None = None,
        signed: Sequence[TimelineEntry] | None = None,
    ) -> PaperContent:
        """A fixed document with the signatures so far, and the terms acknowledged with them.

        Nothing else in it has changed. What is `held`, and the signatures on the document's version
        where they are given, is not read again.
        """
        held = held or held_now(session, paper.reference)
        fixed = CONTENT.validate_json(paper.content or "")
        folder = self._folder(session, paper.reference, held)
        if signed is None:
            signed = entries.of_version(session, paper.reference, paper.version, Happening.SIGNED)
        found = signatures_of(session, folder.program, folder.agency, signed, held.known)
        parties = folder.parties
        if not _is_tabled(folder.arrangement, paper.version):
            asked = entries.of_version(
                session, paper.reference, paper.version, Happening.SIGNATURE_ASKED
            )
            parties = asked_then(session, folder.program, fixed, asked)
        rows = signature_rows(folder.program, paper.document, parties, found.rows)
        return acknowledged(folder.program, replace(fixed, signatures=rows), found.acknowledged)

    def filed(self, session: Session, paper: Paper) -> PaperContent:
        """A fixed document with every signature and what follows from the last one (V, VI).

        It is dated by the last signature: filed late or twice, it is the same.
        """
        made_at = _authorized_at(session, paper.reference, paper.version)
        folder = self._folder(session, paper.reference)
        particulars = _particulars(session, folder, paper.version, paper.document)
        shown = self.current(session, paper)
        closed = paper_content(
            replace(particulars, authorized_at=made_at),
            paper.document,
            shown.signatures,
            made_at=made_at,
            frozen_digest=paper.digest,
        )
        return replace(
            shown,
            made_at=made_at,
            notes=closed.notes,
            closing=closed.closing,
            frozen_digest=paper.digest,
        )

    def _folder(
        self,
        session: Session,
        reference: str,
        held: Held | None = None,
        made_at: datetime | None = None,
    ) -> _Folder:
        held = held or held_now(session, reference)
        arrangement = held.arrangement
        program = self._programs.get(arrangement.program, arrangement.program_version)
        agency = self._agencies[arrangement.agency]
        today = local_date(made_at, agency.time_zone) if made_at else None
        return _Folder(
            arrangement=arrangement,
            program=program,
            agency=agency,
            employee=held.employee,
            parties=parties_of(session, program, held, today),
        )


def _particulars(session: Session, folder: _Folder, version: int, document: str) -> Particulars:
    """What `document` draws on: with the agency's review where it shows what was submitted."""
    arrangement, program = folder.arrangement, folder.program
    as_submitted = _shows_submission(program, document)
    return Particulars(
        program=program,
        agency=folder.agency,
        reference=arrangement.reference,
        version=version,
        proposal=_proposal(session, folder, 0 if as_submitted else version),
        employee=_facts(folder),
        parties=folder.parties,
        supersedes=_superseded(arrangement, version),
        modifies=0 < arrangement.in_force < version,
        determined=determination(session, arrangement.reference, program),
        submitted_on=local_date(arrangement.submitted_at, folder.agency.time_zone),
        submitted_at=arrangement.submitted_at,
        review=agency_review(session, arrangement, program) if as_submitted else None,
    )


def _is_tabled(arrangement: Arrangement, version: int) -> bool:
    """Whether a version is still to be signed: whoever holds a role now signs it."""
    phase = Status(arrangement.modification or arrangement.status)
    return version == arrangement.version and phase in OF_A_VERSION


def _superseded(arrangement: Arrangement, version: int) -> int:
    """The version whose place this one takes: the one in force, or else the one before (V)."""
    in_force = arrangement.in_force
    return in_force if 0 < in_force < version else max(version - 1, 0)


def _shows_submission(program: Program, document: str) -> bool:
    """Whether a document keeps what was submitted: one that is signed says what is agreed."""
    is_signed = any(document in line.documents for line in program.signing.lines)
    return program.document(document).template == PROPOSED and not is_signed


def _proposal(session: Session, folder: _Folder, version: int) -> Proposal:
    """The proposal of a version; 0 is as submitted, with what was to be filled in later."""
    reference = folder.arrangement.reference
    proposal = proposals.of_version(session, reference, version)
    if proposal is None:
        raise NotRecorded(reference, version)
    complete = approved(session, reference) if version == 0 else None
    if complete is None:
        return proposal
    late = {item.id for item in folder.program.fields if item.role or item.before is Before.SIGNING}
    added = {name: given for name, given in complete.answers.items() if name in late}
    return replace(proposal, answers=added | proposal.answers)


def _authorized_at(session: Session, reference: str, version: int) -> datetime:
    found = entries.of_version(session, reference, version, Happening.AUTHORIZED)
    if not found:
        raise NotRecorded(reference, Happening.AUTHORIZED)
    return found[-1].at


def _facts(folder: _Folder) -> PersonFacts:
    """The employee as the directory has them; one who is not in it keeps the number."""
    person = folder.employee
    if person is None:
        return PersonFacts(name=folder.arrangement.employee, number=folder.arrangement.employee)
    return PersonFacts(
        name=person.name,
        number=person.number,
        title=person.title,
        bargaining_unit=person.bargaining_unit,
        unit=person.unit,
        duty_station=person.duty_station,
        phone=person.phone,
        mail=person.mail,
    )
