"""How a proposal becomes a submission: whose, under which rules, by which reference."""

import hashlib

from sqlmodel import Session

from api.access import NotAllowed
from api.parts import Parts
from policy.acts import Attribution, Submission
from policy.plan import plan
from policy.program import Agency, Program
from policy.proposal import Proposal
from policy.reference import BITS, new_reference
from records import arrangements
from records.people import Person

_TRIES = 4
_NO_PROGRAM = "Your agency has no telecommuting program here. Ask your HR office."
_NO_REFERENCE = "No reference is free for this key. Send it again with another one."


def rules_for(parts: Parts, person: Person) -> tuple[Program, Agency]:
    """The program and the agency a person would propose under; NotAllowed without them."""
    agency = parts.agencies.get(person.agency)
    if agency is None:
        raise NotAllowed(_NO_PROGRAM)
    return parts.programs.get(agency.program), agency


def reference_for(session: Session, by: Attribution) -> str:
    """The reference that this act's key always leads to, so that sending twice proposes once."""
    for attempt in range(_TRIES):
        digest = hashlib.sha256(f"{by.key} {attempt}".encode()).digest()
        reference = new_reference(int.from_bytes(digest, "big") >> (len(digest) * 8 - BITS))
        taken = arrangements.find(session, reference)
        if taken is None or taken.employee == by.person:
            return reference
    raise NotAllowed(_NO_REFERENCE)


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
        plan=plan(program, agency),
        proposal=proposal,
        by=by,
    )
