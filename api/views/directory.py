"""What the pages of the directory show: people found, and one person's row."""

from dataclasses import dataclass

from sqlmodel import Session

from api.parts import Parts
from api.views.feeds import column_title
from api.views.names import names_of
from policy.wording import show_date
from records import arrangements, people
from records.facts import EmployeeFacts
from records.people import Person
from records.roster import LEADERS, OF_PERSON


@dataclass(frozen=True)
class CellView:
    """One column of a row, as people read it; `href` leads to the person it names."""

    title: str
    value: str
    href: str = ""


@dataclass(frozen=True)
class PersonView:
    """One person's row, who may act for them and when, and their arrangements."""

    number: str
    name: str
    cells: tuple[CellView, ...]
    designees: tuple[CellView, ...]
    left: str
    job: str
    arrangements: tuple[str, ...]


def person_view(session: Session, parts: Parts, person: Person) -> PersonView:
    """One person as the directory has them."""
    facts = session.get(EmployeeFacts, person.number) or EmployeeFacts(person=person.number)
    return PersonView(
        number=person.number,
        name=person.name,
        cells=_cells(session, parts, person),
        designees=_designees(session, parts, person),
        left=show_date(facts.left_on) if facts.left_on else "",
        job=_job(parts, person, facts),
        arrangements=tuple(
            each.reference for each in arrangements.of_employee(session, person.number)
        ),
    )


def _cells(session: Session, parts: Parts, person: Person) -> tuple[CellView, ...]:
    named = {column: str(getattr(person, column)) for column in OF_PERSON}
    names = names_of(session, parts.agencies, [named[each] for each in LEADERS if each in named])
    agency = parts.agencies.get(person.agency)
    shown = {
        column: f"{names.of(value)} ({value})" if column in LEADERS and value else value
        for column, value in named.items()
    } | {"agency": agency.name if agency else person.agency}
    return tuple(
        CellView(column_title(column), value, f"/people/{named[column]}")
        if column in LEADERS and value
        else CellView(column_title(column), value)
        for column, value in shown.items()
    )


def _designees(session: Session, parts: Parts, person: Person) -> tuple[CellView, ...]:
    found = people.designations_of(session, person.number)
    names = names_of(session, parts.agencies, [each.designee for each in found])
    return tuple(
        CellView(
            f"{names.of(each.designee)} ({each.designee})",
            f"{show_date(each.starts_on)} to {show_date(each.ends_on)}",
            f"/people/{each.designee}",
        )
        for each in found
    )


def _job(parts: Parts, person: Person, facts: EmployeeFacts) -> str:
    """The change of job on file, in the program's words, with its day."""
    if not facts.job_change or facts.job_change_on is None:
        return ""
    agency = parts.agencies.get(person.agency)
    rule = parts.programs.of(agency).in_force.reason(facts.job_change) if agency else None
    title = rule.title if rule else facts.job_change
    return f"{title}, effective {show_date(facts.job_change_on)}"
