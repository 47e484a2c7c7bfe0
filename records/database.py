"""The engine and the session factory, on SQLite and PostgreSQL alike."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from sqlite3 import Connection

from sqlalchemy import ColumnElement, DateTime, Dialect, Engine, Table, bindparam, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session, SQLModel, col, create_engine

from policy.deadlines import NoZone

Sessions = Callable[[], Session]
"""Opens a session; the caller closes it (`with sessions() as session:`)."""


class Instant(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC and given back in UTC (SQLite has no zone of its own)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _: Dialect) -> datetime | None:
        """Store UTC; NoZone for a naive datetime: a bug of the caller."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise NoZone(value.isoformat())
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _: Dialect) -> datetime | None:
        """Give back UTC: SQLite forgets the zone, PostgreSQL answers in the server's."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def connect(url: str, *, in_turn: bool = False) -> Engine:
    """An engine for `url`; SQLite gets a write-ahead log, foreign keys and a busy timeout.

    `in_turn` lets the threads of a process that mostly writes wait in line for one SQLite
    connection: it has one writer at a time, and a line is fairer than polling its lock. No thread
    may then open a second session inside the first.
    """
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True, hide_parameters=True)
    line = {"pool_size": 1, "max_overflow": 0, "pool_timeout": 120} if in_turn else {}
    options = {"check_same_thread": False, "timeout": 30}
    engine = create_engine(url, connect_args=options, hide_parameters=True, **line)
    event.listen(engine, "connect", _tune_sqlite)
    return engine


def sessions_of(engine: Engine) -> Sessions:
    """A factory of sessions whose objects stay readable after the commit."""
    return lambda: Session(engine, expire_on_commit=False)


NUMBERS = range(1, 2**31)
"""What a database numbers rows with; a greater number would be an error of the driver."""


def plain(text: str) -> str:
    """Text from outside as a database can compare it: no NUL, no lone surrogates.

    Either would be an error of the driver where "not found" is the answer.
    """
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()


def given(**columns: object) -> list[ColumnElement[bool]]:
    """Conditions of a statement built once: each column is what the parameter of that name says.

    Putting a statement together costs more than running it, so what every page asks for is put
    together when its module is imported.
    """
    return [col(column) == bindparam(name) for name, column in columns.items()]


ALONE = {"synchronize_session": False}
"""For statements whose session holds no objects that would have to follow them."""

Insert = postgresql.Insert | sqlite.Insert
"""An INSERT that can say ON CONFLICT; both dialects spell it alike."""


def table_of(rows: type[SQLModel]) -> Table:
    """The table itself, for statements that change rows of which no session holds an object.

    By way of the class a statement costs half as much again, for the objects that it might concern.
    """
    return SQLModel.metadata.tables[str(rows.__tablename__)]


AT_ONCE = 500
"""Values in one statement: databases take some ten thousand."""


def in_parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    """Many values, as many at a time as go into one statement."""
    return (values[at : at + AT_ONCE] for at in range(0, len(values), AT_ONCE))


def insert_into(session: Session, table: type[SQLModel]) -> Insert:
    """An INSERT for `table` in the dialect of the session's database."""
    return _insert_as(session.get_bind().dialect.name, table)


def _insert_as(dialect: str, table: type[SQLModel]) -> Insert:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(table_of(table))


@cache
def _insert_new_as(dialect: str, table: type[SQLModel]) -> Insert:
    return _insert_as(dialect, table).on_conflict_do_nothing()


def insert_new(
    session: Session, table: type[SQLModel], rows: Sequence[Mapping[str, object]]
) -> None:
    """Insert what is not there yet; leave rows whose key exists as they are.

    So a step that is repeated after a crash changes nothing. All rows must have the same keys.
    """
    if rows:
        session.exec(_insert_new_as(session.get_bind().dialect.name, table), params=rows)


def _tune_sqlite(connection: Connection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
