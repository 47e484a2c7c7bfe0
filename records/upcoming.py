"""What has to be done in some agencies by a moment, and what should have been: for the digest."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, or_, select

from policy.account import START
from records.arrangements import Arrangement
from records.concerns import ConcernRow
from records.due import owed_in, own

TitleOf = Callable[[Arrangement, ConcernRow], str]
"""What people call something that is owed or waits for a decision."""


@dataclass(frozen=True)
class Upcoming:
    """One deadline of an arrangement (UTC); one that is late has no label where people are late.

    Where it `begins` a day, it is on that day; what falls due at that instant is on the day before.
    """

    reference: str
    employee: str
    label: str
    at: datetime
    is_late: bool
    begins: bool = False


def upcoming(
    session: Session,
    agencies: Collection[str],
    now: datetime,
    until: datetime,
    title_of: TitleOf,
) -> list[Upcoming]:
    """What is late, and what is due before `until`; the earliest first.

    What is owed is there once, by when it is due: what is late is not due this week too.
    """
    found = [
        Upcoming(row.reference, row.employee, title_of(row, concern), at, at <= now)
        for row, concern in owed_in(session, agencies)
        if (at := concern.due_at) and at < until
    ]
    soon = or_(col(Arrangement.late_since).is_not(None), col(Arrangement.next_deadline) < until)
    wanted = select(Arrangement).where(col(Arrangement.agency).in_(sorted(agencies)), soon)
    owing = {each.reference for each in found if each.is_late}
    for row in session.exec(wanted):
        found += _of(row, now, until, owes=row.reference in owing)
    return sorted(found, key=lambda each: (each.at, each.reference))


def _of(arrangement: Arrangement, now: datetime, until: datetime, *, owes: bool) -> list[Upcoming]:
    """Its own deadlines; where people are late with something else, since when."""
    reference, employee, late = arrangement.reference, arrangement.employee, arrangement.late_since
    found = [
        Upcoming(reference, employee, each["label"], at, at <= now, each["name"] == START)
        for each in own(arrangement)
        if (at := datetime.fromisoformat(each["at"])) < until
    ]
    if late is not None and not (owes or any(each.is_late for each in found)):
        found.append(Upcoming(reference, employee, "", late, is_late=True))
    return found
