"""Feeds of the directory that come in, are applied, and are told."""

import asyncio
from collections.abc import Mapping

from sqlmodel import col, select
from temporalio.client import WorkflowHandle

from records import feed as feeds
from records.feed import FeedState, Staging
from records.people import Person
from records.roster import COLUMNS
from records.tellings import Telling
from tests import people
from tests.feeds import a_file
from tests.watched import PATIENCE
from tests.world import World
from workflows.feed import FeedWorkflow
from workflows.identifiers import FEED_ID
from workflows.starting import apply_feed

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
    """What arrangements have not heard yet, though nothing hinders them."""
    with world.tools.sessions() as session:
        waiting = select(Telling).where(col(Telling.told_at).is_(None))
        return list(session.exec(waiting.where(col(Telling.problem).is_(None))))


def handle_of(world: World) -> WorkflowHandle[FeedWorkflow, None]:
    """The directory's workflow."""
    return world.client.get_workflow_handle_for(FeedWorkflow.run, FEED_ID)
