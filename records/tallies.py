"""What stands around the board's rows: the counts of its tiles, and what it can be narrowed to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarSelect, bindparam
from sqlmodel import Session, col, func, select

from records.arrangements import Arrangement
from records.tasks import OpenTask
from records.tiles import Tile, in_agencies, shown_by

NOBODY = ""
ALIKE = tuple(tile for tile in Tile if tile is not Tile.MINE)
"""Tiles that show the same to everybody who coordinates for the same agencies."""


@dataclass(frozen=True)
class Surroundings:
    """What a board shows beside its rows: alike to everybody who sees the same agencies.

    `units` and `roles` are those to choose from: the units that have arrangements, and the roles
    that arrangements wait for now.
    """

    counts: Mapping[Tile, int]
    units: tuple[str, ...]
    roles: tuple[str, ...]


_MINE = (
    select(func.count(col(Arrangement.reference).distinct()))
    .join(OpenTask, col(OpenTask.reference) == col(Arrangement.reference))
    .where(
        col(OpenTask.person) == bindparam("person"),
        col(Arrangement.agency).in_(bindparam("agencies", expanding=True)),
    )
)


def surroundings(session: Session, agencies: frozenset[str], now: datetime) -> Surroundings:
    """The counts of all tiles but the viewer's own, and what to choose from."""
    tallies = select(*(_tally(tile, agencies, now) for tile in ALIKE))
    return Surroundings(
        counts=dict(zip(ALIKE, session.execute(tallies).one(), strict=True)),
        units=units_of(session, agencies),
        roles=_waiting_roles(session, agencies),
    )


def waiting_for(session: Session, person: str, agencies: frozenset[str]) -> int:
    """How many arrangements of `agencies` wait for somebody: what the tile "mine" counts."""
    asked = {"person": person, "agencies": sorted(agencies)}
    return session.exec(_MINE, params=asked).one()


def units_of(session: Session, agencies: frozenset[str]) -> tuple[str, ...]:
    """The units of those agencies that have arrangements."""
    named = select(Arrangement.unit).where(in_agencies(agencies), Arrangement.unit != "").distinct()
    return tuple(session.exec(named.order_by(Arrangement.unit)).all())


def _waiting_roles(session: Session, agencies: frozenset[str]) -> tuple[str, ...]:
    joined = select(OpenTask.role).join(
        Arrangement, col(Arrangement.reference) == col(OpenTask.reference)
    )
    roles = joined.where(in_agencies(agencies)).distinct().order_by(OpenTask.role)
    return tuple(session.exec(roles).all())


def _tally(tile: Tile, agencies: frozenset[str], now: datetime) -> ScalarSelect[int]:
    shown = (in_agencies(agencies), shown_by(tile, NOBODY, now))
    return select(func.count()).select_from(Arrangement).where(*shown).scalar_subquery()
