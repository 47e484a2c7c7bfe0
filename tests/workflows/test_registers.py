"""An agency's registers: who may write is judged, each entry is on record when it is answered."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from temporalio.client import Client, WorkflowExecutionDescription

from policy.acts import RegisterWrite
from policy.register import About, RegisterEntry
from records import registers
from tests import people
from tests.case import refusal
from tests.watched import until_failing
from tests.workflows.seen import shown
from tests.world import World, a_world
from workflows.identifiers import TASK_QUEUE, registers_id
from workflows.registers import Kept, RegisterWorkflow
from workflows.starting import write_entry

AGENCY = "sacramento-it"
NOTES = {"notes": "Asked about the counter."}


@dataclass(frozen=True)
class Desk:
    """Whoever writes into the registers of one agency."""

    world: World

    @property
    def client(self) -> Client:
        """The engine."""
        return self.world.client

    async def act(self, key: str = "", subject: str = people.CITY_EMPLOYEE) -> RegisterWrite:
        """The supervisor writes about an employee."""
        by = await self.world.by(people.CITY_SUPERVISOR, key)
        roles = ("supervisor",)
        return RegisterWrite("eligibility", subject, NOTES, About.EMPLOYEE, roles, roles, by)

    async def write(self, key: str = "", subject: str = people.CITY_EMPLOYEE) -> int:
        """Write such an entry."""
        return await write_entry(self.client, AGENCY, await self.act(key, subject))

    async def begin(self, at_most: int) -> None:
        """Have the registers begin a fresh history after so many entries."""
        await self.client.start_workflow(
            RegisterWorkflow.run,
            Kept(AGENCY, at_most=at_most),
            id=registers_id(AGENCY),
            task_queue=TASK_QUEUE,
        )

    async def described(self) -> WorkflowExecutionDescription:
        """The workflow as it runs now."""
        return await self.client.get_workflow_handle(registers_id(AGENCY)).describe()

    def entries(self, subject: str = people.CITY_EMPLOYEE) -> list[RegisterEntry]:
        """What is on record."""
        with self.world.tools.sessions() as session:
            return registers.entries(session, AGENCY, "eligibility", subject)


@pytest.fixture
def desk(world: World) -> Desk:
    """The registers of an agency that has none yet."""
    return Desk(world)


@pytest.fixture
def forgetful_desk(forgetful: World) -> Desk:
    """The same with a worker that replays the history at every step."""
    return Desk(forgetful)


async def test_an_entry_is_on_record_when_it_is_answered(desk: Desk) -> None:
    act = await desk.act("one")
    assert await write_entry(desk.client, AGENCY, act) == 1
    (entry,) = desk.entries()
    assert (entry.number, entry.answers, entry.person) == (1, NOTES, people.CITY_SUPERVISOR)
    assert entry.key == "one"
    assert await desk.write() == 2
    assert await desk.write(subject="2003") == 1


async def test_the_same_key_is_one_entry_with_the_same_answer(desk: Desk) -> None:
    act = await desk.act("one")
    answers = await asyncio.gather(*(write_entry(desk.client, AGENCY, act) for _ in range(5)))
    assert answers == [1] * 5
    assert len(desk.entries()) == 1


async def test_entries_that_arrive_at_once_are_numbered_without_gaps(forgetful_desk: Desk) -> None:
    acts = [await forgetful_desk.act() for _ in range(8)]
    given = await asyncio.gather(*(write_entry(forgetful_desk.client, AGENCY, act) for act in acts))
    assert sorted(given) == [1, 2, 3, 4, 5, 6, 7, 8]
    kept = {entry.key: entry.number for entry in forgetful_desk.entries()}
    assert kept == {act.by.key: number for act, number in zip(acts, given, strict=True)}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda act: replace(act, holds=("manager",)), "Only those whom the program names"),
        (lambda act: replace(act, holds=()), "Only those whom the program names"),
        (lambda act: replace(act, roles=()), "Only those whom the program names"),
        (lambda act: replace(act, subject=""), "not about that"),
        (lambda act: replace(act, about=About.AGENCY), "not about that"),
        (lambda act: replace(act, answers={"notes": " \n"}), "Nothing is filled in"),
        (lambda act: replace(act, answers={}), "Nothing is filled in"),
    ],
)
async def test_what_cannot_be_written_is_refused_in_words(
    desk: Desk, change: Callable[[RegisterWrite], RegisterWrite], words: str
) -> None:
    assert words in await refusal(write_entry(desk.client, AGENCY, change(await desk.act())))
    assert desk.entries() == []


async def test_a_key_of_another_entry_is_refused(desk: Desk) -> None:
    await desk.write("one")
    assert "sent before, with other contents" in await refusal(desk.write("one", subject="2003"))
    assert await desk.write("two", subject="2003") == 1


async def test_a_fresh_history_goes_on_with_the_numbers_and_the_keys(forgetful_desk: Desk) -> None:
    desk = forgetful_desk
    await desk.begin(at_most=3)
    first = (await desk.described()).run_id
    for number in range(1, 8):
        assert await desk.write(f"key-{number}") == number
    assert (await desk.described()).run_id != first
    assert await desk.write("key-2") == 2
    assert len(desk.entries()) == 7


async def test_no_entry_is_lost_where_histories_change_under_many_writers(desk: Desk) -> None:
    await desk.begin(at_most=2)
    acts = [await desk.act() for _ in range(6)]
    given = await asyncio.gather(*(write_entry(desk.client, AGENCY, act) for act in acts))
    assert sorted(given) == [1, 2, 3, 4, 5, 6]


async def test_an_entry_waits_for_the_records_and_is_answered_then(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        desk = Desk(world)
        engine = create_engine(f"sqlite:///{tmp_path}/records.db")
        with engine.begin() as away:
            away.execute(text("ALTER TABLE registerrow RENAME TO away"))
        asked = asyncio.create_task(desk.write("one"))
        await until_failing(desk.client, registers_id(AGENCY))
        with engine.begin() as back:
            back.execute(text("ALTER TABLE away RENAME TO registerrow"))
        engine.dispose()
        assert await asked == 1
        assert len(desk.entries()) == 1


async def test_operators_see_the_agency_and_how_much_was_written_but_nobody(desk: Desk) -> None:
    await desk.write("one")
    await desk.write("two", subject="2003")
    handle = desk.client.get_workflow_handle(registers_id(AGENCY))
    metadata = await handle.query("__temporal_workflow_metadata")
    assert "| eligibility | 2 |" in str(metadata)
    assert "up to date" in str(metadata)
    labels = list(shown(await handle.fetch_history()))
    assert "Record an entry of the register eligibility" in labels
    assert f"registers-{AGENCY}" in labels
    people_named = {people.CITY_EMPLOYEE, people.CITY_SUPERVISOR, "2003", NOTES["notes"]}
    assert not [it for it in labels if any(named in it for named in people_named)]


async def test_an_agency_keeps_its_registers_apart(desk: Desk) -> None:
    await desk.write("one")
    other = replace(await desk.act("two"), subject=people.EMPLOYEE)
    assert await write_entry(desk.client, "comptroller", other) == 1
    assert len(desk.entries()) == 1
