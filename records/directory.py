"""What the directory says of who leads whom: around one employee, or of everybody."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlalchemy import BindParameter, bindparam
from sqlmodel import Session, col, select

from policy.directory import Designated, Directory, Post, coordinators_of
from policy.program import Agency, Holder
from records import leaders, people
from records.cells import day
from records.comparing import Cells
from records.facts import EmployeeFacts
from records.leaders import PARTS
from records.people import Designation, Person

_COORDINATE = ("hr_representative", "agency_head")
"""Who coordinates for an agency, and who stands in where nobody is left."""

_NUMBERS: BindParameter[object] = bindparam("numbers", expanding=True)
_DESIGNATIONS = (
    select(Designation)
    .where(col(Designation.principal).in_(_NUMBERS))
    .order_by(Designation.designee)
)
_LEFT = select(EmployeeFacts).where(
    col(EmployeeFacts.person).in_(_NUMBERS), col(EmployeeFacts.left_on).is_not(None)
)


def around(session: Session, employee: str, agency: str) -> Directory:
    """As much as one employee's roles need, in five short queries."""
    person = people.find(session, employee)
    led_by = leaders_of(person) if person else {}
    named = leaders.of_agency(session, agency, Holder.HR_REPRESENTATIVE)
    heads = leaders.of_agency(session, agency, Holder.AGENCY_HEAD)
    asked = sorted({*filter(None, led_by.values()), *named, *heads})
    designations = _by_principal(session.exec(_DESIGNATIONS, params={"numbers": asked}))
    designees = {each.designee for found in designations.values() for each in found}
    left = session.exec(_LEFT, params={"numbers": sorted({*asked, *designees})})
    return Directory(
        leaders={employee: led_by},
        coordinators={agency: named},
        heads={agency: heads},
        designations=designations,
        left={each.person: each.left_on for each in left if each.left_on},
    )


def coordinating(
    session: Session, agency: Agency, at: datetime, employee: str = ""
) -> tuple[str, ...]:
    """Who coordinates for an agency at that moment, or the arrangement of that employee (III)."""
    post = Post(agency.id, employee, agency.time_zone, at)
    return coordinators_of(around(session, employee, agency.id), post)


def coordinators(
    session: Session, agency: Agency, at: datetime, employee: str = ""
) -> list[Person]:
    """The same as people, by number."""
    found = people.of_numbers(session, coordinating(session, agency, at, employee))
    return [found[number] for number in sorted(found)]


def leaders_of(person: Person) -> dict[str, str]:
    """Whom the directory names for each part towards somebody; blank where nobody is."""
    return {part: str(getattr(person, part)) for part in PARTS}


def _by_principal(found: Iterable[Designation]) -> dict[str, tuple[Designated, ...]]:
    by_principal: dict[str, list[Designated]] = defaultdict(list)
    for each in found:
        by_principal[each.principal].append(Designated(each.designee, each.starts_on, each.ends_on))
    return {principal: tuple(them) for principal, them in by_principal.items()}


def whole(known: Mapping[str, Cells]) -> Directory:
    """Everybody, from their cells: as they are on record, or as a file would have them."""
    named: dict[str, dict[str, set[str]]] = {part: defaultdict(set) for part in _COORDINATE}
    designations, left = dict[str, tuple[Designated, ...]](), dict[str, date]()
    for number, cells in known.items():
        for part in _COORDINATE:
            if cells[part]:
                named[part][cells["agency"]].add(cells[part])
        if cells["designee"]:
            designations[number] = _designated(cells)
        if left_on := day(cells["left_on"]):
            left[number] = left_on
    return Directory(
        leaders=known,
        coordinators=_in_order(named["hr_representative"]),
        heads=_in_order(named["agency_head"]),
        designations=designations,
        left=left,
        agencies={number: cells["agency"] for number, cells in known.items()},
    )


def _in_order(named: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    return {agency: tuple(sorted(them)) for agency, them in named.items()}


def _designated(cells: Cells) -> tuple[Designated, ...]:
    columns = (cells[name].split() for name in ("designee", "designee_from", "designee_until"))
    return tuple(
        Designated(designee, date.fromisoformat(first), date.fromisoformat(last))
        for designee, first, last in zip(*columns, strict=True)
    )
