"""HR's board: what every arrangement waits for and since when, filtered, sorted, by the page."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import BindParameter, ColumnElement, bindparam, or_
from sqlalchemy.sql.roles import OrderByRole
from sqlmodel import Session, col, func, select

from policy.account import CLOSED
from records.arrangements import Arrangement
from records.database import plain
from records.letters import Letter, outstanding
from records.paging import PAGE, last_page
from records.people import Person, fold, having
from records.tallies import units_of
from records.tasks import OpenTask
from records.tiles import Tile, in_agencies, shown_by, waits_for

MOST_WORDS = 8

Waiting = TypeVar("Waiting", OpenTask, Letter)


@dataclass(frozen=True)
class BoardFilter:
    """What to show. Empty text means any; `page` counts from 1.

    `sort` is deadline, reference, employee, unit, status, since or last_day, with "-" before it
    for descending; anything else is the usual order: overdue first, then the next deadline.
    `only` are references to keep to; None for all.
    """

    tile: Tile | None = None
    agency: str = ""
    unit: str = ""
    role: str = ""
    text: str = ""
    sort: str = ""
    page: int = 1
    only: frozenset[str] | None = None


@dataclass(frozen=True)
class BoardRow:
    """One arrangement with its employee, what it waits for, and mail that was refused."""

    arrangement: Arrangement
    employee: Person | None
    tasks: tuple[OpenTask, ...]
    refused: tuple[Letter, ...]


@dataclass(frozen=True)
class BoardPage:
    """One page of rows, how many there are in all, and which page it is (from 1)."""

    rows: tuple[BoardRow, ...]
    total: int
    page: int = 1


_IS_EMPLOYEE = col(Person.number) == col(Arrangement.employee)
_OF_PAGE: BindParameter[str] = bindparam("references", expanding=True)
_ROWS = (
    select(Arrangement, Person)
    .join(Person, _IS_EMPLOYEE, isouter=True)
    .where(col(Arrangement.reference).in_(_OF_PAGE))
)
_TASKS = (
    select(OpenTask)
    .where(col(OpenTask.reference).in_(_OF_PAGE))
    .order_by(col(OpenTask.since), col(OpenTask.id))
)
_LETTERS = (
    outstanding()
    .where(col(Letter.reference).in_(_OF_PAGE))
    .order_by(col(Letter.queued_at), Letter.key)
)


def rows(
    session: Session,
    filter: BoardFilter,  # noqa: A002 - the word a reader of the board uses
    viewer: str,
    agencies: frozenset[str],
    now: datetime,
) -> BoardPage:
    """One page of what the filter lets through; a page past the end is the last one."""
    wanted = [*_conditions(filter, viewer, agencies, now), *_having(session, filter.text, agencies)]
    total = _count(session, wanted)
    page = min(max(filter.page, 1), last_page(total))
    found = (
        select(Arrangement.reference)
        .join(Person, _IS_EMPLOYEE, isouter=True)
        .where(*wanted)
        .order_by(*_order(filter.sort))
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    return BoardPage(_rows(session, session.exec(found).all()), total, page)


def _rows(session: Session, references: Sequence[str]) -> tuple[BoardRow, ...]:
    """The rows of those references, in that order, with one query a kind."""
    arrangements, of_page = with_employees(session, references), {"references": references}
    tasks = _by_reference(session.exec(_TASKS, params=of_page))
    letters = _by_reference(session.exec(_LETTERS, params=of_page))
    return tuple(
        BoardRow(*arrangements[reference], tuple(tasks[reference]), tuple(letters[reference]))
        for reference in references
    )


def with_employees(
    session: Session, references: Sequence[str]
) -> dict[str, tuple[Arrangement, Person | None]]:
    """The arrangements of a page with their employees, by reference."""
    of_page = session.exec(_ROWS, params={"references": references})
    return {arrangement.reference: (arrangement, person) for arrangement, person in of_page}


def _by_reference(rows: Iterable[Waiting]) -> dict[str, list[Waiting]]:
    found: dict[str, list[Waiting]] = defaultdict(list)
    for row in rows:
        found[row.reference].append(row)
    return found


def _count(session: Session, wanted: Sequence[ColumnElement[bool]]) -> int:
    return session.exec(select(func.count()).select_from(Arrangement).where(*wanted)).one()


def _conditions(
    board: BoardFilter, viewer: str, agencies: frozenset[str], now: datetime
) -> list[ColumnElement[bool]]:
    wanted = [in_agencies(agencies)]
    if board.tile is not None:
        wanted.append(shown_by(board.tile, viewer, now))
    if plain(board.agency):
        wanted.append(col(Arrangement.agency) == plain(board.agency))
    if plain(board.unit):
        wanted.append(col(Arrangement.unit) == plain(board.unit))
    if board.only is not None:
        wanted.append(col(Arrangement.reference).in_(sorted(board.only)))
    if plain(board.role):
        wanted.append(waits_for(col(OpenTask.role) == plain(board.role)))
    return wanted


def _having(session: Session, text: str, agencies: frozenset[str]) -> list[ColumnElement[bool]]:
    """Every word that is searched for is part of the reference, the unit or the employee's name."""
    words = fold(text).split()[:MOST_WORDS]
    units = units_of(session, agencies) if words else ()
    return [_has(word, having(word, units)) for word in words]


def _has(word: str, units: Sequence[str]) -> ColumnElement[bool]:
    named = select(Person.number).where(col(Person.folded).contains(word, autoescape=True))
    return or_(
        col(Arrangement.reference).icontains(word, autoescape=True),
        col(Arrangement.unit).in_(units),
        col(Arrangement.employee).in_(named),
    )


def _order(sort: str) -> list[OrderByRole]:
    """The chosen column first, then always the usual order, so that pages never overlap."""
    chosen = {
        "deadline": col(Arrangement.next_deadline),
        "reference": col(Arrangement.reference),
        "employee": col(Person.folded),
        "unit": col(Arrangement.unit),
        "status": col(Arrangement.status),
        "since": col(Arrangement.since),
        "last_day": col(Arrangement.ends_on),
    }.get(sort.removeprefix("-"))
    if chosen is None:
        return _usual_order()
    directed = chosen.desc() if sort.startswith("-") else chosen.asc()
    return [directed.nulls_last(), *_usual_order()]


def _usual_order() -> list[OrderByRole]:
    """Longest overdue, then the next deadline; without one, open before closed."""
    closed = col(Arrangement.status).in_(sorted(CLOSED))
    return [
        col(Arrangement.late_since).asc().nulls_last(),
        col(Arrangement.next_deadline).asc().nulls_last(),
        closed.asc(),
        col(Arrangement.since).desc(),
        col(Arrangement.reference).asc(),
    ]
