"""Open tasks: what each arrangement waits for, replaced whole with every account."""

from datetime import datetime
from typing import Protocol

from sqlalchemy import Column
from sqlmodel import Field, Session, SQLModel, col, select

from records.database import Instant


class OpenTask(SQLModel, table=True):
    """One thing asked of one person (`policy.account.Task`)."""

    id: int | None = Field(default=None, primary_key=True)
    reference: str = Field(foreign_key="arrangement.reference", index=True)
    purpose: str
    role: str
    person: str = Field(index=True)
    version: int = 0
    about: str = ""
    since: datetime = Field(sa_column=Column(Instant, nullable=False))
    reminders: int = 0


class TaskName(Protocol):
    """What tells one task from every other; a link carries the same."""

    reference: str
    purpose: str
    role: str
    person: str
    about: str
    version: int


def of_person(session: Session, person: str) -> list[OpenTask]:
    """What somebody is asked to do, longest waiting first."""
    asked = select(OpenTask).where(OpenTask.person == person)
    return list(session.exec(asked.order_by(col(OpenTask.since), col(OpenTask.id))).all())


def of_arrangement(session: Session, reference: str) -> list[OpenTask]:
    """What an arrangement waits for, longest waiting first."""
    open_tasks = select(OpenTask).where(OpenTask.reference == reference)
    return list(session.exec(open_tasks.order_by(col(OpenTask.since), col(OpenTask.id))).all())


def matching(session: Session, link: TaskName) -> OpenTask | None:
    """The open task that a link leads to; None once it was done or given to somebody else."""
    same = select(OpenTask).where(
        OpenTask.reference == link.reference,
        OpenTask.purpose == link.purpose,
        OpenTask.role == link.role,
        OpenTask.person == link.person,
        OpenTask.about == link.about,
        OpenTask.version == link.version,
    )
    return session.exec(same).first()
