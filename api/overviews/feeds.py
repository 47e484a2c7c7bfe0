"""Feeds as pages, the JSON API and the command line hand them in: read, foreseen, staged, found."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from activities.concerned import Cause, Rules
from activities.foreseeing import Foreseen, foresee
from api.dependencies import NotFound
from api.doors.others import Feeds
from api.parts import Parts
from api.who import Who
from records import feed as feeds
from records.database import Sessions
from records.feed import Feed, FeedState, Staging
from records.roster import NotUtf8, decode

MOST_BYTES = 10 * 1024 * 1024
"""A file of everybody in a state's service is shorter."""

TOO_LONG = "The file is longer than 10 megabytes."
LOOK = 0.05
"""Seconds between looks whether a feed was applied."""


class Unreadable(ValueError):
    """What came is no text that could be read; the message says why."""


@dataclass(frozen=True)
class FeedSender:
    """Who hands a feed in: the person, blank for an operator, and the agencies they look after.

    An empty `within` stands for every agency: an operator's.
    """

    person: str
    within: frozenset[str]
    at: datetime


def text_of(content: bytes) -> str:
    """The text of a file; Unreadable for one that is too long, or in another encoding."""
    if len(content) > MOST_BYTES:
        raise Unreadable(TOO_LONG)
    try:
        return decode(content)
    except NotUtf8 as error:
        told = f"In the file, {error}."
        raise Unreadable(told) from None


def sender_of(who: Who, at: datetime) -> FeedSender:
    """A coordinator; NotFound for anybody else, whom nothing bounds."""
    if not who.agencies:
        raise NotFound
    return FeedSender(who.person.number, who.agencies, at)


def rules_of(parts: Parts) -> Rules:
    """The programs and agencies of this installation."""
    return Rules(parts.programs, parts.agencies)


def look_ahead(session: Session, rules: Rules, sender: FeedSender, text: str) -> Foreseen:
    """What a file would do if this sender had it applied now."""
    cause = Cause(sender.at, person=sender.person)
    return foresee(session, rules, text, sender.within, cause)


def staged(
    session: Session, sender: FeedSender, key: str, text: str, agencies: Collection[str]
) -> Feed:
    """Keep a file about these agencies, until somebody says to apply it; FeedKeyTaken."""
    staging = Staging(
        key=key,
        person=sender.person,
        content=text,
        agencies=frozenset(agencies),
        within=sender.within,
        at=sender.at,
    )
    return feeds.stage(session, staging)


def feed_for(session: Session, who: Who, number: int) -> Feed:
    """The feed of that number, for who looks after all the people in it; else NotFound.

    One that was only staged is its sender's alone.
    """
    feed = feeds.find(session, number)
    if feed is None or not who.agencies or not set(feed.agencies) <= who.agencies:
        raise NotFound
    if feed.sent_at is None and feed.person != who.person.number:
        raise NotFound
    return feed


def feeds_for(session: Session, who: Who) -> list[Feed]:
    """The newest feeds that a coordinator may read."""
    return [each for each in feeds.newest(session) if set(each.agencies) <= who.agencies]


async def hand_over(
    sessions: Sessions, door: Feeds, number: int, at: datetime, within: float
) -> None:
    """Have a staged feed applied, and wait for it up to `within` seconds."""
    await door.apply_feed(number)
    await run_in_threadpool(_send, sessions, number, at)
    give_up_at = monotonic() + within
    while await run_in_threadpool(_waits, sessions, number):
        if monotonic() + LOOK > give_up_at:
            return
        await asyncio.sleep(LOOK)


def _send(sessions: Sessions, number: int, at: datetime) -> None:
    with sessions() as session:
        feeds.send(session, number, at)
        session.commit()


def _waits(sessions: Sessions, number: int) -> bool:
    with sessions() as session:
        feed = feeds.find(session, number)
        return feed is not None and feed.state == FeedState.STAGED
