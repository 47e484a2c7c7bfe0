"""The ways through an agency's recorded hours whose histories are kept."""

from dataclasses import replace

import pytest
from temporalio.client import WorkflowHistory, WorkflowUpdateFailedError

from policy.hours.handing_in import HoursHandedIn
from tests import people
from tests.timekeeping import TIMEKEEPER, a_file
from tests.world import World
from workflows.hours import HoursWorkflow, Intake
from workflows.identifiers import TASK_QUEUE, hours_id
from workflows.starting import hand_in_hours

AGENCY = "comptroller"


class Drawer:
    """The recorded hours of one agency: their first history."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.run_id = ""

    async def history(self) -> WorkflowHistory:
        """What the first run did, and nothing of those after it."""
        handle = self.world.client.get_workflow_handle(hours_id(AGENCY), run_id=self.run_id)
        return await handle.fetch_history()

    async def begin(self, at_most: int) -> None:
        """Begin anew after so many files."""
        handle = await self.world.client.start_workflow(
            HoursWorkflow.run,
            Intake(AGENCY, at_most=at_most),
            id=hours_id(AGENCY),
            task_queue=TASK_QUEUE,
        )
        self.run_id = handle.first_execution_run_id or ""

    async def act(self, hours: str) -> HoursHandedIn:
        """A file of one row."""
        content = a_file(f"{people.EMPLOYEE},2026-01-06,REGTC,{hours}")
        by = await self.world.by(TIMEKEEPER)
        return HoursHandedIn(self.world.tools.store.put(content), (AGENCY,), by)

    async def hand_in(self, act: HoursHandedIn) -> None:
        """Hand it in."""
        await hand_in_hours(self.world.client, AGENCY, act)


async def hours(world: World) -> Drawer:
    """Open: two files, one that is no time sheet, and one from somebody else."""
    drawer = Drawer(world)
    await drawer.begin(at_most=100)
    for amount in ("8", "7.5"):
        await drawer.hand_in(await drawer.act(amount))
    good = await drawer.act("8")
    for bad in (await drawer.act("many"), replace(good, keeps=())):
        with pytest.raises(WorkflowUpdateFailedError):
            await drawer.hand_in(bad)
    return drawer


async def hours_renewed(world: World) -> Drawer:
    """Closed: after two files a fresh history began, which took a third."""
    drawer = Drawer(world)
    await drawer.begin(at_most=2)
    for amount in ("6", "7", "8"):
        await drawer.hand_in(await drawer.act(amount))
    return drawer
