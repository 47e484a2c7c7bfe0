"""The way through the directory's workflow whose history is kept."""

import asyncio
from datetime import timedelta

from temporalio.client import WorkflowHistory

from tests import people
from tests.workflows.feeding import feed, handle_of, row_of, stage
from tests.world import World
from workflows.feed import FeedWorkflow, Waiting
from workflows.identifiers import FEED_ID, TASK_QUEUE
from workflows.starting import apply_feed

LONG = 60.0


class Fed:
    """The directory's workflow in its first history."""

    def __init__(self, world: World, run_id: str) -> None:
        self.world = world
        self.run_id = run_id

    async def history(self) -> WorkflowHistory:
        """What the first run did, and nothing of those after it."""
        handle = self.world.client.get_workflow_handle(FEED_ID, run_id=self.run_id)
        return await handle.fetch_history()


async def fed(world: World) -> Fed:
    """Closed: feeds one by one and two at once, a day on which somebody is designated."""
    first = await world.client.start_workflow(
        FeedWorkflow.run, Waiting(rounds=4), id=FEED_ID, task_queue=TASK_QUEUE
    )
    case = await world.submit()
    await case.open_for_signing()
    day = await world.today() + timedelta(days=1)
    days = {"designee_from": day.isoformat(), "designee_until": day.isoformat()}
    await feed(world, row_of(world, people.HEAD, designee=people.DESIGNEE, **days))
    await world.skip(days=1, hours=12)
    numbers = [
        stage(world, row_of(world, people.COLLEAGUE, unit=unit), key=unit) for unit in ("A", "B")
    ]
    await asyncio.gather(*(apply_feed(world.client, number) for number in numbers))
    await feed(world, row_of(world, people.EMPLOYEE, supervisor=people.COLLEAGUE), key="last")
    async with asyncio.timeout(LONG):
        while (await handle_of(world).describe()).run_id == first.first_execution_run_id:
            await world.skip(days=1)
    return Fed(world, first.first_execution_run_id or "")
