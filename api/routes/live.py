"""Pages that stay up to date by themselves: a stamp is sent whenever it has changed."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta

from fastapi import APIRouter
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import StreamingResponse

from api.dependencies import HrDep, PartsDep, SessionDep, ViewerDep
from api.overviews.feeds import feed_for
from api.parts import Parts
from api.rights.access import Doing, arrangement_for
from api.security import looking
from api.visits import Viewer
from records.arrangements import stamp, stamp_of
from records.feed import stamp as stamp_of_feed
from records.visits import Visit, is_over

router = APIRouter(include_in_schema=False)
LOOK_EVERY = timedelta(seconds=1)
BEAT_EVERY = 15
"""Looks without news after which a comment is sent, so that nothing on the way gives up."""
LONGEST = 600
"""Looks after which the stream ends; the browser opens it anew, and who it is is checked again."""
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}

Stamp = Callable[[Session], str]


@router.get("/live/board")
def watch_board(request: Request, parts: PartsDep, viewer: HrDep) -> StreamingResponse:
    """The stamp of everything a board may show."""
    return _stream(request, parts, stamp, viewer)


@router.get("/live/arrangements/{reference}")
def watch_arrangement(
    request: Request, reference: str, session: SessionDep, parts: PartsDep, viewer: ViewerDep
) -> StreamingResponse:
    """The stamp of one arrangement's page."""
    known = arrangement_for(session, parts, viewer, reference, Doing.SEE).reference
    return _stream(request, parts, lambda records: stamp_of(records, known), viewer)


@router.get("/live/feed/{number}")
def watch_feed(
    request: Request, number: int, session: SessionDep, parts: PartsDep, viewer: HrDep
) -> StreamingResponse:
    """The stamp of one feed's page."""
    feed_for(session, viewer, number)
    return _stream(request, parts, lambda records: stamp_of_feed(records, number), viewer)


def _stream(request: Request, parts: Parts, told: Stamp, viewer: Viewer) -> StreamingResponse:
    most = 0 if looking(request) else LONGEST
    events = stamps(lambda: _look(parts, told, viewer), LOOK_EVERY, most)
    return StreamingResponse(events, media_type="text/event-stream", headers=HEADERS)


def _look(parts: Parts, told: Stamp, viewer: Viewer) -> str:
    """The stamp now; empty once the visit has ended."""
    with parts.sessions() as session:
        visit = session.get(Visit, viewer.visit.digest)
        there = visit is not None and not is_over(visit, parts.clock(), viewer.idle)
        return told(session) if there else ""


async def stamps(
    look: Callable[[], str], every: timedelta, most: int = LONGEST, beat: int = BEAT_EVERY
) -> AsyncIterator[str]:
    """The stamp at once and whenever it changes, a heartbeat between; "over" when nobody may look.

    `look` runs in a thread of its own every `every`.
    """
    seen, quiet = "", 0
    yield "retry: 3000\n\n"
    for _ in range(most):
        now = await run_in_threadpool(look)
        if not now:
            yield "event: over\ndata: signed out\n\n"
            return
        quiet = 0 if now != seen else quiet + 1
        if now != seen:
            seen = now
            yield f"id: {now}\nevent: stamp\ndata: {now}\n\n"
        elif quiet % beat == 0:
            yield ": still here\n\n"
        await asyncio.sleep(every.total_seconds())
