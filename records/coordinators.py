"""Who coordinates for an agency: its HR representatives; where it has none left, its head (III)."""

from collections.abc import Callable, Mapping
from datetime import date

from sqlmodel import Session, col, exists, func, literal, select, union

from policy.account import Happening
from records.arrangements import Arrangement
from records.comparing import Cells
from records.database import given
from records.entries import TimelineEntry
from records.facts import EmployeeFacts
from records.people import Person

_SINCE_EVER, _FOR_EVER = date.min, date.max
_HEADED = select(Person.agency).where(*given(number=Person.agency_head)).distinct().subquery()
_REPRESENTED_UNTIL = (
    select(func.max(func.coalesce(col(EmployeeFacts.left_on), _FOR_EVER)))
    .select_from(Person)
    .join(EmployeeFacts, col(EmployeeFacts.person) == Person.hr_representative, isouter=True)
    .where(col(Person.agency) == _HEADED.c.agency, col(Person.hr_representative) != "")
    .scalar_subquery()
)
_NAMED = select(Person.agency, literal(_SINCE_EVER).label("since")).where(
    *given(number=Person.hr_representative)
)
_STANDING_IN = select(_HEADED.c.agency, func.coalesce(_REPRESENTED_UNTIL, _SINCE_EVER))
_LEFT = (
    select(col(EmployeeFacts.left_on)).where(*given(number=EmployeeFacts.person)).scalar_subquery()
)
_COORDINATED = union(_NAMED, _STANDING_IN).subquery("coordinated")
_AGENCIES = select(_COORDINATED.c.agency, _COORDINATED.c.since, func.coalesce(_LEFT, _FOR_EVER))

_PUT_IN = (
    select(TimelineEntry.about)
    .where(
        *given(reference=TimelineEntry.reference, role=TimelineEntry.role),
        TimelineEntry.kind == Happening.REPLACED,
    )
    .order_by(col(TimelineEntry.seq).desc())
    .limit(1)
    .scalar_subquery()
)
_REPRESENTS = exists().where(*given(agency=Person.agency, employee=Person.hr_representative))
_OF_ONE = select(func.coalesce(_PUT_IN, ""), _REPRESENTS)


def agencies_of(session: Session, number: str, today_in: Callable[[str], date]) -> frozenset[str]:
    """The agencies that somebody coordinates for; empty for everybody else.

    `today_in` says what day it is in an agency: who leaves coordinates until then, and its head
    from the day on which the last HR representative is gone.
    """
    if not number:
        return frozenset()
    found = session.exec(_AGENCIES, params={"number": number})
    return frozenset(name for name, since, left in found if since <= today_in(name) < left)


def of_one(session: Session, arrangement: Arrangement, role: str) -> tuple[str, bool]:
    """Who was put last into the coordinator's role; whether its employee represents its agency."""
    asked = {"reference": arrangement.reference, "role": role}
    whose = {"agency": arrangement.agency, "employee": arrangement.employee}
    put_in, represents = session.exec(_OF_ONE, params=asked | whose).one()
    return put_in, represents


def without(everybody: Mapping[str, Cells], *parts: str) -> frozenset[str]:
    """The agencies in which nobody who stays is named for any of these parts, by all cells."""
    agencies = {cells["agency"] for cells in everybody.values()}
    named = {
        cells["agency"]
        for cells in everybody.values()
        for part in parts
        if cells[part] in everybody and not everybody[cells[part]]["left_on"]
    }
    return frozenset(agencies - named)
