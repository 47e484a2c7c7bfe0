"""Runs one thing until somebody wants it to end: Ctrl-C, SIGTERM, or the end of its own parent."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable

GLANCE = 0.5
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


async def until_told(work: Callable[[], Awaitable[None]], parent: int) -> None:
    """Do `work` until it is done, a signal asks to stop, or process `parent` is no longer ours.

    `work` is cancelled once; further signals wait for it to end in order.
    """
    working = asyncio.ensure_future(work())
    loop = asyncio.get_running_loop()
    told = asyncio.Event()
    for ending in ENDINGS:
        loop.add_signal_handler(ending, told.set)
    watching = [asyncio.create_task(told.wait()), asyncio.create_task(_orphaned(parent))]
    try:
        await asyncio.wait([working, *watching], return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in watching:
            task.cancel()
    if not working.done():
        working.cancel()
        await asyncio.wait([working])
    if not working.cancelled():
        await working


async def _orphaned(parent: int) -> None:
    """Return when this process has another parent than `parent`: that one has ended."""
    while os.getppid() == parent:
        await asyncio.sleep(GLANCE)
