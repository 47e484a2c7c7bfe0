"""The signatures on record, as a document's signature page and its terms show them (GL32 V)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from documents.paper import Acknowledgement, SignatureRow
from policy.deadlines import local_date
from policy.program import Agency, Program
from policy.wording import show_date, show_instant
from records import people
from records.entries import TimelineEntry
from records.people import Person


@dataclass(frozen=True)
class Signatures:
    """The lines that are signed, by line ID, and what was acknowledged with each."""

    rows: dict[str, SignatureRow]
    acknowledged: tuple[Acknowledgement, ...]


def signatures_of(
    session: Session,
    program: Program,
    agency: Agency,
    signed: Sequence[TimelineEntry],
    known: Mapping[str, Person] = people.NOBODY,
) -> Signatures:
    """What the timeline's signatures put on paper; who left the directory keeps the typed name.

    Who is `known` already is not read again.
    """
    named = (number for entry in signed for number in _named(entry))
    signers = people.of_numbers(session, named, known)
    rows = {entry.about: _row(session, program, agency, entry, signers) for entry in signed}
    given = tuple(_acknowledgement(entry, rows[entry.about]) for entry in signed)
    return Signatures(rows, given)


def _named(entry: TimelineEntry) -> tuple[str, str]:
    """Who signed, and in whose place; blank where that was their own."""
    return entry.person, entry.evidence.get("in_place_of", "")


def _row(
    session: Session,
    program: Program,
    agency: Agency,
    entry: TimelineEntry,
    known: Mapping[str, Person],
) -> SignatureRow:
    """A filled signature line: who, when by receipt with its zone, and where to find the entry."""
    person, principal = _named(entry)
    signer, absent = known.get(person), known.get(principal)
    received = datetime.fromisoformat(entry.evidence.get("received_at", entry.at.isoformat()))
    on = local_date(received, agency.time_zone)
    return SignatureRow(
        role=program.role(entry.role).title,
        name=signer.name if signer else entry.evidence.get("name", entry.person),
        position=signer.title if signer else "",
        signed_at=show_instant(received, agency.time_zone),
        reference=f"{entry.reference} v{entry.version} no. {entry.seq}",
        in_place_of=absent.name if absent else "",
        delegation=_delegation(session, principal, entry.person, on),
    )


def _delegation(session: Session, principal: str, designee: str, on: date) -> str:
    """The days for which the designation that covers `on` was laid down (II(b)); blank for none."""
    for found in people.designees(session, principal, on) if principal else ():
        if found.designee == designee:
            return f"{show_date(found.starts_on)} to {show_date(found.ends_on)}"
    return ""


def _acknowledgement(entry: TimelineEntry, row: SignatureRow) -> Acknowledgement:
    clauses = tuple(entry.evidence.get("acknowledged", "").split())
    return Acknowledgement(entry.about, clauses, row.name, row.signed_at)
