"""How a proposal becomes a submission: whose, under which rules, by which reference."""

import hashlib
from datetime import date

from sqlmodel import Session

from api.access import NotAllowed
from api.parts import Parts
from policy.account import Status
from policy.acts import Attribution, Submission
from policy.catalog import NotInForce
from policy.checking import Problem
from policy.deadlines import local_date
from policy.plan import plan
from policy.program import Agency, Program
from policy.proposal import Proposal
from policy.reference import BITS, new_reference
from records import arrangements
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
_NO_REFERENCE = "No reference is free for this key. Send it again with another one."


def rules_for(parts: Parts, person: Person) -> tuple[Program, Agency]:
    """The agency a person would propose in today, and its program; NotAllowed without them."""
    agency = parts.agencies.get(person.agency)
    if agency is None:
        raise NotAllowed(_NO_PROGRAM)
    today = local_date(parts.clock(), agency.time_zone)
    try:
        return parts.programs.of(agency, on=today), agency
    except NotInForce as error:
        raise NotAllowed(str(error)) from None


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
    """The proposals of the same person that are still open, for days that this one covers too.

    Judged by the records: of two that are sent at the very same moment, both are taken, and
    whoever coordinates sees both.
    """
    return tuple(
        Problem("starts_on", _CLASH.format(other.reference))
        for other in arrangements.of_employee(session, person)
        if other.reference != reference
        and Status(other.status) in _OPEN
        and other.starts_on <= (proposal.ends_on or date.max)
        and proposal.starts_on <= (other.ends_on or date.max)
    )


def submission_of(  # noqa: PLR0913, PLR0917 - the parts of a submission
    program: Program,
    agency: Agency,
    person: Person,
    reference: str,
    proposal: Proposal,
    by: Attribution,
) -> Submission:
    """What the workflow starts with."""
    return Submission(
        reference=reference,
        agency=agency.id,
        unit=person.unit,
        plan=plan(program, agency, proposal.answers),
        proposal=proposal,
        by=by,
    )
