"""The whole grid of kills: each part, in each step, as it begins and after its first effect."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
from httpx2 import AsyncClient

from tests.crowd import Crowd
from tests.journey import Journey, Step
from tests.system import PATIENCE, Part, System, a_system

pytestmark = [pytest.mark.storm, pytest.mark.timeout(600)]

KILLED = (Part.WORKER, Part.ENGINE, Part.WEB)


@pytest.fixture(scope="module", params=list(Step))
def step(request: pytest.FixtureRequest) -> Step:
    """The step in which the kills come."""
    return Step(request.param)


@pytest.fixture(scope="module")
def battered(step: Step, tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """A system for each step: the supervisor waits longer before it starts what often dies."""
    with a_system(tmp_path_factory.mktemp(step)) as running:
        yield running


@pytest.fixture
async def crew(battered: System) -> AsyncIterator[Crowd]:
    """Everybody of an agency."""
    async with AsyncClient(timeout=PATIENCE) as programs:
        yield Crowd(battered, programs, await battered.client())


@pytest.mark.parametrize("effects", [0, 1])
@pytest.mark.parametrize("part", KILLED)
async def test_a_kill_anywhere_loses_nothing_and_doubles_nothing(
    battered: System, crew: Crowd, step: Step, part: Part, effects: int
) -> None:
    journey = Journey(crew, f"storm-{step}")
    await journey.reach(step)
    going = asyncio.create_task(journey.go_on(step))
    await journey.amid(step)
    so_far = len(journey.happened)
    await journey.until(lambda: len(journey.happened) >= so_far + effects, "an effect")
    due_before = journey.deadlines
    await asyncio.to_thread(battered.kill_and_return, part)
    await going
    await journey.judge.verify(
        journey.acts, mail_may_repeat=part is Part.WORKER, due_before=due_before
    )
