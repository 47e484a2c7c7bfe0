"""Open tasks: what each arrangement waits for, replaced whole with every account."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from sqlalchemy import Column, Index, case, tuple_
from sqlmodel import Field, Session, SQLModel, col, func, select

from policy.tasks import OF_A_CONCERN, Purpose
from records.database import Instant, given


class OpenTask(SQLModel, table=True):
    """One thing asked of one person (`policy.account.Task`).

    What a page only counts is answered by an index alone: some people are asked hundreds of things.
    """

    __table_args__ = (
        Index("ix_opentask_asked", "person", "purpose", "reference", "role", "about"),
        Index("ix_opentask_purpose", "purpose", "reference", "about"),
    )

    id: int | None = Field(default=None, primary_key=True)
    reference: str = Field(foreign_key="arrangement.reference", index=True)
    purpose: str
    role: str
    person: str
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


_LONGEST_FIRST = (col(OpenTask.since), col(OpenTask.id))
_VACANT = select(OpenTask.reference, OpenTask.about).where(
    OpenTask.purpose == Purpose.APPOINT.value
)
_IS_VACANT = tuple_(col(OpenTask.reference), col(OpenTask.role)).in_(_VACANT)
_ASKED_OF_PERSON = (*given(person=OpenTask.person), ~_IS_VACANT)
_OF_PERSON = select(OpenTask).where(*_ASKED_OF_PERSON).order_by(*_LONGEST_FIRST)
_ALONE = tuple(sorted({*OF_A_CONCERN, Purpose.APPOINT}))
"""Requests, duties, and parts that nobody holds stand for themselves."""

_ONCE = (
    select(
        col(OpenTask.purpose),
        OpenTask.reference,
        OpenTask.role,
        case((col(OpenTask.purpose).in_(_ALONE), col(OpenTask.about)), else_="").label("about"),
    )
    .where(*_ASKED_OF_PERSON)
    .distinct()
    .subquery()
)
_COUNTS = select(_ONCE.c.purpose, func.count()).group_by(_ONCE.c.purpose)
_OF_ARRANGEMENT = (
    select(OpenTask).where(*given(reference=OpenTask.reference)).order_by(*_LONGEST_FIRST)
)
_MATCHING = select(OpenTask).where(
    *given(
        reference=OpenTask.reference,
        purpose=OpenTask.purpose,
        role=OpenTask.role,
        person=OpenTask.person,
        about=OpenTask.about,
        version=OpenTask.version,
    )
)


def of_person(session: Session, person: str) -> list[OpenTask]:
    """What somebody is asked to do, longest waiting first.

    Of what a role owes that nobody holds, they are asked only to find somebody.
    """
    return list(session.exec(_OF_PERSON, params={"person": person}).all())


def once(asked: Iterable[OpenTask]) -> list[OpenTask]:
    """One task for each purpose and role of an arrangement: its page leads to the others."""
    first: dict[tuple[str, str, str, str], OpenTask] = {}
    for task in asked:
        alone = task.about if task.purpose in _ALONE else ""
        first.setdefault((task.reference, task.purpose, task.role, alone), task)
    return list(first.values())


def counts(session: Session, person: str) -> Mapping[Purpose, int]:
    """How much of each kind somebody is asked to do: what one page leads to counts `once`."""
    found = session.exec(_COUNTS, params={"person": person})
    return {Purpose(purpose): count for purpose, count in found}


def of_arrangement(session: Session, reference: str) -> list[OpenTask]:
    """What an arrangement waits for, longest waiting first."""
    return list(session.exec(_OF_ARRANGEMENT, params={"reference": reference}).all())


def vacant(asked: Iterable[OpenTask]) -> frozenset[str]:
    """The roles that nobody holds, by all the open tasks of one arrangement."""
    return frozenset(task.about for task in asked if task.purpose == Purpose.APPOINT)


def own(asked: Sequence[OpenTask], person: str) -> list[OpenTask]:
    """What somebody is asked to do of all the open tasks of one arrangement, as in `of_person`."""
    others = vacant(asked)
    return [task for task in asked if task.person == person and task.role not in others]


def matching(session: Session, link: TaskName) -> OpenTask | None:
    """The open task that a link leads to; None once it was done or given to somebody else."""
    same = {
        "reference": link.reference,
        "purpose": link.purpose,
        "role": link.role,
        "person": link.person,
        "about": link.about,
        "version": link.version,
    }
    return session.exec(_MATCHING, params=same).first()
