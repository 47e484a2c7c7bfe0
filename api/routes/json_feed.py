"""The JSON API's directory: a feed of people, what it would change, and what became of it."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from api.bearer import CoordinatorDep, KeyDep
from api.calls.described import A_FILE, OF_RULINGS, Answers
from api.calls.feeds_told import (
    FeedSent,
    FeedTold,
    file_of,
    odd_people,
    problems_of,
    tell_feed,
    tell_foreseen,
)
from api.calls.files_sent import file_sent
from api.dependencies import PartsDep, SessionDep
from api.doors.acts import KeyReused, act_key
from api.overviews.feeds import (
    MOST_BYTES,
    Unreadable,
    feed_for,
    feeds_for,
    hand_over,
    look_ahead,
    rules_of,
    sender_of,
    staged,
    text_of,
)
from api.parts import Parts
from api.proposals import BadAnswers
from api.who import Acting
from policy.forms.problem import Problem
from records import tellings
from records.feed import FeedKeyTaken, FeedState

router = APIRouter(prefix="/api/v1/people/feed", tags=["people"])
RECEIVED = 202
ANSWERS: Answers = {
    200: {"description": "Applied, or what would change"},
    RECEIVED: {"model": FeedTold, "description": "Received for good; applied soon"},
    **OF_RULINGS,
}


@router.get("")
def newest(session: SessionDep, who: CoordinatorDep) -> list[FeedTold]:
    """The newest feeds of the agencies that you coordinate, without what each told whom."""
    return [tell_feed(feed, ()) for feed in feeds_for(session, who)]


@router.get("/{number}")
def read(number: int, session: SessionDep, who: CoordinatorDep) -> FeedTold:
    """What became of one feed: every cell it changed, and which arrangements were told."""
    feed = feed_for(session, who, number)
    return tell_feed(feed, tellings.of_feed(session, number))


@router.post("", response_model=FeedTold, responses=ANSWERS)
async def feed_people(  # noqa: PLR0913, PLR0917 - what a feed comes with
    sent: FeedSent,
    session: SessionDep,
    parts: PartsDep,
    who: CoordinatorDep,
    key: KeyDep,
    dry_run: bool = False,
) -> JSONResponse:
    """Add and change people by employee number; who is not sent stays as they are.

    All of it counts, or nothing: 422 names line and column of whatever is wrong (the first of the
    people stands in line 2). `dry_run=true` only says what would change. 200 is applied, 202 is
    received for good. The same key again is the same feed.
    """
    odd = list(odd_people(sent))
    if odd:
        raise BadAnswers(odd)
    return await _feed(session, parts, who, key, file_of(sent), dry_run=dry_run)


@router.post("/file", response_model=FeedTold, openapi_extra=A_FILE, responses=ANSWERS)
async def feed_file(  # noqa: PLR0913, PLR0917 - what a feed comes with
    request: Request,
    session: SessionDep,
    parts: PartsDep,
    who: CoordinatorDep,
    key: KeyDep,
    dry_run: bool = False,
) -> JSONResponse:
    """The same from a CSV file, in the part named `file`: at most 10 megabytes of UTF-8."""
    async with file_sent(request) as file:
        content = await file.read(MOST_BYTES + 1)
    try:
        text = text_of(content)
    except Unreadable as error:
        raise BadAnswers([Problem("file", str(error))]) from None
    return await _feed(session, parts, who, key, text, dry_run=dry_run)


async def _feed(  # noqa: PLR0913 - what a feed comes with
    session: Session, parts: Parts, who: Acting, key: str, text: str, *, dry_run: bool
) -> JSONResponse:
    if dry_run:
        told = await run_in_threadpool(_look_ahead, session, parts, who, text)
        return JSONResponse(told.model_dump(mode="json"))
    number = await run_in_threadpool(_stage, session, parts, who, key, text)
    within = parts.patience.total_seconds()
    await hand_over(parts.sessions, parts.feeds, number, parts.clock(), within)
    told = await run_in_threadpool(_read, parts, who, number)
    status = RECEIVED if told.state == FeedState.STAGED else 200
    return JSONResponse(told.model_dump(mode="json"), status)


def _look_ahead(session: Session, parts: Parts, who: Acting, text: str) -> FeedTold:
    sender = sender_of(who, parts.clock())
    return tell_foreseen(look_ahead(session, rules_of(parts), sender, text))


def _stage(session: Session, parts: Parts, who: Acting, key: str, text: str) -> int:
    """Keep the file; BadAnswers with everything that is wrong with it."""
    sender = sender_of(who, parts.clock())
    foreseen = look_ahead(session, rules_of(parts), sender, text)
    if foreseen.bad:
        raise BadAnswers(problems_of(foreseen))
    key = act_key(who.person.number, key)
    try:
        feed = staged(session, sender, key, text, foreseen.agencies)
    except FeedKeyTaken as error:
        raise KeyReused from error
    session.commit()
    return feed.number or 0


def _read(parts: Parts, who: Acting, number: int) -> FeedTold:
    with parts.sessions() as session:
        feed = feed_for(session, who, number)
        return tell_feed(feed, tellings.of_feed(session, number))
