"""Whatever is done while any step takes long: nothing unsigned holds, nothing is forgotten."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from temporalio.api.sdk.v1 import WorkflowMetadata

from tests import people
from tests.case import Case
from tests.holding import Held
from tests.watched import PATIENCE
from tests.workflows.everything import Doer
from tests.world import World

To = Callable[[Case], Awaitable[object]]


async def nowhere(_case: Case) -> None:
    """It was just submitted."""


async def decided(case: Case) -> None:
    """It was reviewed and decided on."""
    await case.reviewed()
    await case.decide()


async def in_force(case: Case) -> None:
    """It is in force, and every copy delivered."""
    await case.authorized()
    await case.delivered()


async def reviewing(case: Case) -> None:
    """Somebody is asked for a review."""
    await case.until(lambda s: bool(s.tasks))
    await case.recorded()


async def a_review(case: Case) -> None:
    """The first review comes in."""
    await case.review("supervisor", people.SUPERVISOR)


async def a_change(case: Case) -> None:
    """Another day is proposed."""
    await case.propose(case.on_days("monday"))


async def signing(case: Case) -> None:
    """It is open for signature."""
    await case.open_for_signing()


async def signing_a_change(case: Case) -> None:
    """A modification is open for signature."""
    await in_force(case)
    await a_change(case)
    await case.open_without_review(2)


async def all_sign(case: Case) -> None:
    """Everybody signs what is on the table."""
    await case.sign_all(version=(await case.standing()).version)


async def the_end(case: Case) -> None:
    """The employee withdraws."""
    await case.end(people.EMPLOYEE)


STEPS: dict[str, tuple[str, To, To]] = {
    "a review goes on record": ("record", reviewing, a_review),
    "the documents are frozen": ("freeze", nowhere, decided),
    "the documents are filed": ("file", signing, all_sign),
    "the documents of a change are frozen": ("freeze", in_force, a_change),
    "the documents of a change are filed": ("file", signing_a_change, all_sign),
    "the last goes on record": ("record", reviewing, the_end),
}
"""What takes long: the step, where the arrangement stands before it, and what leads to it."""


@pytest.mark.parametrize("when", STEPS)
async def test_whatever_is_done_while_a_step_takes_long(world: World, when: str) -> None:
    """Everything is tried, once without any ending and once after one."""
    step, before, lead = STEPS[when]
    cases = [await world.submit(), await world.submit()]

    async def live(case: Case, ending: bool) -> None:
        await before(case)
        async with world.holding.back(case.reference, step) as held:
            await lead(case)
            await assert_ends_well(case, held, ending=ending)

    await asyncio.gather(live(cases[0], ending=False), live(cases[1], ending=True))


@pytest.mark.parametrize("ending", [False, True])
async def test_whatever_is_done_while_it_is_looked_up_who_plays_which_part(
    world: World, ending: bool
) -> None:
    """Everything is tried before anybody is asked for anything."""
    async with world.holding.back(f"TA-TEST-{world.submitted + 1:04}", "opening") as held:
        await assert_ends_well(await world.submit(), held, ending=ending)


async def test_everything_that_an_arrangement_hears_is_tried(world: World) -> None:
    """A signal or an update that is added has to be added here."""
    case = await world.submit()
    known = await case.handle.query("__temporal_workflow_metadata", result_type=WorkflowMetadata)
    heard = (*known.definition.signal_definitions, *known.definition.update_definitions)
    assert await Doer(case, set()).known() == {each.name for each in heard}


async def assert_ends_well(case: Case, held: Held, *, ending: bool) -> None:
    """Try everything while the step is held back, let it go, and see the arrangement end well."""
    await held.reached.wait()
    doer = Doer(case, set())
    await doer.do_all(ending=ending)
    held.released.set()
    await lived_out(case)
    await assert_holds(case, doer.taken)


async def lived_out(case: Case) -> None:
    """It goes on: the employee can end it, copies arrive, and what is owed is done."""
    standing = await case.until(lambda s: s.held_up == ())
    if standing.ending is None:
        await case.end(people.EMPLOYEE)
    async with asyncio.timeout(PATIENCE.total_seconds()):
        while not await case.is_closed():
            await case.world.post()
            await case.bring_back()
            await asyncio.sleep(0.01)


async def assert_holds(case: Case, taken: set[str]) -> None:
    """What holds is signed by all; what was accepted is on record; no task of it ever failed."""
    timeline = await case.timeline()
    lines = {line.id for line in case.plan.lines}
    for entry in timeline:
        if entry.kind == "authorized":
            signed = {
                e.about for e in timeline if e.kind == "signed" and e.version == entry.version
            }
            assert signed == lines
    assert taken <= {entry.key for entry in timeline}
    assert [entry.seq for entry in timeline] == list(range(1, len(timeline) + 1))
    events = (await case.history()).events
    assert not [e for e in events if e.HasField("workflow_task_failed_event_attributes")]
    assert events[-1].HasField("workflow_execution_completed_event_attributes")
