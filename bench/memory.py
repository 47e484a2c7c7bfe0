"""What the processes hold in memory while many arrangements are open."""

import asyncio

from sqlmodel import col, func, select

from bench.installation import Installation
from bench.lives import LOOK, submitted
from bench.processes import use_of_all
from policy.account import CLOSED
from records.arrangements import Arrangement

OPEN = 1000
SUBMITTED_AT_ONCE = 10


async def with_open_arrangements(place: Installation) -> dict[str, int]:
    """Bytes of resident memory by process, once a thousand arrangements are open."""
    room = asyncio.Semaphore(SUBMITTED_AT_ONCE)

    async def one() -> None:
        async with room:
            await submitted(place)

    await asyncio.gather(*(one() for _ in range(OPEN - _open_now(place))))
    while _open_now(place) < OPEN:
        await asyncio.sleep(LOOK)
    children = (place.engine, place.worker, place.web)
    names = ("engine", "worker", "web")
    return {
        name: use_of_all(child.process.pid).memory
        for name, child in zip(names, children, strict=True)
    }


def _open_now(place: Installation) -> int:
    closed = [status.value for status in CLOSED]
    still_open = select(func.count()).where(col(Arrangement.status).not_in(closed))
    with place.tools.sessions() as session:
        return session.exec(still_open).one()
