"""The JSON API's views of arrangements: lists, the board, one whole, its review, its PDFs."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from api.bearer import CoordinatorDep, WhoDep
from api.calls.described import Answers
from api.calls.reading import ReadCall, SeenDep, to_read
from api.calls.review_told import ReviewTold, tell_review
from api.calls.telling import tell_arrangement
from api.calls.told import ArrangementTold, ListTold, ReadingsTold, ReadingTold, SummaryTold
from api.dependencies import NotFound, PartsDep, SessionDep
from api.files.attached import PDF, attached
from api.files.closing import closing_paper
from api.files.papers import Form, Wanted, pdf_of, pdf_response
from api.rights.access import Doing, NotAllowed
from api.rights.analyzed import analyzed
from policy.tasks import Purpose
from records import entries, tasks
from records.board import BoardFilter, rows
from records.readings import readings_of
from records.tiles import Tile
from records.visibility import seen_by

router = APIRouter(prefix="/api/v1", tags=["views"])
A_PDF: Answers = {200: {"content": {PDF: {}}}}
LogDep = Annotated[ReadCall, Depends(to_read(Doing.SEE_READINGS), scope="function")]
DocumentsDep = Annotated[ReadCall, Depends(to_read(Doing.READ_DOCUMENTS), scope="function")]
Page = Annotated[int, Query(ge=1, le=100_000)]


@router.get("/arrangements")
def mine(session: SessionDep, who: WhoDep, page: Page = 1) -> ListTold:
    """Every arrangement you may see, newest first, fifty a page."""
    found, total = seen_by(session, who.person.number, who.agencies, page)
    return ListTold(total=total, page=page, arrangements=tuple(map(SummaryTold.of, found)))


@router.get("/board")
def board(  # noqa: PLR0913, PLR0917 - one parameter a filter
    session: SessionDep,
    parts: PartsDep,
    who: CoordinatorDep,
    tile: Tile | None = None,
    agency: str = "",
    unit: str = "",
    role: str = "",
    text: Annotated[str, Query(max_length=200)] = "",
    sort: str = "",
    page: Page = 1,
) -> ListTold:
    """The coordinators' board: what is overdue first, then by the next deadline."""
    wanted = BoardFilter(tile, agency, unit, role, text, sort, page)
    found = rows(session, wanted, who.person.number, who.agencies, parts.clock())
    shown = tuple(SummaryTold.of(row.arrangement) for row in found.rows)
    return ListTold(total=found.total, page=found.page, arrangements=shown)


@router.get("/arrangements/{reference}")
def one(call: SeenDep) -> ArrangementTold:
    """One arrangement with its proposal, tasks, deadlines, documents and timeline."""
    call.note("arrangement")
    return tell_arrangement(call.session, call.parts, call.who, call.arrangement)


@router.get("/arrangements/{reference}/readings")
def readings(call: LogDep, page: Page = 1) -> ReadingsTold:
    """Who read an arrangement, newest first, fifty a page: for its employee and coordinators."""
    found, total = readings_of(call.session, call.reference, page)
    return ReadingsTold(total=total, page=page, readings=tuple(map(ReadingTold.of, found)))


@router.get("/arrangements/{reference}/review")
def review(call: SeenDep) -> ReviewTold:
    """The review: your own questions while you are asked; all of it for who coordinates."""
    session, number = call.session, call.who.person.number
    whole = Doing.SEE_FINDINGS in call.may
    open_tasks = tasks.of_arrangement(session, call.reference)
    roles = {
        task.role for task in open_tasks if (task.purpose, task.person) == (Purpose.REVIEW, number)
    }
    if not (whole or roles):
        reason = "It is for others to see what its review found."
        raise NotAllowed(reason)
    call.note("review")
    timeline = entries.timeline(session, call.reference)
    case = analyzed(session, call.parts, call.arrangement, timeline)
    return tell_review(case, roles, whole=whole)


@router.get(
    "/arrangements/{reference}/documents/{version}/{document}",
    response_class=Response,
    responses=A_PDF,
)
def document(
    call: DocumentsDep,
    version: int,
    document: str,
    form: Annotated[Form, Query(alias="as")] = Form.CURRENT,
) -> Response:
    """One document as PDF: with the signatures so far, as frozen, or as filed."""
    wanted = Wanted(call.reference, version, document, form)
    content = pdf_of(call.parts, call.session, wanted)
    call.note(wanted.what)
    return pdf_response(wanted, content)


@router.get("/arrangements/{reference}/closing", response_class=Response, responses=A_PDF)
def close(call: DocumentsDep) -> Response:
    """How an arrangement ended and what came back, as PDF; the same record, the same bytes."""
    content = closing_paper(call.facts)
    if content is None:
        raise NotFound
    call.note("closing document")
    pdf = call.parts.typesetter.render(content).content
    return attached(pdf, PDF, f"{call.reference}-closing.pdf")
