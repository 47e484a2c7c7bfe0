"""HR's board of arrangements, and the same as a file."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import count

from fastapi import APIRouter
from markupsafe import Markup
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.dependencies import HrDep, PartsDep, SessionDep
from api.files.attached import sheet
from api.helping import HelpLine, help_lines
from api.many.chosen import FilterDep
from api.parts import Parts
from api.recent import Moment, Shown
from api.templating import piece, render
from api.views.board import board_view
from api.views.rows import RowView, row_view
from api.views.words import clock
from api.visits import Viewer
from policy.program import Agency
from records import board
from records.arrangements import stamp
from records.board import BoardFilter, BoardRow
from records.tallies import NOBODY, Surroundings, surroundings, waiting_for
from records.tiles import Tile

router = APIRouter(include_in_schema=False)
COLUMNS: Mapping[str, Callable[[RowView], str]] = {
    "Reference": lambda row: row.reference,
    "Employee": lambda row: row.who,
    "Position": lambda row: row.position,
    "Waiting for": lambda row: row.waits,
    "Since": lambda row: row.told,
    "Signatures": lambda row: row.dots_label,
    "Deadline": lambda row: row.due,
    "When": lambda row: row.left,
}
"""The columns of the file, each with what it holds of a row."""


@router.get("/arrangements")
def show(
    request: Request, session: SessionDep, parts: PartsDep, viewer: HrDep, wanted: FilterDep
) -> HTMLResponse:
    """Every arrangement of the viewer's agencies: what it waits for and since when."""
    number, now, agencies = viewer.person.number, parts.clock(), parts.known(viewer.agencies)
    moment = Moment(stamp(session), now)
    shown = shown_of(session, parts, viewer, wanted, moment)
    around = surroundings_of(session, parts, viewer, moment)
    counts = {**around.counts, Tile.MINE: waiting_for(session, number, viewer.agencies)}
    session.commit()  # the connection goes back before the page is written
    rows = rows_for(number, shown, parts, now)
    shown_at = clock(now, parts.zone_of(viewer.person.agency))
    return render(
        request,
        "board.html",
        page=board_view(wanted, shown.page, counts, rows, shown_at),
        wanted=wanted,
        units=around.units,
        roles=_roles(parts, around.roles, agencies),
        agencies=agencies,
        stamp=moment.stamp,
        help=_help(parts, agencies),
    )


@router.get("/arrangements.csv")
def export(session: SessionDep, parts: PartsDep, viewer: HrDep, wanted: FilterDep) -> Response:
    """The rows of the current view, all pages, as CSV that no spreadsheet takes for formulas.

    A file is passed on: it calls nobody "you".
    """
    now = parts.clock()
    found = _every(session, viewer, wanted, now)
    shown = (row_view(row, parts, NOBODY, now) for row in found)
    rows = ([cell(row) for cell in COLUMNS.values()] for row in shown)
    today = parts.today_in(viewer.person.agency)
    return sheet(f"arrangements-{today}.csv", tuple(COLUMNS), rows)


def _every(
    session: Session, viewer: Viewer, wanted: BoardFilter, now: datetime
) -> Iterator[BoardRow]:
    """Every row that the filter lets through, page after page."""
    for page in count(1):
        part = replace(wanted, page=page)
        found = board.rows(session, part, viewer.person.number, viewer.agencies, now)
        if found.page != page:
            return
        yield from found.rows


def shown_of(
    session: Session, parts: Parts, viewer: Viewer, wanted: BoardFilter, now: Moment
) -> Shown:
    """The rows that the filter lets through; what does not depend on the viewer is shared."""
    number, agencies = viewer.person.number, viewer.agencies

    def read() -> Shown:
        page = board.rows(session, wanted, number, agencies, now.at)
        return Shown(page, tuple(_written(row, parts, NOBODY, now.at) for row in page.rows))

    key = (wanted, agencies, number if wanted.tile is Tile.MINE else "")
    return parts.boards.pages.get(key, now, read)


def rows_for(viewer: str, shown: Shown, parts: Parts, now: datetime) -> Iterator[Markup]:
    """The rows as `viewer` sees them: those in which they are asked say so."""
    for row, written in zip(shown.page.rows, shown.rows, strict=True):
        asked = any(task.person == viewer for task in row.tasks)
        yield _written(row, parts, viewer, now) if asked else written


def _written(row: BoardRow, parts: Parts, viewer: str, now: datetime) -> Markup:
    return piece("board_row.html", row=row_view(row, parts, viewer, now))


def surroundings_of(session: Session, parts: Parts, viewer: Viewer, now: Moment) -> Surroundings:
    """What stands around the rows, for everybody who coordinates for the same agencies."""
    agencies = viewer.agencies
    return parts.boards.surroundings.get(
        agencies, now, lambda: surroundings(session, agencies, now.at)
    )


def _help(parts: Parts, agencies: Sequence[Agency]) -> tuple[HelpLine, ...]:
    """Whom the coordinator of these agencies asks: those of the first."""
    return next((help_lines(parts.programs.of(it), it, coordinates=True) for it in agencies), ())


def _roles(parts: Parts, roles: Sequence[str], agencies: Sequence[Agency]) -> list[tuple[str, str]]:
    """The roles to choose from, with what the viewer's programs call them."""
    programs = (parts.programs.of(each) for each in agencies)
    titles = {role.id: role.title for program in programs for role in program.roles}
    return [(role, titles.get(role, role)) for role in roles if role]
