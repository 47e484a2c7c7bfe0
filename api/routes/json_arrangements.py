"""The JSON API's views of arrangements: lists, the coordinators' board, one whole, its PDFs."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from api.bearer import HolderDep
from api.calls.telling import tell_arrangement, tell_summary
from api.calls.told import ArrangementTold, ListTold, ReadingsTold, ReadingTold
from api.dependencies import NotFound, PartsDep, SessionDep
from api.files.attached import PDF, attached
from api.files.closing import closing_paper
from api.files.papers import Form, Wanted, pdf_of, pdf_response
from api.readings import note
from api.rights.access import Doing, arrangement_for
from api.views.facts import facts_of
from records.board import BoardFilter, Tile, rows
from records.readings import readings_of
from records.visibility import seen_by

router = APIRouter(prefix="/api/v1", tags=["views"])
RIGHT = "token"
"""By which right a program reads, in the log."""

Page = Annotated[int, Query(ge=1, le=100_000)]


@router.get("/arrangements")
def mine(session: SessionDep, holder: HolderDep, page: Page = 1) -> ListTold:
    """Every arrangement you may see, newest first, fifty a page."""
    found, total = seen_by(session, holder.person.number, holder.agencies, page)
    shown = tuple(tell_summary(arrangement) for arrangement in found)
    return ListTold(total=total, page=page, arrangements=shown)


@router.get("/board")
def board(  # noqa: PLR0913, PLR0917 - one parameter a filter
    session: SessionDep,
    parts: PartsDep,
    holder: HolderDep,
    tile: Tile | None = None,
    agency: str = "",
    unit: str = "",
    role: str = "",
    text: Annotated[str, Query(max_length=200)] = "",
    sort: str = "",
    page: Page = 1,
) -> ListTold:
    """The coordinators' board: what is overdue first, then by the next deadline."""
    if not holder.agencies:
        raise NotFound
    wanted = BoardFilter(tile, agency, unit, role, text, sort, page)
    found = rows(session, wanted, holder.person.number, holder.agencies, parts.clock())
    shown = tuple(tell_summary(row.arrangement) for row in found.rows)
    return ListTold(total=found.total, page=found.page, arrangements=shown)


@router.get("/arrangements/{reference}")
def one(
    request: Request, reference: str, session: SessionDep, parts: PartsDep, holder: HolderDep
) -> ArrangementTold:
    """One arrangement with its proposal, tasks, deadlines, documents and timeline."""
    arrangement = arrangement_for(session, holder, reference, Doing.SEE)
    reader, reference = holder.person.number, arrangement.reference
    note(request, session, parts, reader=reader, reference=reference, what="arrangement", why=RIGHT)
    return tell_arrangement(session, parts, holder, arrangement)


@router.get("/arrangements/{reference}/readings")
def readings(
    reference: str, session: SessionDep, holder: HolderDep, page: Page = 1
) -> ReadingsTold:
    """Who read an arrangement, newest first, fifty a page: for its employee and coordinators."""
    arrangement = arrangement_for(session, holder, reference, Doing.SEE_READINGS)
    found, total = readings_of(session, arrangement.reference, page)
    told = (ReadingTold(at=it.at, person=it.person, what=it.what, why=it.why) for it in found)
    return ReadingsTold(total=total, page=page, readings=tuple(told))


@router.get(
    "/arrangements/{reference}/documents/{version}/{document}",
    response_class=Response,
    responses={200: {"content": {"application/pdf": {}}}},
)
def document(  # noqa: PLR0913, PLR0917 - what the framework hands in
    request: Request,
    reference: str,
    version: int,
    document: str,
    session: SessionDep,
    parts: PartsDep,
    holder: HolderDep,
    form: Annotated[Form, Query(alias="as")] = Form.CURRENT,
) -> Response:
    """One document as PDF: with the signatures so far, as frozen, or as filed."""
    arrangement = arrangement_for(session, holder, reference, Doing.READ_DOCUMENTS)
    wanted = Wanted(arrangement.reference, version, document, form)
    content = pdf_of(parts, session, wanted)
    what = f"{document}, version {version}, {form}"
    reader, reference = holder.person.number, arrangement.reference
    note(request, session, parts, reader=reader, reference=reference, what=what, why=RIGHT)
    return pdf_response(wanted, content)


@router.get(
    "/arrangements/{reference}/closing",
    response_class=Response,
    responses={200: {"content": {"application/pdf": {}}}},
)
def close(
    request: Request, reference: str, session: SessionDep, parts: PartsDep, holder: HolderDep
) -> Response:
    """How an arrangement ended and what came back, as PDF; the same record, the same bytes."""
    arrangement = arrangement_for(session, holder, reference, Doing.READ_DOCUMENTS)
    reader, reference = holder.person.number, arrangement.reference
    content = closing_paper(facts_of(session, parts, arrangement, reader))
    if content is None:
        raise NotFound
    what = "closing document"
    note(request, session, parts, reader=reader, reference=reference, what=what, why=RIGHT)
    pdf = parts.typesetter.render(content).content
    return attached(pdf, PDF, f"{reference}-closing.pdf")
