"""What has to be done in some agencies by a moment, and what should have been: for the digest."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, or_, select

from records.arrangements import Arrangement

REMINDER = "reminder"
"""How the names of deadlines begin that the system keeps for itself."""


@dataclass(frozen=True)
class Upcoming:
    """One deadline of an arrangement (UTC); one that is late has no label where people are late."""

    reference: str
    employee: str
    label: str
    at: datetime
    is_late: bool


def upcoming(
    session: Session, agencies: Collection[str], now: datetime, until: datetime
) -> list[Upcoming]:
    """What is late, and what is due before `until`; the earliest first."""
    soon = or_(col(Arrangement.late_since).is_not(None), col(Arrangement.next_deadline) < until)
    wanted = select(Arrangement).where(col(Arrangement.agency).in_(sorted(agencies)), soon)
    found = [each for arrangement in session.exec(wanted) for each in _of(arrangement, now, until)]
    return sorted(found, key=lambda each: (each.at, each.reference))


def _of(arrangement: Arrangement, now: datetime, until: datetime) -> list[Upcoming]:
    reference, employee = arrangement.reference, arrangement.employee
    found = [
        Upcoming(reference, employee, each["label"], at, at <= now)
        for each in arrangement.deadlines
        if not each["name"].startswith(REMINDER)
        and (at := datetime.fromisoformat(each["at"])) < until
    ]
    late = arrangement.late_since
    if late is not None and not any(each.is_late for each in found):
        found.append(Upcoming(reference, employee, "", late, is_late=True))
    return found
