"""The door to Temporal, on a real engine: with and without a worker, before and after the end."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter

from api.doors.acts import AlreadySubmitted, Arrangements, Gone, Refused, Unavailable
from api.doors.engine import TemporalDoor
from demonstration import favorable
from embedded.temporal_server import TemporalServer, running
from policy.acts import CopyAcknowledged, RegisterWrite, Reminded, ReviewGiven
from policy.analysis import together
from policy.changes import EndRequested
from policy.register import About
from records.database import connect, sessions_of
from tests import people
from tests.clock import Clock
from tests.ports import free_port
from tests.surroundings import tools_for
from tests.watched import PATIENCE
from tests.world import World
from worker import make_worker


@pytest.fixture
def world(forgetful: World) -> World:
    """One whose worker replays each history at every step."""
    return forgetful


def door_of(world: World) -> Arrangements:
    """The acts, handed to the engine of the test."""

    async def connected() -> Client:
        return world.client

    return Arrangements(TemporalDoor(connected))


async def test_an_act_is_accepted_while_nobody_works_and_recorded_afterwards(world: World) -> None:
    door = door_of(world)
    case = await world.submit()
    await case.until(lambda standing: bool(standing.tasks))
    await world.stop_worker()
    by = await world.by(people.SUPERVISOR, "one-key")
    given = case.submission.proposal.answers
    found = favorable.findings(case.program, "supervisor", given)
    filled = favorable.filled_in(case.program, "supervisor", given)
    act = ReviewGiven("supervisor", True, "Fine.", by, together(found), filled)
    await door.do(case.reference, act)
    await door.do(case.reference, act)
    await world.start_worker()
    assert (await case.answered(act.by.key)).kind == "review_given"
    assert (await case.happened()).count("review_given") == 1


async def test_a_refusal_comes_in_the_workflow_s_words(world: World) -> None:
    case = await world.submit()
    await case.until(lambda standing: bool(standing.tasks))
    act = Reminded("nobody", await world.by(people.COORDINATOR))
    with pytest.raises(Refused, match="Nobody in this role has to act now"):
        await door_of(world).do(case.reference, act)


async def test_the_same_update_again_is_one_act(world: World) -> None:
    case = await world.submit()
    await case.until(lambda standing: bool(standing.tasks))
    act = Reminded("supervisor", await world.by(people.COORDINATOR, "one-key"))
    await asyncio.gather(*(door_of(world).do(case.reference, act) for _ in range(10)))
    done = [entry for entry in await case.timeline() if entry.key == "one-key"]
    assert [entry.kind for entry in done] == ["reminded"]


async def test_an_entry_of_a_register_is_answered_with_its_number(world: World) -> None:
    async def connected() -> Client:
        return world.client

    shelf = TemporalDoor(connected)
    by = await world.by(people.CITY_SUPERVISOR, "one-key")
    roles, subject = ("supervisor",), people.CITY_EMPLOYEE
    act = RegisterWrite("eligibility", subject, {"a": "b"}, About.EMPLOYEE, roles, roles, by)
    assert await shelf.write_entry("sacramento-it", act) == 1
    assert await shelf.write_entry("sacramento-it", act) == 1
    other = await world.by(people.CITY_SUPERVISOR)
    with pytest.raises(Refused, match="Only those whom the program names"):
        await shelf.write_entry("sacramento-it", replace(act, holds=(), by=other))
    with pytest.raises(Refused, match="sent before"):
        await shelf.write_entry("sacramento-it", replace(act, register="notes"))


async def test_what_has_ended_is_gone(world: World) -> None:
    door = door_of(world)
    case = await world.submit()
    await case.until(lambda standing: bool(standing.tasks))
    await door.do(case.reference, EndRequested("", await world.by(people.EMPLOYEE)))
    await case.handle.result()
    with pytest.raises(Gone):
        await door.do(case.reference, EndRequested("", await world.by(people.EMPLOYEE)))
    act = CopyAcknowledged("das", 1, await world.by(people.EMPLOYEE))
    with pytest.raises(Gone):
        await door.do("TA-0000-0000", act)


async def test_the_same_submission_again_starts_nothing(world: World) -> None:
    case = await world.submit()
    await door_of(world).submit(case.submission)
    await case.until(lambda standing: bool(standing.tasks))
    assert (await case.happened()).count("submitted") == 1


async def test_other_answers_under_a_reference_that_was_started_are_not_taken(world: World) -> None:
    case = await world.submit()
    other = replace(case.submission.proposal, answers={"duties": "Something else"})
    for _ in range(2):
        with pytest.raises(AlreadySubmitted):
            await door_of(world).submit(replace(case.submission, proposal=other))
        await case.until(lambda standing: bool(standing.tasks))
    assert (await case.happened()).count("submitted") == 1


@pytest.mark.timeout(400)
async def test_a_system_is_ready_while_a_worker_polls(tmp_path: Path) -> None:
    clock = Clock(datetime.now(UTC))
    server = TemporalServer(free_port(), tmp_path / "temporal.db")
    async with running(server):
        client = await Client.connect(server.address, data_converter=pydantic_data_converter)

        async def connected() -> Client:
            return client

        door = Arrangements(TemporalDoor(connected, clock))
        with pytest.raises(Unavailable, match="no worker polls the queue"):
            await door.ready()
        tools = tools_for(tmp_path, sessions_of(connect("sqlite://")), free_port())
        async with make_worker(client, tools), asyncio.timeout(PATIENCE.total_seconds()):
            while not await is_ready(door):
                await asyncio.sleep(0.1)
        clock.pass_by(seconds=180)
        with pytest.raises(Unavailable, match="no worker polls the queue"):
            await door.ready()


async def is_ready(door: Arrangements) -> bool:
    """Whether the door says so."""
    try:
        await door.ready()
    except Unavailable:
        return False
    return True


async def test_an_absent_engine_is_told_as_something_that_passes() -> None:
    tries = 0

    async def connected() -> Client:
        nonlocal tries
        tries += 1
        address = f"127.0.0.1:{free_port()}"
        return await Client.connect(address, data_converter=pydantic_data_converter)

    door = Arrangements(TemporalDoor(connected))
    for _ in range(2):
        with pytest.raises(Unavailable):
            await door.ready()
    assert tries == 2
