"""Records and a clock for activities on their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import SQLModel
from temporalio.client import Client

from records.database import Sessions, connect, sessions_of
from tests import people
from tests.activities.clock import Clock
from tests.activities.outbox import Office


@pytest.fixture
def clock() -> Clock:
    """A Tuesday afternoon in November."""
    return Clock()


@pytest.fixture
def sessions(tmp_path: Path) -> Iterator[Sessions]:
    """Records with the tests' people in them."""
    engine = connect(f"sqlite:///{tmp_path}/records.db")
    SQLModel.metadata.create_all(engine)
    opened = sessions_of(engine)
    with opened() as session:
        people.settle(session)
    yield opened
    engine.dispose()


@pytest.fixture
async def office(sessions: Sessions, tmp_path: Path, clock: Clock) -> Office:
    """Nobody waits for these mails, so the engine is never called."""
    client = await Client.connect("127.0.0.1:9", lazy=True)
    return Office(sessions, tmp_path, clock, client)
