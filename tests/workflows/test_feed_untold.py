"""An arrangement that cannot be told what the directory says holds up nobody else."""

from dataclasses import replace

import pytest
from sqlmodel import select
from temporalio.client import (
    Client,
    Interceptor,
    OutboundInterceptor,
    SignalWorkflowInput,
)
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import ActivityEnvironment

from activities.announcing import Announcer
from activities.concerned import Rules
from activities.spreading import ATTEMPTS, Spreading, Untold
from mail.rendering import MailRenderer
from policy.changes import JobChanged
from records.letters import Letter
from records.tellings import News, Telling, queue
from tests import people
from tests.case import Case
from tests.converting import CONVERTER
from tests.workflows.feeding import feed, row_of
from tests.world import World


class Refusing(Interceptor):
    """Stands before the engine, and answers every signal to one arrangement with an error."""

    def __init__(self, reference: str, status: RPCStatusCode) -> None:
        self.reference = reference
        self.status = status

    def intercept_client(self, next: OutboundInterceptor) -> OutboundInterceptor:  # noqa: A002 - the engine's name
        """Stand before every call."""
        return _Gate(next, self)


class _Gate(OutboundInterceptor):
    def __init__(self, inner: OutboundInterceptor, refusing: Refusing) -> None:
        super().__init__(inner)
        self._refusing = refusing

    async def signal_workflow(self, input: SignalWorkflowInput) -> None:  # noqa: A002 - the engine's name
        if input.id == self._refusing.reference:
            message = "It is refused."
            raise RPCError(message, self._refusing.status, b"")
        await super().signal_workflow(input)


async def spread(world: World, *before: Interceptor, attempt: int = 1) -> None:
    """One try to tell whoever waits for news, through what stands before the engine."""
    tools = world.tools
    rules = Rules(tools.programs, tools.agencies)
    client = Client(
        world.client.service_client,
        namespace=world.client.namespace,
        data_converter=CONVERTER,
        interceptors=before,
    )
    announcer = Announcer(tools.office, MailRenderer())
    spreading = Spreading(tools.sessions, rules, client, tools.clock, announcer)
    environment = ActivityEnvironment()
    environment.info = replace(environment.info, attempt=attempt)
    await environment.run(spreading.tell)


async def departed(world: World, case: Case) -> str:
    """News wait for an arrangement: its employee has left. Their key."""
    act = JobChanged(await case.today(), await world.by(people.COORDINATOR))
    told = Telling(
        key=act.by.key,
        feed=0,
        reference=case.reference,
        news=News.JOB,
        content={"on": act.on.isoformat(), "by": {**vars(act.by), "at": act.by.at.isoformat()}},
        queued_at=act.by.at,
    )
    with world.tools.sessions() as session:
        queue(session, [told])
        session.commit()
    return act.by.key


def found(world: World, key: str) -> Telling:
    """What became of the news of that key."""
    with world.tools.sessions() as session:
        return session.exec(select(Telling).where(Telling.key == key)).one()


def written_to(world: World) -> list[str]:
    """Who has mail about an arrangement that could not be told."""
    with world.tools.sessions() as session:
        letters = session.exec(select(Letter).where(Letter.kind == "untold"))
        return [letter.person for letter in letters]


async def test_one_that_the_engine_refuses_for_good_is_put_aside_and_the_coordinator_told(
    world: World, signing: Case
) -> None:
    """The others hear; it is tried again with the next news, and mailed about once."""
    other = await world.submit(people.COLLEAGUE)
    await other.until(lambda s: bool(s.tasks))
    keys = [await departed(world, case) for case in (signing, other)]
    refusing = Refusing(signing.reference, RPCStatusCode.INVALID_ARGUMENT)
    for _ in range(2):
        await spread(world, refusing)
    assert found(world, keys[0]).problem == "invalid_argument"
    assert found(world, keys[1]).told_at is not None
    assert written_to(world) == [people.COORDINATOR]
    await spread(world)
    assert found(world, keys[0]).told_at is not None
    await signing.until(lambda s: s.ending is not None)


async def test_what_may_pass_is_tried_again_for_an_hour(world: World, signing: Case) -> None:
    key = await departed(world, signing)
    refusing = Refusing(signing.reference, RPCStatusCode.UNAVAILABLE)
    with pytest.raises(Untold, match="1 arrangements"):
        await spread(world, refusing)
    assert written_to(world) == []
    await spread(world, refusing, attempt=ATTEMPTS)
    assert found(world, key).problem == "unavailable"
    assert written_to(world) == [people.COORDINATOR]


async def test_news_that_cannot_be_read_keep_nothing_from_the_next_feed(
    world: World, signing: Case
) -> None:
    """The directory's own workflow goes on."""
    key = await departed(world, signing)
    with world.tools.sessions() as session:
        telling = session.exec(select(Telling).where(Telling.key == key)).one()
        telling.content = {"on": telling.content["on"]}
        session.commit()
    await feed(world, row_of(world, people.EMPLOYEE, supervisor=people.COLLEAGUE))
    await signing.until(lambda s: people.COLLEAGUE in {task.person for task in s.tasks})
    await feed(world, row_of(world, people.COLLEAGUE, unit="Audit 2"), key="two")
    assert found(world, key).problem == "unreadable"
    assert written_to(world) == [people.COORDINATOR]


async def test_one_whose_workflow_is_gone_though_it_is_open_by_the_records_is_told_of(
    world: World, signing: Case
) -> None:
    """Somebody has ended it by hand: nobody there can hear it, and its tasks stay."""
    await signing.handle.terminate()
    key = await departed(world, signing)
    await spread(world)
    assert found(world, key).problem == "not_found"
    assert written_to(world) == [people.COORDINATOR]


async def test_one_that_has_closed_needs_to_hear_nothing(world: World, signing: Case) -> None:
    key = await departed(world, signing)
    await signing.end(people.EMPLOYEE)
    await signing.closed()
    await spread(world)
    assert found(world, key).told_at is not None
    assert written_to(world) == []
