"""The ways through what nobody asks for: mail sent, uploads scanned, the calendar kept."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

from temporalio.client import WorkflowHistory

from tests.world import World
from worker import Tools
from workflows.digest import DigestWorkflow
from workflows.extent import ExtentWorkflow
from workflows.identifiers import DELIVERY_ID, SCANNING_ID, TASK_QUEUE, digest_id, extent_id
from workflows.starting import start_delivery, start_scanning

EVENTS = 15
"""Of what tends something for ever: two shifts and the beginning of a third."""

AGENCY, ZONE = "comptroller", "America/New_York"


class Unasked:
    """A workflow that no person starts."""

    def __init__(self, world: World, workflow_id: str) -> None:
        self.handle = world.client.get_workflow_handle(workflow_id)

    async def history(self) -> WorkflowHistory:
        """What it has done so far."""
        return await self.handle.fetch_history()

    async def lasts(self) -> None:
        """Until its third shift at least."""
        while len((await self.history()).events) < EVENTS:
            await asyncio.sleep(0.01)


async def delivery(world: World) -> Unasked:
    """Open: the sender of mail, some hours on."""
    await start_delivery(world.client)
    sender = Unasked(world, DELIVERY_ID)
    await sender.lasts()
    return sender


async def scanning(world: World) -> Unasked:
    """Open: who asks the virus scanner again, some hours on."""
    await start_scanning(world.client)
    scanner = Unasked(world, SCANNING_ID)
    await scanner.lasts()
    return scanner


async def statement(world: World) -> Unasked:
    """Closed: last year's extent of use is written."""
    name = extent_id(AGENCY)
    await world.client.execute_workflow(ExtentWorkflow.run, AGENCY, id=name, task_queue=TASK_QUEUE)
    return Unasked(world, name)


async def digest(world: World) -> Unasked:
    """Closed: the digests of a week, in which a review is due."""
    case = await world.submit()
    await case.until(lambda state: bool(state.tasks))
    await case.recorded()
    name = digest_id(ZONE)
    await world.client.execute_workflow(DigestWorkflow.run, ZONE, id=name, task_queue=TASK_QUEUE)
    return Unasked(world, name)


def at_a_run(tools: Tools) -> Tools:
    """An installation whose clock goes forward an hour at each look."""
    looks = count()
    return replace(tools, clock=lambda: datetime.now(UTC) + next(looks) * timedelta(hours=1))


PATHS: tuple[Callable[[World], Awaitable[Unasked]], ...] = (delivery, scanning, statement, digest)
