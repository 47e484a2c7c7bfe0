"""What is run of a workflow outside the sandbox, on a real server."""

import asyncio
from pathlib import Path

from temporalio import workflow
from temporalio.client import Client
from temporalio.worker import Worker

from embedded.temporal_server import TemporalServer, running
from tests.memory import held_in_large_blocks
from tests.ports import free_ports
from workflows.running import LeanRunner

KEPT = 20
LONG = 800_000


@workflow.defn
class Waiting:
    """Waits for ever, with a long text at hand."""

    @workflow.run
    async def run(self, text: str) -> int:
        await workflow.wait_condition(lambda: False)
        return len(text)

    @workflow.query
    def waits(self) -> bool:
        return True


async def keep(client: Client, number: int) -> None:
    handle = await client.start_workflow(
        Waiting.run, "x" * LONG, id=f"waiting-{number}", task_queue="waiting"
    )
    assert await handle.query(Waiting.waits)


async def test_a_kept_workflow_holds_what_it_was_started_with_but_once(tmp_path: Path) -> None:
    server = TemporalServer(free_ports(1)[0], tmp_path / "temporal.db")
    async with running(server):
        client = await Client.connect(server.address)
        runner = LeanRunner()
        async with Worker(
            client, task_queue="waiting", workflows=[Waiting], workflow_runner=runner
        ):
            await keep(client, KEPT)
            before = held_in_large_blocks()
            await asyncio.gather(*(keep(client, number) for number in range(KEPT)))
            grown = held_in_large_blocks() - before
    assert KEPT * LONG / 2 < grown < 2 * KEPT * LONG
