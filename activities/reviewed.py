"""What the records say of an arrangement's review and decision, for the proposal's form (III)."""

from collections.abc import Iterator, Sequence

from sqlmodel import Session

from documents.particulars import AgencyReview, Assessment, Decision, Determined
from policy.account import Happening
from policy.acts import Determination, Outcome
from policy.program import Program
from policy.proposal import Proposal
from records import entries, facts, findings, people, proposals
from records.arrangements import Arrangement
from records.entries import TimelineEntry
from records.people import Person

APPROVED_VERSION = 1
"""The version that the decision approved; later ones are modifications of it (V)."""


def agency_review(
    session: Session, arrangement: Arrangement, program: Program
) -> AgencyReview | None:
    """The agency's part of the form; None where the program reviews nothing."""
    if not (program.analyses or program.review.decider):
        return None
    reference = arrangement.reference
    found = findings.history(session, reference)
    given = [
        entry
        for entry in entries.timeline(session, reference)
        if entry.kind in (Happening.REVIEW_GIVEN, Happening.DECIDED)
    ]
    numbers = {each.person for each in found} | {each.person for each in given}
    known = people.of_numbers(session, numbers)
    return AgencyReview(
        findings=tuple(found),
        names={number: person.name for number, person in known.items()},
        assessments=tuple(_assessments(given, program, known)),
        decision=_decision(given, program, known),
        approved=approved(session, reference),
        facts=facts.find(session, arrangement.employee),
    )


def determination(session: Session, reference: str, program: Program) -> Determined | None:
    """The determination of a reasonable accommodation that stands: the newest (IV.N)."""
    if program.accommodation is None:
        return None
    entry = entries.last(session, reference, Happening.ACCOMMODATED)
    if entry is None:
        return None
    return Determined(
        outcome=Determination(entry.about),
        reason=entry.note,
        name=_name(entry, people.of_numbers(session, [entry.person])),
        role=program.role(entry.role).title,
        at=entry.at,
    )


def approved(session: Session, reference: str) -> Proposal | None:
    """The proposal as approved, with all that was filled in before signing; None before that."""
    return proposals.of_version(session, reference, APPROVED_VERSION)


def _assessments(
    given: Sequence[TimelineEntry], program: Program, known: dict[str, Person]
) -> Iterator[Assessment]:
    """The newest assessment of each reviewer's role, in the program's order."""
    newest = {entry.role: entry for entry in given if entry.kind == Happening.REVIEW_GIVEN}
    for role in program.review.reviewers:
        if entry := newest.get(role):
            yield Assessment(
                role=program.role(role).title,
                name=_name(entry, known),
                says=entry.evidence.get("assessment", "gave a review"),
                comment=entry.note,
                at=entry.at,
            )


def _decision(
    given: Sequence[TimelineEntry], program: Program, known: dict[str, Person]
) -> Decision | None:
    for entry in reversed(given):
        if entry.kind == Happening.DECIDED:
            return Decision(
                outcome=Outcome(entry.about),
                reason=entry.note,
                name=_name(entry, known),
                role=program.role(entry.role).title,
                at=entry.at,
            )
    return None


def _name(entry: TimelineEntry, known: dict[str, Person]) -> str:
    person = known.get(entry.person)
    return person.name if person else entry.person
