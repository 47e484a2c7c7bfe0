"""Documents and uploaded files, for whoever may read them or was sent a link to them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from api.asking.changing import ChangePage, page_for
from api.dependencies import CallerDep, NotFound, PartsDep, SessionDep, SignInNeeded
from api.files.attached import PDF, attached
from api.files.closing import closing_paper
from api.files.opened import give, opened_by, opened_through
from api.files.papers import Form, Wanted, pdf_of, pdf_response
from api.links import asked_of, program_of
from api.parts import Parts
from api.readings import note
from api.rights.access import Doing, arrangement_for
from api.rights.reach import reached
from api.security import here
from api.visits import Caller, exchanged
from policy.identity import KnownBy, suffices
from policy.reference import normalize
from records.links import Link, LinkState, state

router = APIRouter(include_in_schema=False)
ReadDep = Annotated[ChangePage, Depends(page_for(Doing.READ_DOCUMENTS), scope="function")]


@router.get("/arrangements/{reference}/closing.pdf")
def close(request: Request, page: ReadDep) -> Response:
    """How it ended and what came back, from the record as it stands: nobody signs it."""
    content = closing_paper(page.facts)
    if content is None:
        raise NotFound
    page.note_reading(request, "closing document")
    pdf = page.parts.typesetter.render(content).content
    return attached(pdf, PDF, f"{page.reference}-closing.pdf")


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
    wanted = Wanted(normalize(reference) or "", version, document, form)
    if caller.viewer is not None:
        arrangement_for(session, parts, caller.viewer, wanted.reference, Doing.READ_DOCUMENTS)
        reader, why = caller.viewer.person.number, "signed in"
    else:
        link = _link_to(session, parts, caller, wanted)
        if link is None:
            raise SignInNeeded(here(request))
        reader, why = link.person, f"link to {link.purpose}"
    content = pdf_of(parts, session, wanted)
    reference, what = wanted.reference, wanted.what
    note(request, session, reader=reader, reference=reference, what=what, why=why)
    return pdf_response(wanted, content)


@router.get("/uploads/{digest}")
def upload(
    request: Request, digest: str, session: SessionDep, parts: PartsDep, caller: CallerDep
) -> Response:
    """One file, for who is signed in, or has come by the link of a task that it is for."""
    viewer = caller.viewer
    if viewer is not None:
        opened = opened_by(session, parts, viewer, digest)
        return give(request, session, parts, opened, viewer.person.number, "signed in")
    if not caller.links:
        raise SignInNeeded(request.url.path)
    opened, link = opened_through(session, parts, caller, digest)
    return give(request, session, parts, opened, link.person, f"link to {link.purpose}")


def _link_to(session: Session, parts: Parts, caller: Caller, wanted: Wanted) -> Link | None:
    """A link this browser has exchanged whose task is about that document.

    NotFound where every such link was replaced.
    """
    links = exchanged(session, caller)
    about = [link for link in links if _leads_to(session, parts, link, wanted)]
    standing = (link for link in about if state(session, link) is not LinkState.REPLACED)
    link = next(standing, None)
    if about and link is None:
        raise NotFound
    return link


def _leads_to(session: Session, parts: Parts, link: Link, wanted: Wanted) -> bool:
    """Whether the link's task is about that document, in a program where the link suffices."""
    if (link.reference, link.version) != (wanted.reference, wanted.version):
        return False
    program = program_of(session, parts, link)
    known = suffices(KnownBy.LINK, asked_of(link, program))
    return known and wanted.document in reached(program, link)
