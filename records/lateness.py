"""Since when an arrangement waits for something that is late, by its own timeline."""

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, func, select, update

from policy.account import Happening
from policy.tasks import Purpose
from records.arrangements import Arrangement
from records.database import ALONE
from records.entries import TimelineEntry
from records.tasks import OpenTask

OF_A_PERSON = (Purpose.REVIEW, Purpose.DECIDE, Purpose.PROVIDE, Purpose.SIGN)
"""What somebody is asked to do, and is told of as late."""

_LATE_BY = {
    Purpose.COPY: Happening.COPY_OVERDUE,
    Purpose.APPROVE: Happening.ESCALATED,
    Purpose.DUTY: Happening.DUTY_OVERDUE,
}
"""What the timeline says of each copy, written approval or duty, by its name, once it is late."""


def note_lateness(session: Session, reference: str) -> None:
    """Since when something the arrangement still waits for is late, by its own timeline."""
    late_thing = and_(
        or_(*(_is_late(purpose, by) for purpose, by in _LATE_BY.items())),
        col(OpenTask.about) == col(TimelineEntry.about),
    )
    late_person = and_(
        col(TimelineEntry.kind) == Happening.ESCALATED.value,
        col(TimelineEntry.about) == "",
        col(OpenTask.purpose).in_([purpose.value for purpose in OF_A_PERSON]),
        col(OpenTask.since) <= col(TimelineEntry.at),
    )
    late = select(func.min(TimelineEntry.at)).join(
        OpenTask, col(OpenTask.reference) == col(TimelineEntry.reference)
    )
    since = late.where(TimelineEntry.reference == reference, or_(late_thing, late_person))
    ours = update(Arrangement).where(col(Arrangement.reference) == reference)
    session.exec(
        ours.values(late_since=since.scalar_subquery()),
        execution_options=ALONE,
    )


def _is_late(purpose: Purpose, by: Happening) -> ColumnElement[bool]:
    return and_(
        col(TimelineEntry.kind) == by.value,
        col(OpenTask.purpose) == purpose.value,
    )
