"""What the HR system keeps of each employee's standing: the facts of the directory (III.C)."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import BindParameter, Column, Date, bindparam, text
from sqlmodel import JSON, Field, Session, SQLModel, col, func, select

from policy.facts import Facts
from records.database import plain
from records.people import Person


class EmployeeFacts(SQLModel, table=True):
    """One employee's facts (`policy.facts.Facts`), by employee number; blank is not on file.

    Days of discipline are ISO dates in order. Direct reports are counted when they are asked for.
    `left_on` is the first day on which they work here no more; `job_change` the ID of a program's
    reason, with the day from which the new job is theirs.
    """

    person: str = Field(primary_key=True)
    rating: str = ""
    rated_on: date | None = None
    working_test_from: date | None = None
    working_test_until: date | None = None
    leading_class: bool | None = None
    training_class: bool | None = None
    disciplined_on: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    schedule_type: str = ""
    hours: list[float] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    field_work: bool | None = None
    telecommutes: bool | None = None
    left_on: date | None = Field(default=None, index=True)
    job_change: str = Field(default="", sa_column_kwargs={"server_default": text("''")})
    job_change_on: date | None = None


_COUNTED = (
    select(func.count().label("reports"))
    .where(col(Person.supervisor) == bindparam("number"), bindparam("number") != "")
    .subquery()
)
_ONE = (
    select(EmployeeFacts, _COUNTED.c.reports)
    .select_from(_COUNTED)
    .join(EmployeeFacts, col(EmployeeFacts.person) == bindparam("number"), isouter=True)
)
_NUMBERS: BindParameter[object] = bindparam("numbers", expanding=True)
_GONE = select(EmployeeFacts.person).where(
    col(EmployeeFacts.person).in_(_NUMBERS),
    col(EmployeeFacts.left_on) <= bindparam("today", type_=Date),
)


def find(session: Session, number: str) -> Facts:
    """What is on file of one employee; nothing but the direct reports where no row is."""
    kept, reports = session.exec(_ONE, params={"number": plain(number)}).one()
    return _facts(kept, reports)


def has_left(session: Session, number: str, today: date) -> bool:
    """Whether somebody works here no more on that day, by the HR system."""
    return bool(gone(session, (number,), today))


def gone(session: Session, numbers: Collection[str], today: date) -> set[str]:
    """Who of these works here no more."""
    asked = {"numbers": sorted(numbers), "today": today}
    return set(session.exec(_GONE, params=asked)) if numbers else set()


def _facts(kept: EmployeeFacts | None, reports: int) -> Facts:
    if kept is None:
        return Facts(direct_reports=reports)
    return Facts(
        rating=kept.rating,
        rated_on=kept.rated_on,
        working_test_from=kept.working_test_from,
        working_test_until=kept.working_test_until,
        leading_class=kept.leading_class,
        training_class=kept.training_class,
        direct_reports=reports,
        disciplined_on=tuple(date.fromisoformat(day) for day in kept.disciplined_on),
        schedule_type=kept.schedule_type,
        hours=tuple(kept.hours),
        field_work=kept.field_work,
        telecommutes=kept.telecommutes,
    )
