"""Which rows of the board are meant: those of the filters in the address, or those ticked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends, Query
from sqlmodel import Session

from api.many.piles import MOST
from api.pages import small_number
from api.parts import Parts
from api.visits import Viewer
from policy.reference import normalize
from records import board
from records.board import BoardFilter, BoardRow
from records.tiles import Tile

LONGEST = 200
MOST_TICKED = 300
"""More ticks than this are no form of ours: they are left out."""

Ticks = Annotated[list[str] | None, Query()]


async def board_filter(  # noqa: PLR0913, PLR0917 - one for each filter in the address
    show: str = "",
    agency: str = "",
    unit: str = "",
    role: str = "",
    q: str = "",
    sort: str = "",
    page: str = "1",
    row: Ticks = None,
    every: str = "",
) -> BoardFilter:
    """What the address asks to see; what it cannot mean is left out. `every` lets ticks be."""
    return BoardFilter(
        tile=Tile(show) if show in set(Tile) else None,
        agency=agency[:LONGEST],
        unit=unit[:LONGEST],
        role=role[:LONGEST],
        text=q[:LONGEST],
        sort=sort[:LONGEST],
        page=small_number(page, 1),
        only=references(row) if row and not every else None,
    )


FilterDep = Annotated[BoardFilter, Depends(board_filter)]


@dataclass(frozen=True)
class Chosen:
    """The rows that are meant, in the board's order, and references that are none of them.

    `left_out` says how many more match the filters than go in one pile.
    """

    rows: tuple[BoardRow, ...]
    strange: tuple[str, ...] = ()
    left_out: int = 0


def references(typed: Sequence[str]) -> frozenset[str]:
    """References as they are typed or ticked; what cannot be one is left out."""
    read = (normalize(each) for each in typed[:MOST_TICKED])
    return frozenset(each for each in read if each)


def chosen_for(session: Session, parts: Parts, viewer: Viewer, wanted: BoardFilter) -> Chosen:
    """The first of what the filter lets through among the viewer's agencies."""
    number, agencies, now = viewer.person.number, viewer.agencies, parts.clock()
    found, part = list[BoardRow](), replace(wanted, page=1)
    read = board.rows(session, part, number, agencies, now)
    while read.rows and len(found) < min(MOST, read.total):
        found += read.rows
        part = replace(part, page=part.page + 1)
        read = board.rows(session, part, number, agencies, now)
    rows = tuple(found[:MOST])
    known = {row.arrangement.reference for row in rows}
    strange = sorted((wanted.only or frozenset()) - known) if read.total <= MOST else []
    return Chosen(rows, tuple(strange), read.total - len(rows))
