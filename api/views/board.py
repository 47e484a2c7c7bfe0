"""HR's board: tiles that are links, and filters kept in the address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from markupsafe import Markup

from api.views.paged import Pages
from records.board import BoardFilter, BoardPage
from records.tiles import Tile

TILES: Mapping[Tile, tuple[str, str]] = {
    Tile.OVERDUE: ("Overdue", "is-late"),
    Tile.MINE: ("Waiting for me", ""),
    Tile.SIGNERS: ("Waiting for a signer", ""),
    Tile.ENDING: ("End within 60 days", "is-soon"),
    Tile.REFUSED: ("Mail refused", "is-late"),
    Tile.ACTIVE: ("Active", ""),
    Tile.MODIFIED: ("Modification open", ""),
    Tile.NOTICE: ("Notice given", "is-soon"),
    Tile.OWED: ("Owed after the end", "is-soon"),
}
CAPTIONS: Mapping[Tile, str] = {
    Tile.OVERDUE: "overdue",
    Tile.MINE: "waiting for you",
    Tile.SIGNERS: "waiting for a signer",
    Tile.ENDING: "ending within 60 days",
    Tile.REFUSED: "with refused mail",
    Tile.ACTIVE: "active",
    Tile.MODIFIED: "with a modification open",
    Tile.NOTICE: "ending by notice",
    Tile.OWED: "over, with something still owed",
}
EMPTY: Mapping[Tile, str] = {
    Tile.OVERDUE: "Nothing is overdue.",
    Tile.MINE: "Nothing waits for you.",
    Tile.SIGNERS: "No arrangement waits for a signer.",
    Tile.ENDING: "No arrangement ends within 60 days.",
    Tile.REFUSED: "No mail was refused.",
    Tile.ACTIVE: "No arrangement is active yet.",
    Tile.MODIFIED: "No modification is open.",
    Tile.NOTICE: "No notice runs.",
    Tile.OWED: "Nothing is owed of what is over.",
}


@dataclass(frozen=True)
class TileView:
    """One count that is a link."""

    label: str
    count: int
    tone: str
    href: str
    current: bool


@dataclass(frozen=True)
class BoardView:
    """The whole board."""

    tiles: tuple[TileView, ...]
    rows: tuple[Markup, ...]
    caption: str
    empty: str
    filtered: bool
    export: str
    sort_href: str
    sorted_by_deadline: str
    pages: Pages
    chosen: tuple[tuple[str, str], ...] = ()


def address(board: BoardFilter, path: str = "/arrangements") -> str:
    """The address of a view of the board: whatever is not the default stands in it."""
    query = urlencode(_chosen(board))
    return f"{path}?{query}" if query else path


def _chosen(board: BoardFilter) -> list[tuple[str, str]]:
    """The filters that are not the default, as an address or a form has them."""
    chosen = {
        "show": board.tile.value if board.tile else "",
        "agency": board.agency,
        "unit": board.unit,
        "role": board.role,
        "q": board.text,
        "sort": board.sort,
        "page": str(board.page) if board.page > 1 else "",
    }
    return [(name, value) for name, value in chosen.items() if value]


def board_view(
    board: BoardFilter,
    found: BoardPage,
    counts: Mapping[Tile, int],
    rows: Iterable[Markup],
    now: str,
) -> BoardView:
    """The board as its template shows it; `rows` are written out already.

    `now` is the time shown as that of the last update.
    """
    first = replace(board, page=1)
    pages = Pages(found.page, found.total, lambda turned: address(replace(board, page=turned)))
    descending = board.sort == "deadline"
    direction = {"deadline": "ascending", "-deadline": "descending", "": "ascending"}
    return BoardView(
        tiles=tuple(_tile(tile, counts, board) for tile in Tile),
        rows=tuple(rows),
        caption=_caption(board, found, now),
        empty=EMPTY[board.tile] if board.tile else "No arrangement matches.",
        filtered=first != BoardFilter(),
        export=address(first, "/arrangements.csv"),
        sort_href=address(replace(first, sort="-deadline" if descending else "deadline")),
        sorted_by_deadline=direction.get(board.sort, ""),
        pages=pages,
        chosen=tuple(_chosen(first)),
    )


def _tile(tile: Tile, counts: Mapping[Tile, int], board: BoardFilter) -> TileView:
    label, tone = TILES[tile]
    current = board.tile is tile
    href = address(replace(board, page=1, tile=None if current else tile))
    return TileView(label, counts[tile], tone if counts[tile] else "", href, current)


def _caption(board: BoardFilter, found: BoardPage, now: str) -> str:
    what = CAPTIONS[board.tile] if board.tile else "in all"
    order = {"-deadline": "latest deadline first"}.get(board.sort, "overdue first")
    return f"{found.total:,} {what}, {order} · updated {now}"
