"""Schedules on a real engine: there once, with the agency's clock, started and left paused."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from temporalio import activity
from temporalio.client import Client, Schedule, ScheduleActionStartWorkflow
from temporalio.worker import Worker

from activities.digesting import DigestOrder
from activities.stating import StatementOrder
from embedded.temporal_server import TemporalServer, running
from engine import connect, prepare_namespace
from tests.converting import settings_with
from tests.policy.samples import AGENCIES
from tests.ports import free_ports
from tests.test_engine import TEN_YEARS
from workflows.digest import DigestWorkflow
from workflows.extent import ExtentWorkflow
from workflows.identifiers import TASK_QUEUE, digest_id, extent_id
from workflows.schedules import keep_schedules, weekly, yearly

EXPECTED = {
    "extent-comptroller",
    "extent-sacramento-it",
    "extent-water",
    "digest-america-new_york",
    "digest-america-los_angeles",
}
PATIENCE = 120


class Noting:
    """Activities that note what they are asked to write."""

    def __init__(self) -> None:
        self.statements: list[StatementOrder] = []
        self.digests: list[DigestOrder] = []
        self.stated, self.told = asyncio.Event(), asyncio.Event()

    @activity.defn
    async def write(self, order: StatementOrder) -> int:
        self.statements.append(order)
        self.stated.set()
        return order.at.year - 1

    @activity.defn
    async def digest(self, order: DigestOrder) -> int:
        self.digests.append(order)
        self.told.set()
        return 1


@pytest.fixture
async def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Client]:
    """An engine of its own."""
    server = TemporalServer(free_ports(1)[0], tmp_path / "temporal.db")
    async with running(server):
        monkeypatch.setenv("TEMPORAL_ADDRESS", server.address)
        monkeypatch.setenv("TEMPORAL_NAMESPACE", "default")
        client = await connect(settings_with())
        await prepare_namespace(client, TEN_YEARS)
        yield client


async def next_runs(client: Client, name: str) -> list[datetime]:
    """When a schedule acts next."""
    return list((await client.get_schedule_handle(name).describe()).info.next_action_times)


@pytest.mark.requirement("CT-014")
async def test_schedules_are_made_once_and_act_by_the_agencys_clock(client: Client) -> None:
    for _ in range(2):
        await keep_schedules(client, AGENCIES.values())
    for name in sorted(EXPECTED):
        is_west = "sacramento" in name or "los" in name
        zone = "America/Los_Angeles" if is_west else "America/New_York"
        for at in (await next_runs(client, name))[:3]:
            there = at.astimezone(ZoneInfo(zone))
            if name.startswith("extent"):
                assert (there.month, there.day, there.hour) == (1, 2, 6)
            else:
                assert (there.isoweekday(), there.hour) == (1, 7)


async def test_one_that_an_operator_paused_stays_paused(client: Client) -> None:
    await keep_schedules(client, AGENCIES.values())
    handle = client.get_schedule_handle(extent_id("water"))
    await handle.pause(note="While the agency moves.")
    await keep_schedules(client, AGENCIES.values())
    state = (await handle.describe()).schedule.state
    assert (state.paused, state.note) == (True, "While the agency moves.")


async def test_the_schedules_of_what_is_gone_go_and_those_of_others_stay(client: Client) -> None:
    """An agency is taken out of the files, and with it the last one of its time zone."""
    await keep_schedules(client, AGENCIES.values())
    await client.create_schedule("of-somebody-else", weekly("America/Denver"))
    left = [agency for agency in AGENCIES.values() if agency.id == "water"]
    async with asyncio.timeout(PATIENCE):
        while len(await listed(client)) < len(EXPECTED) + 1:
            await asyncio.sleep(0.1)
        while await listed(client) != {
            "extent-water",
            "digest-america-new_york",
            "of-somebody-else",
        }:
            await keep_schedules(client, left)
            await asyncio.sleep(0.1)


async def listed(client: Client) -> set[str]:
    """The schedules that operators see."""
    return {found.id async for found in await client.list_schedules()}


async def test_what_a_schedule_starts_writes_the_statement_and_the_digests(client: Client) -> None:
    noting = Noting()
    await keep_schedules(client, AGENCIES.values())
    began = datetime.now(UTC)
    async with Worker(
        client,
        task_queue=TASK_QUEUE,
        workflows=[DigestWorkflow, ExtentWorkflow],
        activities=[noting.write, noting.digest],
    ):
        await client.get_schedule_handle(extent_id("water")).trigger()
        await client.get_schedule_handle(digest_id("America/New_York")).trigger()
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(noting.stated.wait(), noting.told.wait())
    (statement,), (digest,) = noting.statements, noting.digests
    assert statement.agency == "water"
    assert statement.key.startswith("extent-water-")
    assert began <= statement.at <= datetime.now(UTC)
    assert digest.time_zone == "America/New_York"


@pytest.mark.parametrize("schedule", [yearly(AGENCIES["water"]), weekly("America/New_York")])
def test_operators_read_what_a_schedule_is_for(schedule: Schedule) -> None:
    assert schedule.state.note
    assert isinstance(schedule.action, ScheduleActionStartWorkflow)
    assert schedule.action.static_summary
