"""The tiles at the top of HR's board: what each shows, as a condition on arrangements."""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import col, func, select

from policy.account import CLOSED, IN_FORCE, Status
from policy.tasks import Purpose
from records.arrangements import Arrangement
from records.letters import Letter, outstanding
from records.tasks import OpenTask

ENDING_WITHIN = timedelta(days=60)


class Tile(StrEnum):
    """What the board counts at its top, and can be narrowed to."""

    OVERDUE = "overdue"
    MINE = "mine"
    SIGNERS = "signers"
    ENDING = "ending"
    REFUSED = "refused"
    ACTIVE = "active"
    MODIFIED = "modified"
    NOTICE = "notice"
    OWED = "owed"


def shown_by(tile: Tile, viewer: str, now: datetime) -> ColumnElement[bool]:
    """What a tile shows to `viewer`, as a condition on arrangements."""
    standing: dict[Tile, Callable[[], ColumnElement[bool]]] = {
        Tile.OVERDUE: lambda: _is_overdue(now),
        Tile.MINE: lambda: waits_for(col(OpenTask.person) == viewer),
        Tile.SIGNERS: lambda: waits_for(col(OpenTask.purpose) == Purpose.SIGN.value),
        Tile.ENDING: lambda: _ends_by(now),
        Tile.REFUSED: _has_refused_mail,
        Tile.ACTIVE: lambda: col(Arrangement.status) == Status.ACTIVE.value,
        Tile.MODIFIED: lambda: col(Arrangement.modification).is_not(None),
        Tile.NOTICE: lambda: col(Arrangement.notice_until).is_not(None),
        Tile.OWED: _owes_after_its_end,
    }
    return standing[tile]()


def in_agencies(agencies: frozenset[str]) -> ColumnElement[bool]:
    """Arrangements of these agencies; of none, none."""
    return col(Arrangement.agency).in_(sorted(agencies))


def waits_for(asked: ColumnElement[bool]) -> ColumnElement[bool]:
    """Arrangements with an open task of which that holds."""
    return col(Arrangement.reference).in_(select(OpenTask.reference).where(asked))


def _is_overdue(now: datetime) -> ColumnElement[bool]:
    """Something it waits for is late, or a deadline passed that no worker has seen yet."""
    return or_(col(Arrangement.late_since).is_not(None), col(Arrangement.next_deadline) <= now)


def _ends_by(now: datetime) -> ColumnElement[bool]:
    """Its last day is near: the agreed one, or the earlier one of which notice was given."""
    last_day = func.coalesce(col(Arrangement.notice_until), col(Arrangement.ends_on))
    return and_(
        col(Arrangement.status).in_(sorted(IN_FORCE)),
        last_day <= (now + ENDING_WITHIN).date(),
    )


def _owes_after_its_end() -> ColumnElement[bool]:
    """It is over, and something is still to be done, such as an item to be returned (IV.I)."""
    over = col(Arrangement.status).in_(sorted(CLOSED))
    return and_(over, waits_for(col(OpenTask.purpose) == Purpose.DUTY.value))


def _has_refused_mail() -> ColumnElement[bool]:
    return col(Arrangement.reference).in_(outstanding().with_only_columns(col(Letter.reference)))
