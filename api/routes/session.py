"""How long somebody stays signed in."""

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.dependencies import get_viewer
from api.templating import render

router = APIRouter(include_in_schema=False)


@router.get("/stay", dependencies=[Depends(get_viewer)])
def stay(request: Request) -> HTMLResponse:
    """Until when; opening it is being here, which keeps the session alive."""
    return render(request, "stay.html")
