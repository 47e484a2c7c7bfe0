"""A bug in what goes on beside a story suspends it; mended, it goes on as if nothing had been."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from temporalio import workflow
from temporalio.client import WorkflowHandle
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from tests.surroundings import an_engine
from tests.watched import PATIENCE
from workflows.beside import beside
from workflows.waiting import Deadlines

QUEUE, A_DAY = "beside", timedelta(days=1)
SOON = timedelta(seconds=1)
"""How long the engine waits before it tries a task again that fails over and over."""


async def live(on_the_day: bool, deed: list[str], failing: bool) -> str:
    """A day passes, by a deadline or by a task of its own; then it is a day later."""

    def then() -> None:
        if failing:
            deed.pop()
        deed.append("done")

    async def wait() -> None:
        await workflow.sleep(A_DAY)
        then()

    if on_the_day:
        Deadlines().set("day", "The day", workflow.now() + A_DAY, then)
    else:
        beside(wait())
    await workflow.sleep(2 * A_DAY)
    return " ".join(deed)


@workflow.defn(name="Story")
class Broken:
    """What it has to do on the day has a bug."""

    @workflow.run
    async def run(self, on_the_day: bool) -> str:
        return await live(on_the_day, [], failing=True)


@workflow.defn(name="Story")
class Mended:
    """The same, without it."""

    @workflow.run
    async def run(self, on_the_day: bool) -> str:
        return await live(on_the_day, [], failing=False)


@asynccontextmanager
async def worked_on(env: WorkflowEnvironment, story: type) -> AsyncIterator[None]:
    """A worker that knows this story."""
    async with Worker(
        env.client,
        task_queue=QUEUE,
        workflows=[story],
        workflow_runner=UnsandboxedWorkflowRunner(),
        max_cached_workflows=0,
    ):
        yield


async def failures(handle: WorkflowHandle[Broken, str]) -> list[str]:
    """What the engine says of the workflow tasks that failed."""
    events = [event async for event in handle.fetch_history_events()]
    failed = [e.workflow_task_failed_event_attributes for e in events]
    return [each.failure.cause.message for each in failed if each.failure.message]


@pytest.mark.parametrize("on_the_day", [True, False])
async def test_a_bug_beside_the_story_stops_it_until_it_is_mended(on_the_day: bool) -> None:
    """The deed is not lost: it is done once it can be, and the story goes on from there."""
    async with an_engine() as env:
        async with worked_on(env, Broken):
            handle = await env.client.start_workflow(
                Broken.run, on_the_day, id="story", task_queue=QUEUE, task_timeout=SOON
            )
            await env.sleep(A_DAY)
            async with asyncio.timeout(PATIENCE.total_seconds()):
                while not (found := await failures(handle)):
                    await asyncio.sleep(0.01)
            assert "empty list" in found[0]
        async with worked_on(env, Mended):
            assert await handle.result() == "done"
