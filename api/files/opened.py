"""Who may open an uploaded file: its owner, and whom it concerns through an arrangement.

The answers of an arrangement name its files by digest. A digest is no secret: a file is opened
through an answer only where whoever that answer is from uploaded it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import NotFound
from api.files.attached import attached
from api.links import sufficing
from api.parts import Parts
from api.readings import note
from api.rights.access import Relation, relations
from api.rights.roles import roles_of
from api.views.concern_words import concerned_by, rule_of
from api.visits import Caller, exchanged
from api.who import Who
from policy.coding import proposal_from_json
from policy.concerns import Concern
from policy.form import FormField
from policy.forms.files import files_in
from policy.plan import employee_role
from policy.tasks import OF_A_CONCERN, Purpose
from records import arrangements, uploads
from records.arrangements import Arrangement
from records.concerns import concern_of
from records.links import Link, LinkState, state
from records.uploads import Upload, UploadState
from records.visibility import brought_up, naming


class Shelf(StrEnum):
    """Where an answer's file stands, by its field."""

    SHARED = "shared"
    PRIVATE = "private"


MAY_OPEN: Mapping[Relation, frozenset[Shelf]] = {
    Relation.EMPLOYEE: frozenset(Shelf),
    Relation.LEADER: frozenset(),
    Relation.PARTY: frozenset({Shelf.SHARED}),
    Relation.COORDINATOR: frozenset(Shelf),
    Relation.DECIDER: frozenset({Shelf.SHARED}),
}
"""What of an arrangement's files each relation to it opens."""

BY_LINK = frozenset(
    {
        Purpose.REVIEW,
        Purpose.DECIDE,
        Purpose.PROVIDE,
        Purpose.SIGN,
        Purpose.APPROVE,
        Purpose.DUTY,
    }
)
"""Tasks whose link opens what is shared: whoever only receives a copy judges no proof.

A request or a duty opens what belongs to it, and nothing else.
"""


TRUSTED = frozenset({Relation.EMPLOYEE, Relation.COORDINATOR})
"""Who reads everything that came up in an arrangement."""


@dataclass(frozen=True)
class Opened:
    """A file to give out, and the arrangement it was opened through; none for one's own."""

    upload: Upload
    reference: str = ""


def opened_by(session: Session, parts: Parts, who: Who, digest: str) -> Opened:
    """The file, for somebody who is signed in or holds a token; else NotFound."""
    rows = uploads.of_digest(session, digest)
    own = _own(rows, {who.person.number})
    if own is not None:
        return own
    for place in _places(session, parts, digest, rows):
        if _may_open(session, parts, who, place):
            return Opened(rows[0], place.arrangement.reference)
    raise NotFound


def opened_through(
    session: Session, parts: Parts, caller: Caller, digest: str
) -> tuple[Opened, Link]:
    """The file, for somebody with an exchanged link, and that link; else NotFound."""
    rows = uploads.of_digest(session, digest)
    links = list(_links(session, parts, caller))
    for link in links:
        own = _own(rows, {link.person})
        if own is not None:
            return own, link
    for place in _places(session, parts, digest, rows):
        for link in links:
            if place.shelf is Shelf.SHARED and _leads_to(link, place):
                return Opened(rows[0], link.reference), link
    raise NotFound


def give(  # noqa: PLR0913, PLR0917 - the file, and who reads it by which right
    request: Request, session: Session, parts: Parts, opened: Opened, reader: str, why: str
) -> Response:
    """The file as a download under the name its owner gave it, made safe when it was taken."""
    upload = opened.upload
    content = parts.store.get(upload.digest)
    what = f"uploaded file {upload.digest}"
    note(request, session, reader=reader, reference=opened.reference, what=what, why=why)
    return attached(content, upload.media_type, upload.name)


@dataclass(frozen=True)
class _Place:
    """An answer that a clean file stands for: of the proposal, or of a request or a duty."""

    arrangement: Arrangement
    shelf: Shelf
    concern: Concern | None = None


def _may_open(session: Session, parts: Parts, who: Who, place: _Place) -> bool:
    """Whether somebody opens it: of a request or a duty, only whom it concerns."""
    found = relations(session, parts, who, place.arrangement)
    if not any(place.shelf in MAY_OPEN[relation] for relation in found):
        return False
    if place.concern is None or found & TRUSTED:
        return True
    row = place.arrangement
    program = parts.program_of(row)
    return bool(concerned_by(program, place.concern) & {*roles_of(session, parts, who, row)})


def _leads_to(link: Link, place: _Place) -> bool:
    """Whether a link is about what the file belongs to."""
    if link.reference != place.arrangement.reference:
        return False
    if link.purpose in OF_A_CONCERN:
        return place.concern is not None and link.about == str(place.concern.number)
    return place.concern is None


def _own(rows: Sequence[Upload], persons: set[str]) -> Opened | None:
    """Somebody's own file, also while it is being checked; what is harmful nobody gets."""
    if uploads.state_of(rows) is UploadState.REFUSED:
        return None
    return next((Opened(row) for row in rows if row.person in persons), None)


def _places(
    session: Session, parts: Parts, digest: str, rows: Sequence[Upload]
) -> Iterator[_Place]:
    """The answers that hold a file which is clean; none while that is not known."""
    if uploads.state_of(rows) is not UploadState.CLEAN:
        return
    owners = {row.person for row in rows}
    for version in naming(session, digest, owners):
        arrangement = arrangements.find(session, version.reference)
        if arrangement is None:
            continue
        program = parts.program_of(arrangement)
        answers = proposal_from_json(version.content).answers
        for file in files_in(program.fields, answers):
            item = file.field
            theirs = item.role in {"", employee_role(program)}
            if file.digest == digest and (not theirs or arrangement.employee in owners):
                yield _Place(arrangement, _shelf(item))
    yield from _brought_up(session, parts, digest, owners)


def _brought_up(session: Session, parts: Parts, digest: str, owners: set[str]) -> Iterator[_Place]:
    """The answers of requests, reports and duties that hold the file."""
    for row in brought_up(session, digest, owners):
        concern, arrangement = concern_of(row), arrangements.find(session, row.reference)
        if arrangement is None:
            continue
        program = parts.program_of(arrangement)
        rule = rule_of(program, concern)
        fields = rule.fields if rule else ()
        for file in (*files_in(fields, concern.answers), *files_in(fields, concern.closing)):
            if file.digest == digest:
                yield _Place(arrangement, _shelf(file.field), concern)


def _shelf(item: FormField) -> Shelf:
    return Shelf.PRIVATE if item.private else Shelf.SHARED


def _links(session: Session, parts: Parts, caller: Caller) -> Iterator[Link]:
    """The links of this browser that suffice to read by."""
    reading = [link for link in exchanged(session, caller) if link.purpose in BY_LINK]
    for link in sufficing(session, parts, reading):
        if state(session, link) is not LinkState.REPLACED:
            yield link
