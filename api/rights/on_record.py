"""What the timeline of a request says to its analyses: what was filled in, what was determined."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from policy.account import Happening
from policy.concerns import Concern
from policy.living.current import brought
from policy.plan import updated_fields
from policy.program import Program
from policy.proposal import Proposal
from records import proposals
from records.arrangements import Arrangement
from records.entries import TimelineEntry

SUBMITTED, CHANGED = 0, 1
"""The version of the proposal as the employee sent it, and as the agency changed it."""

TABLED = frozenset({Happening.MODIFICATION_PROPOSED, Happening.AMENDED})
"""What puts a version of something in force on the table."""

_FILLED = "answer."


def determination(entries: Sequence[TimelineEntry]) -> TimelineEntry | None:
    """The determination of a reasonable accommodation that stands: the newest (IV.N)."""
    return next((e for e in reversed(entries) if e.kind == Happening.ACCOMMODATED), None)


def filled(entries: Sequence[TimelineEntry]) -> dict[str, str]:
    """What reviewers and others filled into the form, by field: the newest counts."""
    return {
        name.removeprefix(_FILLED): given
        for entry in entries
        for name, given in entry.evidence.items()
        if name.startswith(_FILLED)
    }


def judged_version(entries: Sequence[TimelineEntry]) -> int:
    """The version that the analyses are about: as submitted, or the change that was put up."""
    put_up = any(entry.kind == Happening.CHANGE_PUT_UP for entry in entries)
    return CHANGED if put_up else SUBMITTED


def answers_of(session: Session, reference: str, version: int) -> Mapping[str, str]:
    """What a version of the proposal says."""
    proposal = proposals.of_version(session, reference, version)
    return proposal.answers if proposal else {}


def tabled_at(entries: Sequence[TimelineEntry], version: int) -> datetime | None:
    """When a version was put on the table, or the newest before it; None for the first version."""
    found = (e.at for e in reversed(entries) if e.kind in TABLED and e.version <= version)
    return next(found, None)


def as_known(
    program: Program,
    arrangement: Arrangement,
    proposal: Proposal,
    entries: Sequence[TimelineEntry],
    concerns: Iterable[Concern],
) -> Proposal:
    """The version on the table with what was reported since it was put there (IV.F, IV.H, IV.J).

    What was said before is the version's own, and before anything is in force nothing is said.
    """
    if arrangement.modification is None:
        return proposal
    since = tabled_at(entries, arrangement.version)
    said = brought(updated_fields(program), concerns, since)
    return replace(proposal, answers=proposal.answers | said)
