"""Who holds which role towards the subject of a register, by the directory at that moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from policy.program import Agency, Holder, Program, Role
from policy.register import About, Register
from records import leaders, people
from records.people import Person

Roles = Mapping[str, tuple[str, ...]]
"""Role ID to the numbers of those who hold it: first the principals, then their designees."""


@dataclass(frozen=True)
class Matter:
    """A register and what its entries are about: an employee's number, a team's supervisor, or,
    for the agency itself, nothing. `today` is the agency's local date.
    """

    program: Program
    agency: Agency
    register: Register
    subject: str
    today: date

    @property
    def is_everybodys(self) -> bool:
        """Whether it is all that the teams of the agency share: to be read, not to be written."""
        return not self.subject and self.register.about is not About.AGENCY

    @property
    def about(self) -> str:
        """The subject as addresses name it; the agency by its ID."""
        return self.subject or self.agency.id


def role_holders(session: Session, matter: Matter) -> Roles:
    """Everybody who holds a role of the program towards the subject on that day."""
    person = people.find(session, matter.subject) if matter.subject else None
    found: dict[str, tuple[str, ...]] = {}
    for role in matter.program.roles:
        principals = _principals(session, role, matter, person)
        found[role.id] = (*principals, *_designees(session, role, principals, matter))
    return found


def held_by(number: str, holders: Roles) -> tuple[str, ...]:
    """The roles that somebody holds, in the program's order."""
    return tuple(role for role, numbers in holders.items() if number in numbers)


def _principals(
    session: Session, role: Role, matter: Matter, person: Person | None
) -> tuple[str, ...]:
    about = matter.register.about
    if about is About.AGENCY:
        return leaders.of_agency(session, matter.agency.id, role.holder)
    if person is None:
        return ()
    own = leaders.of_person(person, role.holder)
    if about is About.EMPLOYEE:
        return own
    if role.holder is Holder.SUPERVISOR:
        return (person.number,)
    return tuple(dict.fromkeys((*own, *leaders.of_team(session, person.number, role.holder))))


def _designees(
    session: Session, role: Role, principals: tuple[str, ...], matter: Matter
) -> tuple[str, ...]:
    """Who may act in the place of those, where the program lets somebody."""
    if not role.designee:
        return ()
    return tuple(
        found.designee
        for principal in principals
        for found in people.designees(session, principal, matter.today)
        if found.designee != matter.subject
    )
