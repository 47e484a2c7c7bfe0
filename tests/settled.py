"""Records with everybody of the tests in the directory: made once in a process, then copied."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from sqlite3 import Connection
from tempfile import TemporaryDirectory

from sqlalchemy import event
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import SQLModel

from records.database import Sessions, connect, sessions_of
from tests import people

FILE = "records.db"


@contextmanager
def settled_records(folder: Path) -> Iterator[Sessions]:
    """Sessions of a database of one's own in `folder`."""
    (folder / FILE).write_bytes(_settled())
    engine = connect(f"sqlite:///{folder / FILE}")
    event.listen(engine, "connect", forget_the_disk)
    yield sessions_of(engine)
    engine.dispose()


def forget_the_disk(connection: Connection, _: ConnectionPoolEntry) -> None:
    """Have the database not wait for the disk: nothing here outlives a loss of power."""
    connection.execute("PRAGMA synchronous=OFF")


@cache
def _settled() -> bytes:
    """The file of such a database, with which nothing has been done yet."""
    with TemporaryDirectory() as folder:
        engine = connect(f"sqlite:///{folder}/{FILE}")
        SQLModel.metadata.create_all(engine)
        with sessions_of(engine)() as session:
            people.settle(session)
        engine.dispose()
        return (Path(folder) / FILE).read_bytes()
