"""A worker that keeps workflows; prints what they hold: `python -m tests.workflows.keeping`.

A process of its own, since what earlier tests gave back would be taken again and not count.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from temporalio import workflow
from temporalio.client import Client
from temporalio.worker import Worker

from embedded.temporal_server import TemporalServer, running
from tests.memory import held
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


async def grown(folder: Path) -> int:
    """How many kilobytes `KEPT` waiting workflows hold, each begun with `LONG` letters."""
    server = TemporalServer(free_ports(1)[0], folder / "temporal.db")
    async with running(server):
        client = await Client.connect(server.address)
        runner = LeanRunner()
        async with Worker(
            client, task_queue="waiting", workflows=[Waiting], workflow_runner=runner
        ):
            await _keep(client, KEPT)
            before = held()
            await asyncio.gather(*(_keep(client, number) for number in range(KEPT)))
            return held() - before


async def _keep(client: Client, number: int) -> None:
    handle = await client.start_workflow(
        Waiting.run, "x" * LONG, id=f"waiting-{number}", task_queue="waiting"
    )
    await handle.query(Waiting.waits)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        sys.stdout.write(f"{asyncio.run(grown(Path(made)))}\n")
