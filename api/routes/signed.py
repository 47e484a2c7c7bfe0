"""What I signed: every signature of the person, with what proves it."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.dependencies import PartsDep, SessionDep, ViewerDep
from api.pages import small_number
from api.templating import render
from api.views.signed import signed_view

router = APIRouter(include_in_schema=False)


@router.get("/signed")
def signed(
    request: Request, session: SessionDep, parts: PartsDep, viewer: ViewerDep, page: str = "1"
) -> HTMLResponse:
    """The person's signatures, newest first, a page at a time."""
    shown = signed_view(session, parts, viewer.person.number, small_number(page, 1) or 1)
    return render(request, "signed.html", page=shown)
