"""The log of who read what of an employee, which the employee may see (C.G.S. 4-193(c))."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, Session, SQLModel, col, select

from records.database import Instant
from records.paging import page_of


class Reading(SQLModel, table=True):
    """One line of the log: who read whose record, when, and by which right."""

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    person: str = Field(index=True)
    reference: str = Field(index=True)
    what: str
    why: str = ""
    peer: str = ""


def note_reading(session: Session, reading: Reading) -> None:
    """Add a line."""
    session.add(reading)


def readings_of(session: Session, reference: str, page: int = 1) -> tuple[list[Reading], int]:
    """A page (from 1) of who read that record, newest first; and how many lines in all."""
    newest_first = (col(Reading.at).desc(), col(Reading.id).desc())
    log = select(Reading).where(Reading.reference == reference).order_by(*newest_first)
    return page_of(session, log, page)
