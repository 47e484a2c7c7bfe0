"""A person's signatures in a table."""

from dataclasses import dataclass
from functools import partial

from sqlmodel import Session

from api.parts import Parts
from api.views.names import Names, names_of
from api.views.paged import Paged, Pages, numbered, turned_to
from api.views.words import short_instant
from policy.program import Program
from records import arrangements
from records.arrangements import Arrangement
from records.entries import TimelineEntry, signed_by


@dataclass(frozen=True)
class SignedView:
    """One signature: on whose arrangement, as what, when, and the documents it covers."""

    reference: str
    who: str
    role: str
    at: str
    version: int
    current: bool
    documents: tuple[tuple[str, str], ...]


def signed_view(session: Session, parts: Parts, person: str, page: int) -> Paged[SignedView]:
    """A page of what somebody signed; one past the end is the last one."""
    given, total = turned_to(page, partial(signed_by, session, person))
    rows = arrangements.of_references(session, (entry.reference for entry in given))
    names = names_of(session, parts.agencies, (row.employee for row in rows.values()))
    shown = tuple(_row(parts, names, rows[entry.reference], entry) for entry in given)
    return Paged(shown, Pages(page, total, numbered("/signed")))


def _row(parts: Parts, names: Names, row: Arrangement, entry: TimelineEntry) -> SignedView:
    program = parts.program_of(row)
    return SignedView(
        reference=row.reference,
        who=names.of(row.employee),
        role=program.role(entry.role).title,
        at=short_instant(entry.at, parts.agencies[row.agency].time_zone),
        version=entry.version,
        current=entry.version == row.version,
        documents=_documents(program, entry),
    )


def _documents(program: Program, entry: TimelineEntry) -> tuple[tuple[str, str], ...]:
    """Title and address of each document that the signature covers."""
    base = f"/documents/{entry.reference}/{entry.version}"
    covered = program.line(entry.about).documents
    return tuple((program.document(each).title, f"{base}/{each}.pdf") for each in covered)
