"""Each test gets a fresh, migrated database, once on SQLite and once on PostgreSQL."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url, text
from sqlmodel import Session, create_engine

from records.database import Sessions, connect, sessions_of
from records.migrating import upgrade
from records.tables import METADATA
from tests.feeds import DAY, NOW, Town, a_town
from tests.postgres import cluster
from tests.records.samples import a_standing, begin

KINDS = ("sqlite", "postgresql")


class Databases:
    """Makes databases: SQLite files in a folder, PostgreSQL's in a cluster."""

    def __init__(self, folder: Path, server: str) -> None:
        """Make files in `folder`, and databases beside the one of `server`."""
        self._folder = folder
        self._server = make_url(server)
        self._numbers = count()

    def make(self, kind: str) -> str:
        """The URL of a new, empty database."""
        name = f"t{next(self._numbers)}"
        if kind == "sqlite":
            return f"sqlite:///{self._folder / name}.db"
        admin = create_engine(self._server, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        admin.dispose()
        return self._server.set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """A PostgreSQL cluster and a folder that last for all tests."""
    with cluster() as server:
        yield Databases(tmp_path_factory.mktemp("records"), server)


@pytest.fixture(scope="session")
def migrated(databases: Databases) -> dict[str, str]:
    """One migrated database of each kind, emptied after each test that used it."""
    urls = {kind: databases.make(kind) for kind in KINDS}
    for url in urls.values():
        upgrade(url)
    return urls


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest) -> str:
    """Which kind of database."""
    return str(request.param)


@pytest.fixture
def empty(database: str, databases: Databases) -> str:
    """The URL of a database without tables."""
    return databases.make(database)


@pytest.fixture
def engine(database: str, migrated: dict[str, str]) -> Iterator[Engine]:
    """An engine for a migrated database without rows."""
    engine = connect(migrated[database])
    yield engine
    _clear(engine)
    engine.dispose()


@pytest.fixture
def sessions(engine: Engine) -> Sessions:
    """Opens sessions."""
    return sessions_of(engine)


@pytest.fixture
def session(sessions: Sessions) -> Iterator[Session]:
    """One open session."""
    with sessions() as session:
        yield session


def _clear(engine: Engine) -> None:
    """Delete every row, dependent tables first; identities go on counting."""
    with engine.begin() as connection:
        for table in reversed(METADATA.sorted_tables):
            connection.execute(table.delete())


@pytest.fixture
def town(sessions: Sessions) -> Town:
    """A directory that was fed two months ago."""
    found = Town(sessions)
    found.feed(*a_town(), at=NOW - 60 * DAY)
    return found


@pytest.fixture
def begun(session: Session) -> Session:
    """An arrangement of which nothing is on record but that it began."""
    begin(session, a_standing(1))
    return session
