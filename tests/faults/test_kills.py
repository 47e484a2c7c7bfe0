"""Any part is killed anywhere in a journey: nothing is lost, and nothing happens twice."""

import asyncio

import pytest

from tests.crowd import Crowd
from tests.journey import Journey, Step
from tests.oracle import OF_A_TERM
from tests.system import Part, System

pytestmark = pytest.mark.timeout(400)

KILLS = (
    (Part.WORKER, Step.FREEZING),
    (Part.ENGINE, Step.SUBMISSION),
    (Part.WEB, Step.SUBMISSION),
)
"""Each part once, amid journeys of every step: as acts are sent, or as one was decided.

The whole grid of parts and steps is among the storms.
"""


@pytest.mark.parametrize(("part", "moment"), KILLS)
async def test_a_killed_part_loses_nothing_and_doubles_nothing(
    system: System, crowd: Crowd, part: Part, moment: Step
) -> None:
    journeys = {step: Journey(crowd, f"{part[-6:]}-{moment}-{step}") for step in Step}
    at_rest = Journey(crowd, f"{part[-6:]}-{moment}-at-rest")
    await asyncio.gather(
        at_rest.go_on(Step.SUBMISSION),
        *(journey.reach(step) for step, journey in journeys.items()),
    )
    going = [asyncio.create_task(journey.go_on(step)) for step, journey in journeys.items()]
    await journeys[moment].amid(moment)
    due_before = {journey: journey.deadlines for journey in (at_rest, *journeys.values())}
    assert due_before[at_rest].keys() >= OF_A_TERM
    await asyncio.to_thread(system.kill_and_return, part)
    await asyncio.gather(*going)
    for journey, due in due_before.items():
        await journey.judge.verify(
            journey.acts, mail_may_repeat=part is Part.WORKER, due_before=due
        )
