"""A worker that dies by its own hand: its process ends right after the record of a step.

`python -m tests.faults.dying HAPPENING` works for the installation that the environment describes,
until it has put on record that this happened: that is committed, and the engine never hears of it.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from temporalio import activity
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from engine import connect
from policy.account import Account, Happening
from policy.acts import Submission
from settings import load_settings
from worker import activities_of, tools_of
from workflows.arrangement import ArrangementWorkflow
from workflows.delivery import DeliveryWorkflow
from workflows.identifiers import TASK_QUEUE


class Dying:
    """Records as its model does; once it has recorded what is its last, it is gone."""

    def __init__(self, model: Callable[..., object], last: Happening) -> None:
        self._model = model
        self._last = last

    @activity.defn
    def record(self, account: Account, submission: Submission | None) -> None:
        """Write one step, and end the process after the commit of the last one."""
        self._model(account, submission)
        if self._last in {entry.kind for entry in account.entries}:
            os.kill(os.getpid(), signal.SIGKILL)


async def work_until(last: Happening) -> None:
    """Take over the queue."""
    settings = load_settings()
    client = await connect(settings)
    activities = {one.__name__: one for one in activities_of(tools_of(settings), client)}
    activities["record"] = Dying(activities["record"], last).record
    worker = Worker(
        client,
        task_queue=TASK_QUEUE,
        workflows=[ArrangementWorkflow, DeliveryWorkflow],
        activities=list(activities.values()),
        workflow_runner=UnsandboxedWorkflowRunner(),
        activity_executor=ThreadPoolExecutor(8),
    )
    await worker.run()


if __name__ == "__main__":
    asyncio.run(work_until(Happening(sys.argv[1])))
