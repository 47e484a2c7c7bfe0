"""The engine and the session factory, on SQLite and PostgreSQL alike."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect, Engine, event
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session, create_engine

Sessions = Callable[[], Session]
"""Opens a session; the caller closes it (`with sessions() as session:`)."""


class Instant(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC and given back in UTC (SQLite has no zone of its own)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive datetime; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the stored instant its zone back."""
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


def connect(url: str) -> Engine:
    """An engine for `url`; SQLite gets a write-ahead log, foreign keys and a busy timeout."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"check_same_thread": False, "timeout": 30})
    event.listen(engine, "connect", _tune_sqlite)
    return engine


def sessions_of(engine: Engine) -> Sessions:
    """A factory of sessions whose objects stay readable after the commit."""
    return lambda: Session(engine, expire_on_commit=False)


def _tune_sqlite(connection: object, record: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
