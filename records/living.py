"""Arrangements that the directory still matters to: those not closed, or with something open."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, or_, select

from policy.account import CLOSED, Happening
from records.arrangements import Arrangement
from records.entries import TimelineEntry
from records.tasks import OpenTask


@dataclass(frozen=True)
class Living:
    """One of them: its rules, whose it is, and everybody who was put into a role or is asked."""

    reference: str
    program: str
    program_version: str
    agency: str
    employee: str
    submitted_at: datetime
    asked: frozenset[str]


IS_LIVING = or_(
    col(Arrangement.status).not_in(sorted(CLOSED)),
    col(Arrangement.reference).in_(select(OpenTask.reference)),
)


def living(session: Session) -> list[Living]:
    """All of them, in three queries, by reference."""
    asked = _asked(session)
    found = session.exec(select(Arrangement).where(IS_LIVING).order_by(Arrangement.reference))
    return [_living(each, asked) for each in found]


def is_living(session: Session, reference: str) -> bool:
    """Whether an arrangement is one of them."""
    ours = select(Arrangement.reference).where(Arrangement.reference == reference, IS_LIVING)
    return session.exec(ours).first() is not None


def _living(found: Arrangement, asked: Mapping[str, set[str]]) -> Living:
    return Living(
        reference=found.reference,
        program=found.program,
        program_version=found.program_version,
        agency=found.agency,
        employee=found.employee,
        submitted_at=found.submitted_at,
        asked=frozenset(asked.get(found.reference, ())),
    )


def _asked(session: Session) -> dict[str, set[str]]:
    """Who holds a task, or was put into a role by somebody, by reference."""
    asked: dict[str, set[str]] = defaultdict(set)
    tasks = select(OpenTask.reference, OpenTask.person).where(OpenTask.person != "")
    for reference, person in session.exec(tasks):
        asked[reference].add(person)
    installed = select(TimelineEntry.reference, TimelineEntry.about).where(
        TimelineEntry.kind == Happening.REPLACED
    )
    for reference, person in session.exec(installed):
        asked[reference].add(person)
    return asked
