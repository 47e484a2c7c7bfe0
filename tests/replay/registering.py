"""The ways through an agency's registers whose histories are kept."""

import asyncio
from dataclasses import replace

import pytest
from temporalio.client import WorkflowHistory, WorkflowUpdateFailedError

from policy.acts import RegisterWrite
from policy.register import About
from tests import people
from tests.world import World
from workflows.identifiers import TASK_QUEUE, registers_id
from workflows.registers import Kept, RegisterWorkflow
from workflows.starting import write_entry

AGENCY = "sacramento-it"


class Shelf:
    """The registers of one agency: their first history."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.run_id = ""

    async def history(self) -> WorkflowHistory:
        """What the first run did, and nothing of those after it."""
        handle = self.world.client.get_workflow_handle(registers_id(AGENCY), run_id=self.run_id)
        return await handle.fetch_history()

    async def begin(self, at_most: int) -> None:
        """Begin anew after so many entries."""
        handle = await self.world.client.start_workflow(
            RegisterWorkflow.run,
            Kept(AGENCY, at_most=at_most),
            id=registers_id(AGENCY),
            task_queue=TASK_QUEUE,
        )
        self.run_id = handle.first_execution_run_id or ""

    async def act(self, subject: str) -> RegisterWrite:
        """The supervisor writes about an employee."""
        by = await self.world.by(people.CITY_SUPERVISOR)
        roles = ("supervisor",)
        notes = {"notes": "Asked about the counter."}
        return RegisterWrite("eligibility", subject, notes, About.EMPLOYEE, roles, roles, by)

    async def write(self, *acts: RegisterWrite) -> None:
        """Write all at once."""
        await asyncio.gather(*(write_entry(self.world.client, AGENCY, act) for act in acts))


async def registers(world: World) -> Shelf:
    """Open: entries one by one and at once, and one whose key was used before."""
    shelf = Shelf(world)
    await shelf.begin(at_most=100)
    first = await shelf.act(people.CITY_EMPLOYEE)
    await shelf.write(first)
    await shelf.write(*[await shelf.act(str(subject)) for subject in range(2003, 2008)])
    with pytest.raises(WorkflowUpdateFailedError):
        await shelf.write(replace(first, subject="2003"))
    return shelf


async def registers_renewed(world: World) -> Shelf:
    """Closed: after three entries a fresh history began, which took a fourth."""
    shelf = Shelf(world)
    await shelf.begin(at_most=3)
    for _ in range(4):
        await shelf.write(await shelf.act(people.CITY_EMPLOYEE))
    return shelf
