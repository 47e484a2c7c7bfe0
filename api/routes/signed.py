"""What I signed: every signature of the person, with what proves it."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.dependencies import PartsDep, SessionDep, ViewerDep
from api.templating import render
from api.views.signed import signed_view
from records.entries import signed_by

router = APIRouter(include_in_schema=False)


@router.get("/signed")
def signed(
    request: Request, session: SessionDep, parts: PartsDep, viewer: ViewerDep
) -> HTMLResponse:
    """The person's signatures, newest first."""
    given = signed_by(session, viewer.person.number)
    return render(request, "signed.html", rows=signed_view(session, parts, given))
