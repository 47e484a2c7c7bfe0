"""Since when an arrangement waits for something that is late, by its own timeline."""

from sqlalchemy import ColumnElement, and_, bindparam, or_, update
from sqlmodel import Session, col, func, select

from policy.account import Happening
from policy.tasks import Purpose
from records.arrangements import Arrangement
from records.database import table_of
from records.entries import TimelineEntry
from records.tasks import OpenTask

OF_A_PERSON = (Purpose.REVIEW, Purpose.DECIDE, Purpose.PROVIDE, Purpose.SIGN)
"""What somebody is asked to do, and is told of as late."""

_LATE_BY = {
    Purpose.APPROVE: Happening.ESCALATED,
    Purpose.DUTY: Happening.DUTY_OVERDUE,
}
"""What the timeline says of each written approval or duty, by its number, once it is late."""


def _is_late(purpose: Purpose, by: Happening) -> ColumnElement[bool]:
    return and_(
        col(TimelineEntry.kind) == by.value,
        col(OpenTask.purpose) == purpose.value,
    )


_LATE_THING = and_(
    or_(*(_is_late(purpose, by) for purpose, by in _LATE_BY.items())),
    col(OpenTask.about) == col(TimelineEntry.about),
)
_LATE_COPY = and_(
    _is_late(Purpose.COPY, Happening.COPY_OVERDUE),
    col(OpenTask.about) == col(TimelineEntry.about),
    col(OpenTask.since) <= col(TimelineEntry.at),
)
"""Each version has a copy of the same name: that of the one before may have been late."""

_LATE_PERSON = and_(
    col(TimelineEntry.kind) == Happening.ESCALATED.value,
    col(TimelineEntry.about) == "",
    col(OpenTask.purpose).in_([purpose.value for purpose in OF_A_PERSON]),
    col(OpenTask.since) <= col(TimelineEntry.at),
)
_SINCE = (
    select(func.min(TimelineEntry.at))
    .join(OpenTask, col(OpenTask.reference) == col(TimelineEntry.reference))
    .where(TimelineEntry.reference == bindparam("of"), or_(_LATE_THING, _LATE_COPY, _LATE_PERSON))
)
_NOTE = (
    update(table_of(Arrangement))
    .where(table_of(Arrangement).c.reference == bindparam("of"))
    .values(late_since=_SINCE.scalar_subquery())
)


def note_lateness(session: Session, reference: str) -> None:
    """Since when something the arrangement still waits for is late, by its own timeline."""
    session.exec(_NOTE, params={"of": reference})
