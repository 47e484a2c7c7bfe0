"""Records and a clock for activities on their own."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from temporalio.client import Client

from activities.keeping import Keeping
from records.database import Sessions
from records.people import Person
from tests.activities.invited import AGENCY, OBSERVER, Desk
from tests.activities.outbox import Office
from tests.clock import Clock
from tests.feeds import INVITER
from tests.settled import settled_records


@pytest.fixture
def clock() -> Clock:
    """A Tuesday afternoon in November."""
    return Clock(datetime(2026, 11, 10, 15, tzinfo=UTC))


@pytest.fixture
def sessions(tmp_path: Path) -> Iterator[Sessions]:
    """Records with the tests' people in them."""
    with settled_records(tmp_path) as opened:
        yield opened


@pytest.fixture
async def office(sessions: Sessions, tmp_path: Path, clock: Clock) -> Office:
    """Nobody waits for these mails, so the engine is never called."""
    client = await Client.connect("127.0.0.1:9", lazy=True)
    return Office(sessions, tmp_path, clock, client)


@pytest.fixture
def desk(sessions: Sessions) -> Desk:
    """Registers of the city's department, with somebody who may be invited to observe."""
    with sessions() as session:
        session.add(Person(number="2009", name="Nia Stone", mail=OBSERVER, agency=AGENCY))
        session.commit()
    return Desk(sessions, Keeping(sessions, INVITER))
