"""Long-lasting work: an hour of looking after something, with signs of life, then a fresh start."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from temporalio import activity

SHIFT = timedelta(hours=1)
BEAT = timedelta(seconds=4)
"""Between two signs of life; a worker must pass each of them on to the engine.

By itself it would pass on one in twelve seconds, and a busy machine that is three seconds late
with that one would seem dead.
"""


async def tend(
    step: Callable[[], Awaitable[bool]],
    report: Callable[[], object],
    clock: Callable[[], datetime],
    pause: timedelta,
) -> None:
    """Repeat `step` for an hour, or until its worker stops; it says whether there is more at once.

    What `report` gives is shown to operators as the activity's heartbeat.
    """
    until = clock() + SHIFT
    beating = asyncio.create_task(_beat(report))
    try:
        while clock() < until and not activity.is_worker_shutdown():
            if not await step():
                await _pause(pause)
    finally:
        beating.cancel()
        await asyncio.gather(beating, return_exceptions=True)


async def _beat(report: Callable[[], object]) -> None:
    """Show a sign of life while something slow keeps us waiting: nobody else may do the work."""
    while True:
        activity.heartbeat(report())
        await asyncio.sleep(BEAT.total_seconds())


async def _pause(pause: timedelta) -> None:
    """Wait a moment, but not longer than the worker runs."""
    try:
        await asyncio.wait_for(activity.wait_for_worker_shutdown(), pause.total_seconds())
    except TimeoutError:
        return
