"""Written approvals of all arrangements, kept for audit (GL32 IV.D): a list, and a file of it."""

from itertools import islice

from fastapi import APIRouter
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import HrDep, PartsDep, SessionDep
from api.files.concern_sheets import COLUMNS, Kept, cells, csv_response, kept_in
from api.overviews.kept import Found, WantedDep, kept_for, read_kept
from api.parts import Parts
from api.templating import render
from api.views.names import names_of
from api.views.words import short_date
from policy.deadlines import local_date

router = APIRouter(include_in_schema=False)
MOST = 200
"""Rows on the page; the file has all."""


@router.get("/approvals")
def show(
    request: Request, session: SessionDep, parts: PartsDep, viewer: HrDep, wanted: WantedDep
) -> HTMLResponse:
    """What was asked for in the viewer's agencies, by whom, and what became of it."""
    found = [] if wanted.problems else kept_for(session, parts, viewer.agencies, wanted)
    shown = list(islice(found, MOST + 1))
    rows = [_shown(row) for row in _rows(session, parts, shown[:MOST])]
    session.commit()
    return render(
        request,
        "approvals.html",
        422 if wanted.problems else 200,
        wanted=wanted,
        rows=rows,
        most=MOST if len(shown) > MOST else 0,
        query=request.url.query,
        agencies=parts.known(viewer.agencies),
    )


@router.get("/approvals.csv")
def export(
    request: Request, session: SessionDep, parts: PartsDep, viewer: HrDep, wanted: WantedDep
) -> Response:
    """The same as a file, with what was answered: of each arrangement, it is kept who read it.

    The page says which day cannot be read.
    """
    if wanted.problems:
        return RedirectResponse(f"/approvals?{request.url.query}", status_code=303)
    found = read_kept(request, session, parts, viewer, wanted, "signed in")
    rows = _rows(session, parts, found)
    return csv_response(f"approvals-{parts.today_in(viewer.person.agency)}.csv", rows)


def _shown(kept: Kept) -> dict[str, str]:
    """A row's cells by column, with days as people write them."""
    concern = kept.concern
    instants = {"Sent": concern.opened_at, "Closed": concern.closed_at}
    days = {name: local_date(at, kept.zone) for name, at in instants.items() if at}
    days |= {"For": concern.on} if concern.on else {}
    written = {name: short_date(day) for name, day in days.items()}
    return dict(zip(COLUMNS, cells(kept), strict=True)) | written


def _rows(session: Session, parts: Parts, found: list[Found]) -> list[Kept]:
    numbers = {
        number
        for row, concern in found
        for number in (row.employee, concern.person, concern.closed_by)
        if number
    }
    names = names_of(session, parts.agencies, numbers)
    return list(kept_in(parts, names, found, trusted=True))
