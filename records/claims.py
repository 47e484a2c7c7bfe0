"""The days that proposals are sent for, until their arrangements are on record.

An arrangement comes onto the records a moment after its proposal was taken. Of two that are sent
within that moment the records would know of neither: so each first claims its days here.
"""

from datetime import date, datetime, timedelta

from sqlalchemy import Column, or_
from sqlmodel import Field, Session, SQLModel, col, delete, exists, select, update

from records.arrangements import Arrangement
from records.database import ALONE, Instant, insert_into
from records.people import Person

KEPT = timedelta(days=1)
"""How long a claim counts whose proposal never came onto the records."""


class Claim(SQLModel, table=True):
    """The days, both included, that the proposal of that reference is sent for."""

    reference: str = Field(primary_key=True)
    person: str = Field(index=True)
    starts_on: date
    ends_on: date | None = None
    made_at: datetime = Field(sa_column=Column(Instant, nullable=False))


def stand_in_line(session: Session, person: str) -> None:
    """Wait until no other transaction claims days for this person; the first thing to do in one.

    Their row is locked by a write, which PostgreSQL and SQLite hold until the commit.
    """
    theirs = update(Person).where(col(Person.number) == person)
    session.exec(theirs.values(number=person), execution_options=ALONE)


def claim(session: Session, wanted: Claim) -> str:
    """Claim the days, or the reference of a proposal under way for some of them; blank for none.

    The transaction has to `stand_in_line` first. A proposal's own claim is renewed.
    """
    session.exec(delete(Claim).where(col(Claim.made_at) <= wanted.made_at - KEPT))
    known = exists().where(col(Arrangement.reference) == col(Claim.reference))
    others = select(Claim.reference).where(
        Claim.person == wanted.person,
        Claim.reference != wanted.reference,
        col(Claim.starts_on) <= (wanted.ends_on or date.max),
        or_(col(Claim.ends_on).is_(None), col(Claim.ends_on) >= wanted.starts_on),
        ~known,
    )
    found = session.exec(others).first()
    if found is None:
        new = wanted.model_dump()
        renewed = insert_into(session, Claim).values(new)
        session.exec(renewed.on_conflict_do_update(index_elements=[col(Claim.reference)], set_=new))
    return found or ""


def release(session: Session, reference: str) -> None:
    """Give the days back: the proposal could not be sent."""
    session.exec(delete(Claim).where(col(Claim.reference) == reference))
