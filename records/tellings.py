"""What arrangements have to be told of the directory: each once, kept until it is delivered."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Column
from sqlmodel import JSON, Field, Session, SQLModel, col, select, update

from records.database import ALONE, Instant, insert_into, insert_new


class News(StrEnum):
    """What an arrangement is told."""

    JOB = "job"
    HOLDERS = "holders"


class Telling(SQLModel, table=True):
    """One piece of news for one arrangement; `content` is the act, `feed` what brought it.

    A `feed` of 0 is the calendar: somebody's day has come. `told_at` is when the arrangement had
    it, was found to have closed, or had newer news of the same waiting for it. `problem` is why it
    was put aside: it is tried again with the next news, and keeps nothing from others meanwhile.
    """

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, index=True)
    feed: int = Field(index=True)
    reference: str = Field(index=True)
    news: str
    content: dict[str, object] = Field(sa_column=Column(JSON, nullable=False))
    queued_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    told_at: datetime | None = Field(default=None, sa_column=Column(Instant, index=True))
    problem: str | None = None


class HoldersTold(SQLModel, table=True):
    """The SHA-256 of what an arrangement knows of who holds its roles."""

    reference: str = Field(primary_key=True)
    digest: str


def queue(session: Session, tellings: Sequence[Telling]) -> None:
    """Have these told, each key once, and nothing that they make out of date."""
    _supersede(session, [each for each in tellings if each.news == News.HOLDERS])
    rows = [telling.model_dump(exclude={"id"}) for telling in tellings]
    insert_new(session, Telling, rows)


def _supersede(session: Session, newer: Sequence[Telling]) -> None:
    """Who holds the roles is told whole: what waits from before would only undo it."""
    if not newer:
        return
    waiting = update(Telling).where(
        col(Telling.news) == News.HOLDERS.value,
        col(Telling.reference).in_([each.reference for each in newer]),
        col(Telling.key).not_in([each.key for each in newer]),
        col(Telling.told_at).is_(None),
    )
    at = max(each.queued_at for each in newer)
    session.exec(waiting.values(told_at=at), execution_options=ALONE)


def untold(session: Session, after: int, limit: int) -> list[Telling]:
    """What still has to be told, oldest first, from the one that follows the ID `after`."""
    waiting = select(Telling).where(col(Telling.told_at).is_(None), col(Telling.id) > after)
    return list(session.exec(waiting.order_by(col(Telling.id)).limit(limit)).all())


def mark_told(session: Session, ids: Iterable[int], at: datetime) -> None:
    """These have arrived."""
    ours = update(Telling).where(col(Telling.id).in_(list(ids)))
    session.exec(ours.values(told_at=at), execution_options=ALONE)


def put_aside(session: Session, telling: int, problem: str) -> None:
    """This one cannot be told now, for a reason of its own."""
    ours = update(Telling).where(col(Telling.id) == telling)
    session.exec(ours.values(problem=problem), execution_options=ALONE)


def of_feed(session: Session, feed: int) -> list[Telling]:
    """Which arrangements a feed concerned, in order."""
    ours = select(Telling).where(Telling.feed == feed)
    return list(session.exec(ours.order_by(Telling.reference, col(Telling.id))).all())


def told_of_jobs(session: Session) -> dict[str, date]:
    """The earliest day of a new job or a departure that each arrangement was told, or will be."""
    told = select(Telling.reference, Telling.content).where(Telling.news == News.JOB)
    earliest: dict[str, date] = {}
    for reference, content in session.exec(told):
        on = date.fromisoformat(str(content["on"]))
        earliest[reference] = min(on, earliest.get(reference, on))
    return earliest


def known(session: Session) -> dict[str, str]:
    """What every arrangement knows of its holders, by reference."""
    return dict(session.exec(select(HoldersTold.reference, HoldersTold.digest)).all())


def know(session: Session, digests: Mapping[str, str]) -> None:
    """From now on these arrangements know that, or will once they are told."""
    if not digests:
        return
    insert = insert_into(session, HoldersTold)
    changed = insert.on_conflict_do_update(
        index_elements=[col(HoldersTold.reference)], set_={"digest": insert.excluded.digest}
    )
    rows = [{"reference": each, "digest": digests[each]} for each in sorted(digests)]
    session.exec(changed, params=rows)
