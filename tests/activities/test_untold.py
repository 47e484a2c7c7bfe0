"""How arrangements are told: in which order, and who is written to where they cannot be."""

import asyncio
from datetime import datetime

import pytest
from sqlmodel import select
from temporalio.client import Client, Interceptor, OutboundInterceptor, SignalWorkflowInput
from temporalio.testing import ActivityEnvironment

from activities.announcing import Announcer
from activities.spreading import CHANGE_HOLDERS, CHANGE_JOB, Spreading
from mail.rendering import MailRenderer
from policy.account import Status
from records.database import Sessions
from records.letters import Letter
from records.people import Person
from records.tellings import News, Telling, queue
from tests import people
from tests.activities.outbox import Office
from tests.clock import Clock
from tests.feeds import OFFICE, RULES, Town


@pytest.mark.parametrize(
    ("others", "told"), [(people.COORDINATOR, people.HEAD), (people.COLLEAGUE, people.COLLEAGUE)]
)
async def test_of_an_hr_representatives_own_a_colleague_is_told_or_else_the_head(
    sessions: Sessions, office: Office, clock: Clock, others: str, told: str
) -> None:
    reference = Town(sessions).propose(employee=people.COORDINATOR, status=Status.ACTIVE)
    with sessions() as session:
        for person in session.exec(select(Person).where(Person.number != people.COORDINATOR)):
            person.hr_representative = others
        unreadable = Telling(
            key="k", feed=0, reference=reference, news=News.JOB, content={}, queued_at=clock.now
        )
        queue(session, [unreadable])
        session.commit()
    announcer = Announcer(OFFICE, MailRenderer())
    spreading = Spreading(sessions, RULES, office.client, clock, announcer)
    await ActivityEnvironment().run(spreading.tell)
    with sessions() as session:
        assert [letter.person for letter in session.exec(select(Letter))] == [told]


class Slow(Interceptor):
    """Stands before an engine that is not there: notes what is begun and done, in order."""

    def __init__(self) -> None:
        self.noted: list[tuple[str, str]] = []

    def intercept_client(self, next: OutboundInterceptor) -> OutboundInterceptor:  # noqa: A002 - the engine's name
        """Stand before every call."""
        return _Gate(next, self.noted)


class _Gate(OutboundInterceptor):
    def __init__(self, inner: OutboundInterceptor, noted: list[tuple[str, str]]) -> None:
        super().__init__(inner)
        self._noted = noted

    async def signal_workflow(self, input: SignalWorkflowInput) -> None:  # noqa: A002 - the engine's name
        self._noted.append(("begun", input.signal))
        await asyncio.sleep(0)
        self._noted.append(("done", input.signal))


def told_of(news: News, reference: str, at: datetime) -> Telling:
    """Sound news for an arrangement."""
    by = {"person": "", "key": news, "at": at.isoformat()}
    job: dict[str, object] = {"on": at.date().isoformat()}
    told = job if news is News.JOB else {"holders": {}, "coordinators": []}
    return Telling(
        key=news, feed=0, reference=reference, news=news, content={**told, "by": by}, queued_at=at
    )


async def test_what_ends_is_told_so_before_anybody_is_told_who_holds_what(
    sessions: Sessions, clock: Clock
) -> None:
    """Nobody is asked to act on what has ended already."""
    reference = Town(sessions).propose()
    with sessions() as session:
        for news in (News.HOLDERS, News.JOB):
            queue(session, [told_of(news, reference, clock.now)])
        session.commit()
    engine = Slow()
    client = await Client.connect("127.0.0.1:9", lazy=True, interceptors=[engine])
    spreading = Spreading(sessions, RULES, client, clock, Announcer(OFFICE, MailRenderer()))
    await ActivityEnvironment().run(spreading.tell)
    assert engine.noted == [
        ("begun", CHANGE_JOB),
        ("done", CHANGE_JOB),
        ("begun", CHANGE_HOLDERS),
        ("done", CHANGE_HOLDERS),
    ]
