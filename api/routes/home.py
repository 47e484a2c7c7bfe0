"""What is mine: the start page with what I have to do, and what I signed."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.asking.register_pages import unwritten
from api.dependencies import PartsDep, SessionDep, ViewerDep
from api.overviews.extents import visible
from api.pages import small_number
from api.templating import render
from api.views.late_hours import late_hours
from api.views.mine import mine_view
from api.views.signed import signed_view
from api.views.todo import several, todo
from records import arrangements, tasks
from records.visits import drafts_of

router = APIRouter(include_in_schema=False)
MOST = 100
"""Tasks on the page: an agency head may have thousands, and does them many at once."""


@router.get("/")
def home(request: Request, session: SessionDep, parts: PartsDep, viewer: ViewerDep) -> HTMLResponse:
    """What waits for this person, longest first, then what is theirs."""
    number = viewer.person.number
    agency = parts.agencies.get(viewer.person.agency)
    program = parts.programs.of(agency) if agency else None
    asked = tasks.once(tasks.of_person(session, number))
    return render(
        request,
        "home.html",
        todo=todo(session, parts, asked[:MOST]),
        waiting=len(asked),
        several=several(tasks.counts(session, number)),
        mine=[mine_view(parts, row) for row in arrangements.of_employee(session, number)],
        drafts=drafts_of(session, number),
        program=program,
        unwritten=unwritten(session, parts, viewer),
        late_hours=list(late_hours(session, parts, viewer)),
        counts=not viewer.is_hr and bool(visible(session, parts, viewer)),
    )


@router.get("/signed")
def signed(
    request: Request, session: SessionDep, parts: PartsDep, viewer: ViewerDep, page: str = "1"
) -> HTMLResponse:
    """The person's signatures, newest first, a page at a time."""
    shown = signed_view(session, parts, viewer.person.number, small_number(page, 1) or 1)
    return render(request, "signed.html", page=shown)
