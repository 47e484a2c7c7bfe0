"""Teams: whom somebody leads, and how each member's arrangement stands."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Subquery, bindparam, or_
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import Session, col, exists, select

from policy.account import IN_FORCE, Status
from records.arrangements import Arrangement
from records.database import plain
from records.facts import EmployeeFacts
from records.people import Person

_LED = aliased(Person)


@dataclass(frozen=True)
class Member:
    """One member of a team: their newest arrangement, and the signed one that stands, if any.

    `telecommutes` is what the HR system says; None is not on file. `level` counts the people from
    the leader down to them, by supervisors: 1 is a direct report.
    """

    person: Person
    newest: Arrangement | None
    signed: Arrangement | None
    telecommutes: bool | None
    level: int = 1

    @property
    def telecommutes_unsigned(self) -> bool:
        """Whether they telecommute without a signed arrangement: a supervisor's duty to settle."""
        return bool(self.telecommutes) and self.signed is None


def leads(number: ColumnElement[str] | Mapped[str]) -> ColumnElement[bool]:
    """Whether the person of that number is anybody's supervisor or manager."""
    return exists().where(or_(col(_LED.supervisor) == number, col(_LED.manager) == number))


_LEADS = select(leads(bindparam("number")))


def is_leader(session: Session, number: str) -> bool:
    """Whether somebody supervises a team."""
    named = exists().where(col(Person.supervisor) == plain(number), col(Person.supervisor) != "")
    return bool(session.exec(select(named)).one())


def leads_somebody(session: Session, number: str) -> bool:
    """Whether somebody is anybody's supervisor or manager."""
    return bool(number) and session.exec(_LEADS, params={"number": number}).one()


def is_below(session: Session, leader: str, number: str) -> bool:
    """Whether `leader` leads somebody, at whatever distance; nobody leads themselves."""
    if not leader or not number or leader == number:
        return False
    led = select(_led_by(plain(leader)).c.number)
    found = exists().where(col(Person.number) == plain(number), col(Person.number).in_(led))
    return bool(session.exec(select(found)).one())


def direct(session: Session, leader: str) -> list[Member]:
    """The people whose supervisor `leader` is, by name."""
    mine = col(Person.supervisor) == plain(leader)
    return _members(session, mine) if leader else []


def below(session: Session, leader: str) -> list[Member]:
    """Everybody whom `leader` leads as supervisor or manager, and whom those lead in turn."""
    led = col(Person.number).in_(select(_led_by(plain(leader)).c.number))
    if not leader:
        return []
    found = _members(session, led & (col(Person.number) != plain(leader)))
    levels = _levels(leader, [member.person for member in found])
    return [replace(member, level=levels[member.person.number]) for member in found]


def _levels(leader: str, led: Sequence[Person]) -> dict[str, int]:
    """How far down each of them is: below their supervisor, or below their manager where the
    supervisor is none of the leader's people.
    """
    levels, left = {leader: 0}, list(led)
    while left:
        found = {p.number: levels[p.supervisor] + 1 for p in left if p.supervisor in levels}
        found = found or {p.number: levels[p.manager] + 1 for p in left if p.manager in levels}
        levels |= found
        left = [person for person in left if person.number not in levels]
    return levels


def _led_by(leader: str) -> Subquery:
    """The numbers of everybody below; a circle in the directory ends where it closes."""
    first = select(Person.number).where(
        or_(col(Person.supervisor) == leader, col(Person.manager) == leader)
    )
    led = first.cte("led", recursive=True)
    further = select(Person.number).join(
        led, or_(col(Person.supervisor) == led.c.number, col(Person.manager) == led.c.number)
    )
    return select(led.union(further).c.number).subquery()


def _members(session: Session, wanted: ColumnElement[bool]) -> list[Member]:
    """Two queries, whatever the size of the team."""
    found = (
        select(Person, EmployeeFacts.telecommutes)
        .join(EmployeeFacts, col(EmployeeFacts.person) == col(Person.number), isouter=True)
        .where(wanted)
        .order_by(Person.folded, Person.number)
    )
    theirs = _arrangements(session, wanted)
    return [
        _member(person, telecommutes, theirs[person.number])
        for person, telecommutes in session.exec(found).all()
    ]


def _arrangements(session: Session, wanted: ColumnElement[bool]) -> dict[str, list[Arrangement]]:
    """What each of them ever submitted, newest first."""
    found = (
        select(Arrangement)
        .join(Person, col(Person.number) == col(Arrangement.employee))
        .where(wanted)
        .order_by(col(Arrangement.submitted_at).desc(), Arrangement.reference)
    )
    by_employee: dict[str, list[Arrangement]] = defaultdict(list)
    for arrangement in session.exec(found):
        by_employee[arrangement.employee].append(arrangement)
    return by_employee


def _member(person: Person, telecommutes: bool | None, theirs: list[Arrangement]) -> Member:
    """The signed one is that in its term, where another is signed for later."""
    signed = [each for each in theirs if each.status in IN_FORCE]
    active = [each for each in signed if each.status == Status.ACTIVE.value]
    return Member(
        person=person,
        newest=next(iter(theirs), None),
        signed=next(iter(active or signed), None),
        telecommutes=telecommutes,
    )
