"""Feeds of the directory: applied whole, told to every arrangement concerned, each once."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta

import pytest
from sqlalchemy import create_engine, text
from sqlmodel import select, update
from temporalio.client import WorkflowHandle

from activities.concerned import Rules
from activities.feeding import Feeding
from activities.inviting import Inviter
from mail.rendering import MailRenderer
from policy.account import Ending
from records import feed as feeds
from records.feed import FeedState, Staging
from records.links import LinkState
from records.people import Person
from records.roster import COLUMNS
from records.tellings import Telling
from tests import people
from tests.case import Case
from tests.feeds import a_file
from tests.watched import PATIENCE
from tests.workflows.seen import link_states, shown, timers
from tests.world import World
from workflows.feed import FeedWorkflow, Waiting
from workflows.identifiers import FEED_ID, TASK_QUEUE
from workflows.starting import apply_feed, start_feeds

EMPLOYEES_AGENCY = "comptroller"


def row_of(world: World, number: str, **cells: str) -> Mapping[str, str]:
    """Somebody's row as the directory has it, but for `cells`."""
    with world.tools.sessions() as session:
        person = session.get_one(Person, number)
        kept = {name: str(getattr(person, name)) for name in COLUMNS if hasattr(person, name)}
    return {**kept, **cells}


def stage(world: World, *rows: Mapping[str, str], key: str = "one") -> int:
    """A file comes in."""
    staging = Staging(
        key=key,
        person=people.COORDINATOR,
        content=a_file(*rows),
        agencies=frozenset({EMPLOYEES_AGENCY}),
        within=frozenset({EMPLOYEES_AGENCY}),
        at=world.tools.clock(),
    )
    with world.tools.sessions() as session:
        number = feeds.stage(session, staging).number
        session.commit()
    assert number is not None
    return number


async def feed(world: World, *rows: Mapping[str, str], key: str = "one") -> int:
    """A file comes in, is applied, and everybody is told."""
    number = stage(world, *rows, key=key)
    await apply_feed(world.client, number)
    await told(world, number)
    assert state_of(world, number) == FeedState.APPLIED
    return number


async def told(world: World, number: int) -> None:
    """Wait until a feed is applied and everybody was told of it."""
    async with asyncio.timeout(PATIENCE.total_seconds()):
        while state_of(world, number) == FeedState.STAGED or untold(world):
            await asyncio.sleep(0.02)


def state_of(world: World, number: int) -> str:
    """What became of a feed."""
    with world.tools.sessions() as session:
        return session.get_one(feeds.Feed, number).state


def untold(world: World) -> list[Telling]:
    """What arrangements have not heard yet."""
    with world.tools.sessions() as session:
        return [each for each in session.exec(select(Telling)) if each.told_at is None]


def handle_of(world: World) -> WorkflowHandle[FeedWorkflow, None]:
    """The directory's workflow."""
    return world.client.get_workflow_handle_for(FeedWorkflow.run, FEED_ID)


@pytest.fixture
async def signing(world: World) -> Case:
    """Open for signature, with the employee's on it."""
    case = await world.submit()
    await case.open_for_signing()
    return case


async def test_open_tasks_and_links_move_to_who_holds_the_role_now(
    world: World, signing: Case
) -> None:
    await feed(world, row_of(world, people.EMPLOYEE, supervisor=people.COLLEAGUE))
    standing = await signing.until(
        lambda s: any(t.role == "supervisor" and t.person == people.COLLEAGUE for t in s.tasks)
    )
    assert people.SUPERVISOR not in {task.person for task in standing.tasks}
    await signing.recorded()
    assert link_states(signing, people.SUPERVISOR) == {LinkState.REPLACED}
    assert link_states(signing, people.COLLEAGUE) == {LinkState.OPEN}
    (entry,) = await signing.timeline("holder_changed")
    assert (entry.role, entry.about, entry.person) == (
        "supervisor", people.COLLEAGUE, people.COORDINATOR,
    )  # fmt: skip
    await signing.sign("supervisor", people.COLLEAGUE)
    await signing.until(lambda s: "supervisor" in s.signed)


async def test_whoever_is_concerned_is_told_once(world: World, signing: Case) -> None:
    changed = row_of(world, people.EMPLOYEE, supervisor=people.COLLEAGUE)
    await feed(world, changed)
    await feed(world, changed, key="two")
    await signing.until(
        lambda s: any(t.role == "supervisor" and t.person == people.COLLEAGUE for t in s.tasks)
    )
    letters = await signing.letters("holder_changed")
    told = sorted(letter.person for letter in letters)
    assert told == [people.EMPLOYEE, people.SUPERVISOR]
    assert len(await signing.timeline("holder_changed")) == 1


@pytest.mark.requirement("CT-105", "CT-106")
@pytest.mark.parametrize("reason", ["promotion", "inconsistent_duties"])
async def test_a_new_job_ends_an_arrangement_on_its_day(world: World, reason: str) -> None:
    case = await world.submit(starts_in=3)
    await case.authorized()
    await world.skip(days=20)
    on = (await world.now()).date() - timedelta(days=5)
    changed = row_of(world, people.EMPLOYEE, job_change=reason, job_change_on=on.isoformat())
    await feed(world, changed)
    standing = await case.until(lambda s: s.ending is not None)
    assert (standing.ending, standing.ended_on) == (Ending.JOB_CHANGED, on)


async def test_who_departs_ends_their_arrangement(world: World, signing: Case) -> None:
    today = (await world.now()).date()
    await feed(world, row_of(world, people.EMPLOYEE, left_on=today.isoformat()))
    standing = await signing.until(lambda s: s.ending is not None)
    assert standing.ending is Ending.DEPARTED


async def test_nothing_open_stays_with_who_has_left(world: World, signing: Case) -> None:
    today = (await world.now()).date()
    left = row_of(world, people.MANAGER, manager="", left_on=today.isoformat())
    await feed(world, left)
    standing = await signing.until(
        lambda s: people.MANAGER not in {task.person for task in s.tasks}
    )
    finding = {task.person for task in standing.tasks if task.purpose == "appoint"}
    assert finding == {people.COORDINATOR}
    (letter,) = await signing.letters("holder_changed")
    assert "find somebody" in letter.subject.lower()


@pytest.mark.requirement("CT-009")
async def test_a_designee_is_asked_from_the_day_of_the_designation(
    world: World, signing: Case
) -> None:
    """And no day before, nor after it: the calendar alone brings it about."""
    first = (await world.now()).date() + timedelta(days=2)
    days = {"designee_from": first.isoformat(), "designee_until": first.isoformat()}
    await feed(world, row_of(world, people.HEAD, designee=people.DESIGNEE, **days))
    await world.skip(days=1)
    assert people.DESIGNEE not in {task.person for task in (await signing.standing()).tasks}
    await world.skip(days=1, hours=12)
    await signing.until(lambda s: people.DESIGNEE in {task.person for task in s.tasks})
    await world.skip(days=1)
    await signing.until(lambda s: people.DESIGNEE not in {task.person for task in s.tasks})
    label = timers(await handle_of(world).fetch_history())[0]
    assert label.startswith("Look at the calendar at ")


async def test_a_feed_waits_for_a_worker_and_is_applied_then(forgetful: World) -> None:
    case = await forgetful.submit()
    await case.open_for_signing()
    await forgetful.stop_worker()
    number = stage(forgetful, row_of(forgetful, people.EMPLOYEE, supervisor=people.COLLEAGUE))
    await apply_feed(forgetful.client, number)
    assert state_of(forgetful, number) == FeedState.STAGED
    await forgetful.start_worker()
    await told(forgetful, number)
    await case.until(lambda s: people.COLLEAGUE in {task.person for task in s.tasks})


async def test_a_worker_that_dies_after_applying_leaves_the_telling_to_the_next(
    forgetful: World,
) -> None:
    """The directory is changed, nobody has heard of it, and the engine knows of nothing."""
    case = await forgetful.submit()
    await case.open_for_signing()
    await forgetful.stop_worker()
    number = stage(forgetful, row_of(forgetful, people.EMPLOYEE, supervisor=people.COLLEAGUE))
    await apply_feed(forgetful.client, number)
    feeding_of(forgetful).apply(number, await forgetful.now())
    assert len(untold(forgetful)) == 1
    await forgetful.start_worker()
    await told(forgetful, number)
    await case.until(lambda s: people.COLLEAGUE in {task.person for task in s.tasks})
    assert len(await case.timeline("holder_changed")) == 1


async def test_a_worker_that_dies_while_it_tells_tells_nobody_twice(
    world: World, signing: Case
) -> None:
    """The arrangement has heard, and the records do not know it: it is told again, and hears it."""
    await feed(world, row_of(world, people.EMPLOYEE, supervisor=people.COLLEAGUE))
    await signing.until(lambda s: people.COLLEAGUE in {task.person for task in s.tasks})
    with world.tools.sessions() as session:
        session.exec(update(Telling).values(told_at=None))
        session.commit()
    await feed(world, row_of(world, people.COLLEAGUE, unit="Audit 2"), key="two")
    assert untold(world) == []
    assert len(await signing.timeline("holder_changed")) == 1


def feeding_of(world: World) -> Feeding:
    """The activities of the directory, as a worker has them."""
    tools = world.tools
    rules = Rules(tools.programs, tools.agencies)
    inviter = Inviter(tools.office, MailRenderer(), tools.programs, tools.agencies)
    return Feeding(tools.sessions, rules, world.client, tools.clock, inviter)


async def test_an_arrangement_that_has_closed_needs_to_hear_nothing(world: World) -> None:
    case = await world.submit()
    await case.open_for_signing()
    await case.handle.terminate()
    await feed(world, row_of(world, people.EMPLOYEE, supervisor=people.COLLEAGUE))
    assert untold(world) == []


async def test_feeds_are_applied_in_the_order_in_which_they_came(world: World) -> None:
    """Also across fresh histories."""
    await world.client.start_workflow(
        FeedWorkflow.run, Waiting(rounds=1), id=FEED_ID, task_queue=TASK_QUEUE
    )
    first = (await handle_of(world).describe()).run_id
    numbers = [
        stage(world, row_of(world, people.COLLEAGUE, unit=unit), key=unit)
        for unit in ("Audit A", "Audit B", "Audit C")
    ]
    for number in numbers:
        await apply_feed(world.client, number)
    for number in numbers:
        await told(world, number)
    assert row_of(world, people.COLLEAGUE)["unit"] == "Audit C"
    assert (await handle_of(world).describe()).run_id != first


async def test_a_feed_waits_for_the_records_and_the_next_one_for_it(world: World) -> None:
    number = stage(world, row_of(world, people.COLLEAGUE, unit="Audit 2"))
    engine = create_engine(world.tools.sessions().get_bind().engine.url)
    with engine.begin() as away:
        away.execute(text("ALTER TABLE feed RENAME TO away"))
    await apply_feed(world.client, number)
    await until_failing(world)
    with engine.begin() as back:
        back.execute(text("ALTER TABLE away RENAME TO feed"))
    engine.dispose()
    await told(world, number)
    assert row_of(world, people.COLLEAGUE)["unit"] == "Audit 2"


async def until_failing(world: World) -> None:
    """Wait until an attempt has failed."""
    async with asyncio.timeout(PATIENCE.total_seconds()):
        while True:
            described = await handle_of(world).describe()
            pending = described.raw_description.pending_activities
            if any(activity.last_failure.message for activity in pending):
                return
            await asyncio.sleep(0.05)


async def test_a_refused_feed_keeps_nothing_from_the_next_one(world: World) -> None:
    bad = stage(world, row_of(world, people.COLLEAGUE, mail="nonsense"))
    await apply_feed(world.client, bad)
    await feed(world, row_of(world, people.COLLEAGUE, unit="Audit 2"), key="two")
    assert state_of(world, bad) == FeedState.REFUSED


async def test_operators_see_what_it_does_and_nobodys_name(world: World, signing: Case) -> None:
    await start_feeds(world.client)
    await start_feeds(world.client)
    number = await feed(world, row_of(world, people.EMPLOYEE, supervisor=people.COLLEAGUE))
    metadata = str(await handle_of(world).query("__temporal_workflow_metadata"))
    assert "looks at the calendar again at" in metadata
    labels = [*shown(await handle_of(world).fetch_history()), metadata]
    assert f"Apply feed {number} to the directory" in labels
    named = {*people.NAMES, *people.NAMES.values()}
    assert not [it for it in labels if any(name in it for name in named)]
