"""News that cannot be told are mailed about to who coordinates the arrangement they are for."""

import pytest
from sqlmodel import select
from temporalio.testing import ActivityEnvironment

from activities.announcing import Announcer
from activities.spreading import Spreading
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
