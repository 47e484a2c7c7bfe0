"""How a proposal becomes a submission: whose, under which rules, by which reference."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from api.doors.acts import Unavailable
from api.forms.renewing import discontinuities
from api.parts import Parts
from api.rights.access import NotAllowed
from api.rights.opening import MissingRegister, missing_registers, opened_by
from policy.account import Status
from policy.acts import Attribution, Submission
from policy.directory import Post, coordinators_of
from policy.forms.checking import Problem
from policy.forms.kinds import quoted
from policy.forms.problem import cited
from policy.plan import plan
from policy.program import Agency, Program
from policy.proposal import Proposal
from policy.reading.catalog import NotInForce
from policy.reference import BITS, new_reference
from records import arrangements
from records.claims import Claim, claim, release, stand_in_line
from records.directory import around
from records.people import Person

_TRIES = 4
_OPEN = frozenset(
    {Status.REVIEW, Status.DECISION, Status.COMPLETING, Status.SIGNING, Status.DECLINED}
)
_CLASH = (
    "Your proposal {} is still open and covers some of the same days. "
    "Withdraw it first, or choose other dates."
)
_NO_PROGRAM = "Your agency has no telecommuting program here. Ask your HR office."
_NOBODY = (
    "Nobody can coordinate your proposal: the directory names no {} who stays for anybody in {}, "
    "and nobody else who heads it. Ask whoever looks after the directory to name one first."
)
_NO_REFERENCE = "No reference is free for this key. Send it again with another one."


def rules_for(parts: Parts, person: Person) -> tuple[Program, Agency]:
    """The agency a person would propose in today, and its program; NotAllowed without them."""
    agency = parts.agencies.get(person.agency)
    if agency is None:
        raise NotAllowed(_NO_PROGRAM)
    today = parts.today_in(agency.id)
    try:
        return parts.programs.of(agency, on=today), agency
    except NotInForce as error:
        raise NotAllowed(str(error)) from None


def missing_now(session: Session, parts: Parts, person: Person) -> tuple[MissingRegister, ...]:
    """What has to be on record before somebody can propose; nothing where the form is open."""
    program, agency = rules_for(parts, person)
    today = parts.today_in(agency.id)
    return missing_registers(session, program, agency, person, today)


def uncoordinated(
    session: Session, program: Program, agency: Agency, person: Person, now: datetime
) -> tuple[Problem, ...]:
    """That nobody, or nobody who stays, could coordinate what this person proposes (III)."""
    post = Post(agency.id, person.number, agency.time_zone, now)
    if coordinators_of(around(session, post.employee, post.agency).in_the_end(), post):
        return ()
    return (Problem("", _NOBODY.format(program.role(program.coordinator).title, agency.name)),)


def reference_for(session: Session, by: Attribution) -> str:
    """The reference that this act's key always leads to, so that sending twice proposes once."""
    for attempt in range(_TRIES):
        digest = hashlib.sha256(f"{by.key} {attempt}".encode()).digest()
        reference = new_reference(int.from_bytes(digest, "big") >> (len(digest) * 8 - BITS))
        taken = arrangements.find(session, reference)
        if taken is None or taken.employee == by.person:
            return reference
    raise NotAllowed(_NO_REFERENCE)


def clashes(
    session: Session, person: str, reference: str, proposal: Proposal
) -> tuple[Problem, ...]:
    """The proposals of the same person that are still open, for days that this one covers too."""
    return tuple(
        Problem("starts_on", _CLASH.format(other.reference))
        for other in arrangements.of_employee(session, person)
        if other.reference != reference
        and Status(other.status) in _OPEN
        and other.starts_on <= (proposal.ends_on or date.max)
        and proposal.starts_on <= (other.ends_on or date.max)
    )


def claimed(parts: Parts, person: str, reference: str, proposal: Proposal) -> tuple[Problem, ...]:
    """Claim the days of a proposal that is about to be sent, or what is in the way.

    Of two sent in the same moment, which the records do not show yet, the second is refused.
    """
    days = Claim(
        reference=reference,
        person=person,
        starts_on=proposal.starts_on,
        ends_on=proposal.ends_on,
        made_at=parts.clock(),
    )
    with parts.sessions() as session:
        stand_in_line(session, person)
        found = clashes(session, person, reference, proposal)
        if not found and (other := claim(session, days)):
            found = (Problem("starts_on", _CLASH.format(other)),)
        session.commit()
    return found


async def hand_in(parts: Parts, submission: Submission) -> None:
    """Start the arrangement; where that fails the days it claimed are free again."""
    try:
        await parts.arrangements.submit(submission)
    except Unavailable:
        await run_in_threadpool(_unclaim, parts, submission.reference)
        raise


def _unclaim(parts: Parts, reference: str) -> None:
    with parts.sessions() as session:
        release(session, reference)
        session.commit()


def told_missing(program: Program, missing: MissingRegister) -> Problem:
    """What keeps a proposal closed, and who puts it on record."""
    roles = " or ".join(missing.role_titles)
    what = f"{quoted(missing.title)} by the {roles}"
    message = f"Before you can propose, {what} must be on record."
    if missing.recorded:
        message = f"{what} is on record, and does not let you propose now."
    return Problem("", message, cited(program, missing.citation))


@dataclass(frozen=True)
class Opening:
    """A proposal about to be submitted: whose, under which rules, by which reference."""

    parts: Parts
    reference: str
    person: Person
    program: Program
    agency: Agency
    by: Attribution

    @property
    def today(self) -> date:
        """The agency's local date."""
        return self.parts.today_in(self.agency.id)

    def submission(
        self, session: Session, proposal: Proposal
    ) -> tuple[Submission | None, Sequence[Problem]]:
        """What the workflow starts with, or what is in the way of a proposal that is right itself.

        `opened_by` of it are the register entries that let it start.
        """
        program, agency, person = self.program, self.agency, self.person
        own = (session, person.number, self.reference, proposal)
        wrong = (
            uncoordinated(session, program, agency, person, self.by.at)
            or (*clashes(*own), *discontinuities(*own, program, self.today))
            or claimed(self.parts, person.number, self.reference, proposal)
        )
        if wrong:
            return None, wrong
        return Submission(
            reference=self.reference,
            agency=agency.id,
            unit=person.unit,
            plan=plan(program, agency, proposal.answers),
            proposal=proposal,
            by=self.by,
            opened_by=opened_by(session, program, agency, person),
        ), ()
