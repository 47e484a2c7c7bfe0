"""Feeds of the directory: applied whole, in their order, whatever dies meanwhile."""

from sqlalchemy import create_engine, text
from sqlmodel import update

from activities.concerned import Rules
from activities.feeding import Feeding
from activities.inviting import Inviter
from mail.rendering import MailRenderer
from records.feed import FeedState
from records.tellings import Telling
from tests import people
from tests.case import Case
from tests.watched import until_failing
from tests.workflows.feeding import feed, handle_of, row_of, stage, state_of, told, untold
from tests.workflows.seen import shown
from tests.world import World
from workflows.feed import FeedWorkflow, Waiting
from workflows.identifiers import FEED_ID, TASK_QUEUE
from workflows.starting import apply_feed, start_feeds


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
    return Feeding(tools.sessions, rules, inviter)


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
    await until_failing(world.client, FEED_ID)
    with engine.begin() as back:
        back.execute(text("ALTER TABLE away RENAME TO feed"))
    engine.dispose()
    await told(world, number)
    assert row_of(world, people.COLLEAGUE)["unit"] == "Audit 2"


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
