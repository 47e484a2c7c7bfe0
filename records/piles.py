"""Piles: which acts somebody handed in in one sitting.

Each act is on record with its own arrangement. A pile says which were handed in together, so that
one page tells what became of each, and why the others were not handed over at all.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Column
from sqlmodel import JSON, Field, Session, SQLModel, col, delete, select

from records.database import ALONE, Instant, insert_into, plain
from records.entries import TimelineEntry

KEPT = timedelta(days=30)
"""How long one can come back to the page of a pile."""

Item = dict[str, str]
"""One act of a pile: `reference`, `about`, `what` it is, its `key`, and the `problem`, if any."""


class Pile(SQLModel, table=True):
    """What a person handed in together; `id` derives from the person and the form's key."""

    id: str = Field(primary_key=True)
    person: str
    kind: str
    made_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    items: list[Item] = Field(sa_column=Column(JSON, nullable=False))


def keep(session: Session, pile: Pile) -> None:
    """Keep a pile; sent again, it grows, and what was once handed over stays so."""
    old = delete(Pile).where(col(Pile.made_at) <= pile.made_at - KEPT)
    session.exec(old, execution_options=ALONE)
    known = find(session, pile.id, pile.person)
    items = _joined(known.items if known else (), pile.items)
    values = pile.model_dump() | {"items": items}
    kept = insert_into(session, Pile).values(values)
    new = kept.on_conflict_do_update(index_elements=[col(Pile.id)], set_={"items": items})
    session.exec(new)
    session.expire_all()


def find(session: Session, name: str, person: str) -> Pile | None:
    """A person's own pile of that ID, or None."""
    found = session.get(Pile, plain(name))
    return found if found is not None and found.person == person else None


def recorded(session: Session, keys: Iterable[str]) -> Mapping[str, TimelineEntry]:
    """The entries that the acts of these keys led to, the first of each."""
    wanted = select(TimelineEntry).where(col(TimelineEntry.key).in_(sorted(set(keys))))
    newest_first = session.exec(wanted.order_by(col(TimelineEntry.seq).desc()))
    return {entry.key: entry for entry in newest_first}


def _joined(before: Iterable[Item], now: Sequence[Item]) -> list[Item]:
    """The items of both; one that was handed over either time has no problem."""
    kept = {item["key"]: item for item in before}
    for item in now:
        known = kept.get(item["key"])
        if known is None or known["problem"]:
            kept[item["key"]] = item
    return list(kept.values())
