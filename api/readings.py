"""The log of who read what of an employee, and by which right (C.G.S. 4-193(c))."""

from collections.abc import Iterable

from sqlmodel import Session
from starlette.requests import Request

from api.dependencies import parts_of, peer_of
from api.security import looking
from records.readings import Reading, note_reading


def note(  # noqa: PLR0913 - the parts of one line of the log
    request: Request,
    session: Session,
    *,
    reader: str,
    reference: str,
    what: str,
    why: str,
) -> None:
    """Write one line and commit it: now, by this person, from this address.

    At once, for a write locks SQLite until its commit: an answer is put together in a thread, and
    those may all be taken by requests that wait for this very lock. A request that only looks is
    given nothing to read.
    """
    note_each(request, session, reader=reader, references=[reference], what=what, why=why)


def note_each(  # noqa: PLR0913 - the parts of a line of the log, and of which records
    request: Request,
    session: Session,
    *,
    reader: str,
    references: Iterable[str],
    what: str,
    why: str,
) -> None:
    """Write a line for each record that was read together with others, once, and commit them."""
    if looking(request):
        return
    for reference in sorted(set(references)):
        reading = Reading(
            at=parts_of(request).clock(),
            person=reader,
            reference=reference,
            what=what,
            why=why,
            peer=peer_of(request),
        )
        note_reading(session, reading)
    session.commit()
