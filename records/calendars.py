"""The secret addresses under which people's calendars are read; only their SHA-256 is kept."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column
from sqlmodel import Field, Session, SQLModel, col, delete, select

from records.database import Instant
from records.secret import digest_of, new_secret


class Shown(StrEnum):
    """What a calendar shows: one's own days, those of one's team, or HR's deadlines."""

    MINE = "mine"
    TEAM = "team"
    DEADLINES = "deadlines"


class CalendarAddress(SQLModel, table=True):
    """The address of one calendar of one person; a new one puts an end to the one before."""

    __tablename__ = "calendar_address"

    person: str = Field(primary_key=True)
    shows: str = Field(primary_key=True)
    digest: str = Field(unique=True, index=True)
    made_at: datetime = Field(sa_column=Column(Instant, nullable=False))


def renew(session: Session, person: str, shows: Shown, now: datetime) -> str:
    """A new secret (200 random bits) for this calendar, shown once; the one before is void."""
    raw = new_secret()
    end(session, person, shows)
    session.add(CalendarAddress(person=person, shows=shows, digest=digest_of(raw), made_at=now))
    return raw


def end(session: Session, person: str, shows: Shown) -> None:
    """Nobody reads this calendar any more under any address."""
    theirs = (col(CalendarAddress.person) == person, col(CalendarAddress.shows) == shows.value)
    session.exec(delete(CalendarAddress).where(*theirs))
    session.flush()


def of_secret(session: Session, raw: str) -> CalendarAddress | None:
    """The calendar under that secret. One that is malformed takes the same way as an unknown one.

    Compared by digest: how much of a guess agrees shows in nothing.
    """
    wanted = select(CalendarAddress).where(CalendarAddress.digest == digest_of(raw))
    return session.exec(wanted).first()


def of_person(session: Session, person: str) -> dict[Shown, datetime]:
    """The calendars for which somebody has an address, and since when."""
    found = session.exec(select(CalendarAddress).where(CalendarAddress.person == person))
    return {Shown(row.shows): row.made_at for row in found}
