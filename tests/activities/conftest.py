"""Records and a clock for activities on their own."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from records.database import Sessions, connect, sessions_of
from tests import people


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 10, 15, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, **span: float) -> None:
        """Let time pass."""
        self.now += timedelta(**span)


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
