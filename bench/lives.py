"""Lives by the hundred, fifty at a time: a bare workflow's, and an arrangement's of ours."""

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlmodel import col, select
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from bench.bare import QUEUE, SIGNATURES, BareWorkflow
from bench.installation import Installation
from bench.processes import use_of
from embedded.child import Child
from policy.account import CLOSED
from policy.tasks import Purpose
from records.arrangements import Arrangement
from records.database import Sessions
from records.tasks import OpenTask

AT_A_TIME = 50
LOOK = 0.1
EMPLOYEE = "100101"
STARTS_IN = timedelta(days=21)
Thing = tuple[str, str, str, str]
"""What is asked once: reference, purpose, role, and line or copy."""


@dataclass(frozen=True)
class Pace:
    """How fast lives went by, and what one of them cost in processor milliseconds."""

    lives: int
    seconds: float
    engine_ms: float
    worker_ms: float

    @property
    def per_second(self) -> float:
        """Lives a second."""
        return self.lives / self.seconds


async def measured(
    count: int, engine: Child, worker: Child, run: Callable[[], Awaitable[None]]
) -> Pace:
    """Time `run`, which lives `count` lives, and charge the processes for it."""
    children = (engine, worker)
    before = [use_of(child.process.pid).cpu for child in children]
    began = time.monotonic()
    await run()
    seconds = time.monotonic() - began
    after = [use_of(child.process.pid).cpu for child in children]
    used = [1000 * (end - start) / count for start, end in zip(before, after, strict=True)]
    return Pace(count, seconds, used[0], used[1])


async def bare_lives(client: Client, count: int) -> None:
    """Start, sign five times, end; fifty at a time."""
    room = asyncio.Semaphore(AT_A_TIME)

    async def live() -> None:
        async with room:
            name = f"bare-{secrets.token_hex(8)}"
            handle = await client.start_workflow(BareWorkflow.run, id=name, task_queue=QUEUE)
            for _ in range(SIGNATURES):
                await handle.signal(BareWorkflow.sign)
            await handle.signal(BareWorkflow.end)
            await handle.result()

    await asyncio.gather(*(live() for _ in range(count)))


async def our_lives(place: Installation, count: int) -> None:
    """From proposal to the employee's ending, with all that lies between; fifty at a time.

    One look at the open tasks serves all who live at once, so that looking costs little.
    """
    left, living = count, set[str]()
    handled: set[Thing] = set()
    while left or living:
        while left and len(living) < AT_A_TIME:
            living.add(await submitted(place))
            left -= 1
        await act_on(place, open_tasks(place.tools.sessions, living), handled)
        living -= _closed(place.tools.sessions, living)
        await asyncio.sleep(LOOK)


async def submitted(place: Installation) -> str:
    """A new arrangement; its reference."""
    starts_on = datetime.now(UTC).date() + STARTS_IN
    return (await place.everybody.submit(EMPLOYEE, starts_on)).reference


async def act_on(place: Installation, asked: Sequence[OpenTask], handled: set[Thing]) -> None:
    """Do what is asked and was not handled before, all at once; one person for each thing."""
    new: dict[Thing, OpenTask] = {}
    for task in asked:
        new.setdefault((task.reference, task.purpose, task.role, task.about), task)
    for thing in handled & new.keys():
        del new[thing]
    handled |= new.keys()
    await asyncio.gather(*(_one(place, task) for task in new.values()))


async def _one(place: Installation, task: OpenTask) -> None:
    """What one task asks for; the acknowledgment of a copy ends the life.

    What was asked a moment ago may have become needless with what others did: then it is over.
    """
    try:
        await place.everybody.perform(task)
        if task.purpose == Purpose.ACKNOWLEDGE:
            await place.everybody.end(task.reference, EMPLOYEE)
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise


def open_tasks(sessions: Sessions, living: set[str]) -> list[OpenTask]:
    """What is asked of people in these arrangements; copies are the system's own work."""
    wanted = select(OpenTask).where(
        col(OpenTask.reference).in_(living), OpenTask.purpose != Purpose.COPY
    )
    with sessions() as session:
        return list(session.exec(wanted.order_by(col(OpenTask.id))).all())


def _closed(sessions: Sessions, living: set[str]) -> set[str]:
    """Those that have ended and of which nobody owes anything any more."""
    done = select(Arrangement.reference).where(
        col(Arrangement.reference).in_(living),
        col(Arrangement.reference).not_in(select(OpenTask.reference)),
        col(Arrangement.status).in_([status.value for status in CLOSED]),
    )
    with sessions() as session:
        return set(session.exec(done).all())
