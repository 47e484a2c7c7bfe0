"""Bringing a database up to the tables this version needs; safe to repeat and to race."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sys import argv
from tempfile import TemporaryDirectory

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, make_url, text

from records.database import connect

FOLDER = Path(__file__).parent / "migrations"
_LOCK = 7_313_248_120_467_791
"""Any number, the same in every process: one migration at a time on PostgreSQL."""


def upgrade(url: str, revision: str = "head") -> None:
    """Migrate the database at `url` to `revision`, in one transaction; create it if it is a file.

    Two processes that start at once migrate one after the other.
    """
    _make_folder(url)
    engine = connect(url)
    try:
        with _alone(engine) as connection:
            command.upgrade(_config(connection), revision)
    finally:
        engine.dispose()


def write_next(message: str) -> None:
    """Write the next migration: how the declared tables differ from what all before it lead to."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/records.db"
        upgrade(url)
        engine = connect(url)
        try:
            with _alone(engine) as connection:
                command.revision(_config(connection), message, autogenerate=True, rev_id=_next())
        finally:
            engine.dispose()


def current(engine: Engine) -> str | None:
    """The migration that the database has reached; None before the first."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head() -> str:
    """The migration that this version needs."""
    return ScriptDirectory(str(FOLDER)).get_current_head() or ""


def _next() -> str:
    return f"{int(head() or 0) + 1:04}"


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """A transaction shared with nobody; without BEGIN, SQLite would commit each statement."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        yield connection
        connection.commit()


def _make_folder(url: str) -> None:
    file = make_url(url)
    if file.get_backend_name() == "sqlite" and file.database not in {None, "", ":memory:"}:
        Path(str(file.database)).parent.mkdir(parents=True, exist_ok=True)


if __name__ == "__main__":
    write_next(" ".join(argv[1:]))
