"""The worker of the bare workflow, tuned as ours is, and outside the sandbox as ours.

`python -m bench.bare_worker ADDRESS`
"""

import asyncio
import sys

from temporalio.client import Client
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from bench.bare import QUEUE, BareWorkflow, step
from worker import CACHED, POLLERS


async def main() -> None:
    """Work until killed."""
    client = await Client.connect(sys.argv[1])
    async with Worker(
        client,
        task_queue=QUEUE,
        workflows=[BareWorkflow],
        activities=[step],
        workflow_runner=UnsandboxedWorkflowRunner(),
        max_concurrent_workflow_task_polls=POLLERS,
        max_cached_workflows=CACHED,
    ):
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
