"""Feeds of the directory: staged whole, applied whole, and what became of each."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Column, Text
from sqlmodel import JSON, Field, Session, SQLModel, col, delete, func, select, update

from records.comparing import Change, Comparison
from records.database import ALONE, NUMBERS, Instant, plain
from records.roster import BadRow
from records.tellings import Telling

STAGED_FOR = timedelta(days=7)
"""How long a file that nobody applies is kept."""

MOST_LISTED = 50


class FeedState(StrEnum):
    """What became of a feed; one that was refused has changed nothing."""

    STAGED = "staged"
    APPLIED = "applied"
    REFUSED = "refused"


class FeedKeyTaken(ValueError):
    """The key of a feed names another one, with other contents."""


class Feed(SQLModel, table=True):
    """One file for the directory. Its `content` is kept until it is applied or refused.

    `agencies` are those that it is about; `within` those whose people its sender looks after,
    nothing standing for all. `sent_at` is when somebody said to apply it.
    """

    number: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, index=True)
    person: str
    digest: str
    content: str = Field(sa_column=Column(Text, nullable=False))
    agencies: list[str] = Field(sa_column=Column(JSON, nullable=False))
    within: list[str] = Field(sa_column=Column(JSON, nullable=False))
    state: str = FeedState.STAGED
    staged_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    sent_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    applied_at: datetime | None = Field(default=None, sa_column=Column(Instant, index=True))
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    changes: list[dict[str, str]] = Field(
        default_factory=list, sa_column=Column(JSON, nullable=False)
    )
    bad: list[dict[str, str]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))


@dataclass(frozen=True)
class Staging:
    """A feed as it comes in; an empty `within` means every agency: an operator's."""

    key: str
    person: str
    content: str
    agencies: frozenset[str]
    within: frozenset[str]
    at: datetime


def stage(session: Session, staging: Staging) -> Feed:
    """Keep a file until it is applied; the same key again is the same feed.

    FeedKeyTaken where the key names another file.
    """
    digest = hashlib.sha256(staging.content.encode()).hexdigest()
    kept = by_key(session, staging.key)
    if kept is not None:
        if kept.digest != digest:
            raise FeedKeyTaken
        return kept
    feed = Feed(
        key=staging.key,
        person=staging.person,
        digest=digest,
        content=staging.content,
        agencies=sorted(staging.agencies),
        within=sorted(staging.within),
        staged_at=staging.at,
    )
    session.add(feed)
    session.flush()
    return feed


def keep_first(
    session: Session, content: str, agencies: Iterable[str], added: int, at: datetime
) -> None:
    """Note that an empty directory was filled, without a workflow: so that it is known when."""
    digest = hashlib.sha256(content.encode()).hexdigest()
    feed = Feed(
        key=f"first:{at.isoformat()}",
        person="",
        digest=digest,
        content="",
        agencies=sorted(agencies),
        within=[],
        state=FeedState.APPLIED,
        staged_at=at,
        sent_at=at,
        applied_at=at,
        added=added,
    )
    session.add(feed)


def send(session: Session, number: int, at: datetime) -> None:
    """Note that somebody said to apply it, the first time they did."""
    unsent = update(Feed).where(col(Feed.number) == number, col(Feed.sent_at).is_(None))
    session.exec(unsent.values(sent_at=at), execution_options=ALONE)


def begin(session: Session, number: int) -> Feed | None:
    """Take a staged feed for applying, so that nobody else does meanwhile.

    None where it was applied or refused before, or is not kept any more.
    """
    ours = col(Feed.number) == number, col(Feed.state) == FeedState.STAGED
    taken = session.exec(update(Feed).where(*ours).values(state=FeedState.STAGED))
    return session.get(Feed, number, populate_existing=True) if taken.rowcount else None


def refuse(feed: Feed, bad: Sequence[BadRow], at: datetime) -> None:
    """Put on record why nothing of it was applied."""
    feed.state, feed.content, feed.sent_at = FeedState.REFUSED, "", feed.sent_at or at
    feed.bad = [{"line": str(row.line), "column": row.column, "reason": row.reason} for row in bad]


def apply(feed: Feed, found: Comparison, at: datetime) -> None:
    """Put on record what it changed; the file itself is kept no longer."""
    feed.state, feed.content, feed.sent_at = FeedState.APPLIED, "", feed.sent_at or at
    feed.applied_at = at
    feed.added, feed.changed, feed.unchanged = found.counts
    feed.changes = [_kept(change) for change in found.changes]


def find(session: Session, number: int) -> Feed | None:
    """The feed of that number, or None; no row has one that a database cannot hold."""
    return session.get(Feed, number) if number in NUMBERS else None


def by_key(session: Session, key: str) -> Feed | None:
    """The feed that was staged under a key, or None."""
    return session.exec(select(Feed).where(Feed.key == plain(key))).first()


def newest(session: Session) -> list[Feed]:
    """The feeds that somebody said to apply, newest first, without their files."""
    sent = select(Feed).where(col(Feed.sent_at).is_not(None))
    return list(session.exec(sent.order_by(col(Feed.number).desc()).limit(MOST_LISTED)).all())


def stamp(session: Session, number: int) -> str:
    """A short text that differs whenever a feed's page may have changed."""
    state = session.exec(select(Feed.state).where(Feed.number == number)).first()
    told = select(func.count(col(Telling.told_at))).where(Telling.feed == number)
    return f"{state}.{session.exec(told).one()}"


def last_applied(session: Session) -> datetime | None:
    """When the directory was changed last."""
    newest_first = col(Feed.applied_at).desc()
    applied = select(Feed.applied_at).where(col(Feed.applied_at).is_not(None))
    return session.exec(applied.order_by(newest_first)).first()


def sweep(session: Session, now: datetime) -> None:
    """Forget the files that nobody applied for a week."""
    old = col(Feed.state) == FeedState.STAGED, col(Feed.staged_at) < now - STAGED_FOR
    session.exec(delete(Feed).where(*old), execution_options=ALONE)


def _kept(change: Change) -> dict[str, str]:
    return {name: str(value) for name, value in asdict(change).items()}
