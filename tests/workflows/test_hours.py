"""An agency's recorded hours: a file is judged, and on record as a whole when it is answered."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from temporalio.client import Client, WorkflowExecutionDescription

from policy.hours.handing_in import HoursHandedIn, HoursKept
from policy.timekeeping import Period
from records import hours
from tests import people
from tests.case import refusal
from tests.timekeeping import TIMEKEEPER, a_file
from tests.watched import until_failing
from tests.workflows.seen import shown
from tests.world import World, a_world
from workflows.hours import HoursWorkflow, Intake
from workflows.identifiers import TASK_QUEUE, hours_id
from workflows.starting import hand_in_hours

AGENCY = "comptroller"
EVER = Period(date.min, date.max)
ROW = f"{people.EMPLOYEE},2026-01-06,REGTC,8"


@dataclass(frozen=True)
class Desk:
    """The timekeeper of one agency."""

    world: World

    @property
    def client(self) -> Client:
        """The engine."""
        return self.world.client

    async def act(self, *rows: str, key: str = "") -> HoursHandedIn:
        """A file of these rows, whose bytes are in the store."""
        digest = self.world.tools.store.put(a_file(*(rows or (ROW,))))
        return HoursHandedIn(digest, (AGENCY,), await self.world.by(TIMEKEEPER, key))

    async def hand_in(self, *rows: str, key: str = "") -> HoursKept:
        """Hand such a file in."""
        return await hand_in_hours(self.client, AGENCY, await self.act(*rows, key=key))

    async def begin(self, at_most: int) -> None:
        """Begin a fresh history after so many files."""
        await self.client.start_workflow(
            HoursWorkflow.run,
            Intake(AGENCY, at_most=at_most),
            id=hours_id(AGENCY),
            task_queue=TASK_QUEUE,
        )

    async def described(self) -> WorkflowExecutionDescription:
        """The workflow as it runs now."""
        return await self.client.get_workflow_handle(hours_id(AGENCY)).describe()

    def kept(self) -> dict[str, int]:
        """The hours on record, in hundredths, by code."""
        with self.world.tools.sessions() as session:
            found = hours.of_agency(session, AGENCY, EVER)
        return {each.code: each.hours for each in found}


@pytest.fixture
def desk(world: World) -> Desk:
    """An agency without hours."""
    return Desk(world)


@pytest.mark.requirement("CT-100")
async def test_a_file_is_on_record_when_it_is_answered(desk: Desk) -> None:
    assert await desk.hand_in(ROW, ROW.replace("REGTC,8", "VAC,1")) == HoursKept(2, 0, 0)
    assert desk.kept() == {"REGTC": 800, "VAC": 100}
    assert await desk.hand_in(ROW.replace(",8", ",7.5")) == HoursKept(0, 1, 0)
    assert desk.kept() == {"REGTC": 750, "VAC": 100}


async def test_the_same_act_is_taken_in_once_with_the_same_answer(desk: Desk) -> None:
    act = await desk.act(key="one")
    answers = await asyncio.gather(*(hand_in_hours(desk.client, AGENCY, act) for _ in range(5)))
    assert answers == [HoursKept(1, 0, 0)] * 5


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda act: replace(act, keeps=()), "Only the agency's timekeepers"),
        (lambda act: replace(act, keeps=("water",)), "Only the agency's timekeepers"),
        (lambda act: replace(act, digest="0" * 64), "is not there any more"),
    ],
)
async def test_what_cannot_be_taken_in_is_refused_in_words(
    desk: Desk, change: Callable[[HoursHandedIn], HoursHandedIn], words: str
) -> None:
    assert words in await refusal(hand_in_hours(desk.client, AGENCY, change(await desk.act())))
    assert desk.kept() == {}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("9999,2026-01-06,REGTC,8", "Line 3: EMPLID names nobody here: 9999."),
        (f"{people.EMPLOYEE},2099-01-06,REGTC,8", "after the present pay period"),
        ("odd", "Line 3: has 1 cells"),
    ],
)
async def test_a_file_with_one_bad_row_changes_nothing(desk: Desk, row: str, words: str) -> None:
    assert words in await refusal(desk.hand_in(ROW, row))
    assert desk.kept() == {}
    assert await desk.hand_in(ROW) == HoursKept(1, 0, 0)


async def test_a_key_of_another_file_is_refused(desk: Desk) -> None:
    await desk.hand_in(ROW, key="one")
    assert "sent before, with other contents" in await refusal(
        desk.hand_in(ROW.replace(",8", ",7"), key="one")
    )
    assert desk.kept() == {"REGTC": 800}


async def test_an_agency_whose_program_keeps_no_hours_takes_none(desk: Desk) -> None:
    act = replace(await desk.act(), keeps=("sacramento-it",))
    assert "keeps no hours here" in await refusal(hand_in_hours(desk.client, "sacramento-it", act))


async def test_a_fresh_history_goes_on_with_what_is_on_record(forgetful: World) -> None:
    desk = Desk(forgetful)
    await desk.begin(at_most=2)
    first = (await desk.described()).run_id
    act = await desk.act(key="one")
    assert await hand_in_hours(desk.client, AGENCY, act) == HoursKept(1, 0, 0)
    for hour in range(1, 5):
        await desk.hand_in(ROW.replace(",8", f",{hour}"))
    assert (await desk.described()).run_id != first
    assert await hand_in_hours(desk.client, AGENCY, act) == HoursKept(1, 0, 0)
    assert desk.kept() == {"REGTC": 400}


async def test_a_file_waits_for_the_records_and_is_answered_then(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        desk = Desk(world)
        engine = create_engine(f"sqlite:///{tmp_path}/records.db")
        with engine.begin() as away:
            away.execute(text("ALTER TABLE hours_file RENAME TO away"))
        asked = asyncio.create_task(desk.hand_in())
        await until_failing(desk.client, hours_id(AGENCY))
        assert desk.kept() == {}
        with engine.begin() as back:
            back.execute(text("ALTER TABLE away RENAME TO hours_file"))
        engine.dispose()
        assert await asked == HoursKept(1, 0, 0)


async def test_operators_see_the_agency_and_how_many_files_but_nobody(desk: Desk) -> None:
    await desk.hand_in()
    handle = desk.client.get_workflow_handle(hours_id(AGENCY))
    metadata = await handle.query("__temporal_workflow_metadata")
    assert "Files taken in: 1" in str(metadata)
    assert "up to date" in str(metadata)
    labels = list(shown(await handle.fetch_history()))
    assert "Take in a file of recorded hours" in labels
    assert not [it for it in labels if people.EMPLOYEE in it or TIMEKEEPER in it]
