"""Documents as files to keep, for whoever may read them or was sent a link to them."""

from typing import Annotated

from fastapi import APIRouter, Query
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from api.access import Doing, arrangement_for
from api.dependencies import (
    CallerDep,
    NotFound,
    PartsDep,
    SessionDep,
    SignInNeeded,
    peer_of,
    program_of,
)
from api.papers import Form, Wanted, pdf_of, pdf_response
from api.visits import Caller
from records.links import Link, LinkState, state
from records.visits import Reading, note_reading

router = APIRouter(include_in_schema=False)


@router.get("/documents/{reference}/{version}/{document}.pdf")
def download(  # noqa: PLR0913, PLR0917 - what the framework hands in
    request: Request,
    reference: str,
    version: int,
    document: str,
    session: SessionDep,
    parts: PartsDep,
    caller: CallerDep,
    form: Annotated[Form, Query(alias="as")] = Form.CURRENT,
) -> Response:
    """One document, by default with the signatures so far (`as`: current, frozen or filed)."""
    wanted = Wanted(reference, version, document, form)
    if caller.viewer is not None:
        arrangement_for(session, caller.viewer, reference, Doing.READ_DOCUMENTS)
        reader, why = caller.viewer.person.number, "signed in"
    else:
        link = _link_to(session, caller, wanted)
        if link is None or program_of(session, parts, reference).signer_identity != "link":
            raise SignInNeeded(request.url.path)
        reader, why = link.person, f"link to {link.purpose}"
    content = pdf_of(parts, session, wanted)
    note_reading(
        session,
        Reading(
            at=parts.clock(),
            person=reader,
            reference=reference,
            what=f"{document}, version {version}, {form}",
            why=why,
            peer=peer_of(request),
        ),
    )
    return pdf_response(wanted, content)


def _link_to(session: Session, caller: Caller, wanted: Wanted) -> Link | None:
    """A link this browser has exchanged that leads to that version and was not replaced."""
    for link_id in caller.links:
        link = session.get(Link, link_id)
        if link is not None and (link.reference, link.version) == (
            wanted.reference,
            wanted.version,
        ):
            if state(session, link) is LinkState.REPLACED:
                raise NotFound
            return link
    return None
