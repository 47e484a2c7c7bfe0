"""A part is away when somebody signs: people are told what is so, and what they did is kept."""

import asyncio
import sqlite3
from contextlib import closing

import pytest
from httpx2 import AsyncClient

from api.doors.engine import PATIENCE
from policy.account import Happening
from policy.tasks import Purpose
from records import entries
from records.entries import TimelineEntry
from tests.crowd import Crowd
from tests.faults.signer import opened, press, shown, waiting_signer
from tests.journey import Journey
from tests.system import Part, System

pytestmark = pytest.mark.timeout(400)


@pytest.mark.requirement("CT-169")
async def test_a_signature_without_a_worker_is_received_and_recorded_later(
    system: System, crowd: Crowd, web: AsyncClient
) -> None:
    journey = Journey(crowd, "no-worker")
    form = await opened(web, journey, await waiting_signer(journey))
    with system.without(Part.WORKER):
        answer = await press(web, journey, form)
        page = await shown(web, journey, answer)
        assert page.status_code == 200
        assert "Received" in page.text
        assert journey.signed == 0
    await journey.until(lambda: journey.signed == 1, "the signature is recorded")
    page = await shown(web, journey, answer)
    assert "Recorded." in page.text


async def test_the_same_signature_fifty_times_at_once_is_one_signature_with_fifty_receipts(
    system: System, crowd: Crowd, web: AsyncClient
) -> None:
    journey = Journey(crowd, "fifty")
    task = await waiting_signer(journey)
    form = await opened(web, journey, task)
    with system.without(Part.WORKER):  # so that none is recorded before the last arrives
        answers = await asyncio.gather(*(press(web, journey, form) for _ in range(50)))
    assert [answer.status_code for answer in answers] == [303] * 50
    assert await signals(journey) == 50
    await journey.sign(journey.asked(Purpose.SIGN)[-1])
    await journey.until(lambda: journey.signed == 2, "what came after them is recorded")
    signed = [entry for entry in timeline(journey) if entry.kind == Happening.SIGNED]
    assert [entry.person for entry in signed].count(task.person) == 1
    assert Happening.REFUSED not in journey.happened
    receipts = await asyncio.gather(*(shown(web, journey, answer) for answer in answers))
    assert all("You signed" in page.text for page in receipts)


async def test_without_temporal_a_person_is_asked_to_try_again_within_five_seconds(
    system: System, crowd: Crowd, web: AsyncClient
) -> None:
    """What asks the engine gives up by itself; how busy the machine is makes no difference."""
    assert PATIENCE.total_seconds() < 5
    journey = Journey(crowd, "no-engine")
    form = await opened(web, journey, await waiting_signer(journey))
    with system.without(Part.ENGINE):
        answer = await press(web, journey, form)
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert "Please try again soon" in answer.text
        assert "Traceback" not in answer.text
        page = await web.get(f"{system.web}{form.path}")
        assert page.status_code == 200
    again = await press(web, journey, form)
    assert again.status_code == 303
    await journey.until(lambda: journey.signed == 1, "the signature is recorded")


async def test_a_signature_is_received_even_while_the_database_takes_no_writes(
    system: System, crowd: Crowd, web: AsyncClient
) -> None:
    journey = Journey(crowd, "locked")
    form = await opened(web, journey, await waiting_signer(journey))
    with closing(sqlite3.connect(system.data / "telecommute.db")) as somebody:
        somebody.execute("BEGIN IMMEDIATE")
        answer = await press(web, journey, form)
        assert answer.status_code == 303
        page = await shown(web, journey, answer)
        assert "Received" in page.text
        assert journey.signed == 0
        somebody.rollback()
    await journey.until(lambda: journey.signed == 1, "the signature is recorded")


async def signals(journey: Journey) -> int:
    """How many signatures have arrived at the workflow."""
    found = [
        event.workflow_execution_signaled_event_attributes.signal_name
        async for event in journey.handle.fetch_history_events()
    ]
    return found.count("sign")


def timeline(journey: Journey) -> list[TimelineEntry]:
    """What is on record."""
    with journey.crowd.system.sessions() as session:
        return entries.timeline(session, journey.reference)
