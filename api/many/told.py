"""What the JSON API answers to many acts in one call: what became of each."""

from collections.abc import Mapping, Sequence

from api.calls.told import EntryTold, Told
from api.many.piles import Piece
from api.many.signing import ToSign
from policy.account import Happening
from records.entries import TimelineEntry
from records.pending import Pending


class DoneTold(Told):
    """What became of one act: `recorded`, `received` for good, or `refused` and why (`detail`).

    `about` is the line, the role or the number that was sent with `reference`.
    """

    reference: str
    about: str
    state: str
    detail: str
    key: str
    entry: EntryTold | None = None


class PileTold(Told):
    """What became of each act, in the order sent."""

    items: tuple[DoneTold, ...]


class SignableTold(Told):
    """A line that waits for the caller; `alone` says why it cannot be signed with others."""

    reference: str
    employee: str
    line: str
    role: str
    version: int
    documents: tuple[str, ...]
    statement: str
    consent: str
    statement_digest: str
    alone: str


class SignablesTold(Told):
    """Every line that waits for the caller, longest waiting first."""

    lines: tuple[SignableTold, ...]


def tell_done(pieces: Sequence[Piece], entries: Mapping[str, TimelineEntry]) -> PileTold:
    """What became of each."""
    return PileTold(items=tuple(_done(piece, entries.get(piece.key)) for piece in pieces))


def tell_signable(waiting: ToSign) -> SignablesTold:
    """What waits for the signature of one person."""
    return SignablesTold(lines=tuple(_signable(waiting, row) for row in waiting.rows))


def _done(piece: Piece, entry: TimelineEntry | None) -> DoneTold:
    refused = entry is not None and entry.kind == Happening.REFUSED
    detail = entry.note if entry is not None and refused else "" if entry else piece.problem
    state = "refused" if detail else "recorded" if entry else "received"
    return DoneTold(
        reference=piece.reference,
        about=piece.about,
        state=state,
        detail=detail,
        key=piece.key,
        entry=EntryTold.of(entry) if entry else None,
    )


def _signable(waiting: ToSign, row: Pending) -> SignableTold:
    program, alone = waiting.program(row), waiting.alone(row)
    line = program.line(row.task.about)
    return SignableTold(
        reference=row.task.reference,
        employee=row.who,
        line=line.id,
        role=line.role,
        version=row.task.version,
        documents=tuple(row.digests.get(each, "") for each in line.documents),
        statement=line.statement,
        consent=program.signing.consent,
        statement_digest=waiting.statement(row),
        alone=alone,
    )
