"""Each test gets a fresh, migrated database, once on SQLite and once on PostgreSQL."""

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Protocol

import pytest
from sqlalchemy import Engine, make_url, text
from sqlmodel import Session, create_engine

from records.database import Sessions, connect, sessions_of
from records.migrating import upgrade
from tests.postgres import cluster

DATABASES = ("sqlite", "postgresql")


class Fresh(Protocol):
    """Makes databases: empty, or as a copy of one that was made before (`like`)."""

    def __call__(self, kind: str, like: str = "") -> str:
        """The URL of a new database."""


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A PostgreSQL cluster that lasts for all tests."""
    with cluster() as url:
        yield url


@pytest.fixture(scope="session")
def fresh(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fresh]:
    """Makes databases on either server."""
    folder = tmp_path_factory.mktemp("records")
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    numbers = count()

    def make(kind: str, like: str = "") -> str:
        name = f"t{next(numbers)}"
        if kind == "sqlite":
            return _sqlite(folder, name, like)
        template = f" TEMPLATE {make_url(like).database}" if like else ""
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}{template}"))
        return make_url(server).set(database=name).render_as_string(hide_password=False)

    yield make
    admin.dispose()


@pytest.fixture(scope="session")
def migrated(fresh: Fresh) -> dict[str, str]:
    """One migrated database of each kind, to copy."""
    urls = {kind: fresh(kind) for kind in DATABASES}
    for url in urls.values():
        upgrade(url)
    return urls


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest) -> str:
    """Which database."""
    return str(request.param)


@pytest.fixture
def empty(database: str, fresh: Fresh) -> str:
    """The URL of a database without tables."""
    return fresh(database)


@pytest.fixture
def engine(database: str, fresh: Fresh, migrated: dict[str, str]) -> Iterator[Engine]:
    """An engine for a migrated database without rows."""
    engine = connect(fresh(database, migrated[database]))
    yield engine
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


def _sqlite(folder: Path, name: str, like: str) -> str:
    file = folder / f"{name}.db"
    if like:
        shutil.copy(str(make_url(like).database), file)
    return f"sqlite:///{file}"
