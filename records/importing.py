"""Importing the directory: all of a file, or nothing and a list of what is wrong with it."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from records.comparing import Cells, Comparison, compare, on_record
from records.database import in_parts
from records.facts import EmployeeFacts
from records.people import Designation, Person
from records.roster import BadRow, PersonRow, first_of, numbers_in, read_people


@dataclass(frozen=True)
class Bounds:
    """What a file may say: the agencies there are, and those whose people its sender looks after.

    `reasons` are the IDs of the job changes that each agency's program knows. What is empty bounds
    nothing.
    """

    agencies: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()
    reasons: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class ImportResult:
    """How many people were added, changed, or the same as before; `bad`: nothing was imported."""

    added: int
    changed: int
    unchanged: int
    bad: tuple[BadRow, ...] = ()


def import_people(
    session: Session, text: str, agencies: frozenset[str] = frozenset()
) -> ImportResult:
    """Add and change people by employee number; who is not in the file stays as they are.

    A row's designee replaces the one before it, and so do its facts, as far as the file has their
    columns. If anything is wrong, nothing is changed.
    Agencies are checked where the known ones are given. The caller commits.
    """
    known = on_record(session)
    rows, bad = sound_rows(text, known, Bounds(agencies))
    if bad:
        return ImportResult(0, 0, 0, bad)
    found = compare(rows, known)
    write_people(session, found)
    return ImportResult(*found.counts)


def sound_rows(
    text: str, known: Mapping[str, Cells], bounds: Bounds
) -> tuple[list[PersonRow], tuple[BadRow, ...]]:
    """The rows of a file, and all that is wrong with them beside those who are `known`."""
    rows, bad = read_people(text)
    bad += _unknown(rows, numbers_in(text) | known.keys())
    bad += _taken(rows, known, bounds.within)
    for row in rows:
        bad += _out_of_bounds(row, known.get(row.number), bounds)
    return rows, first_of(bad)


def write_people(session: Session, found: Comparison) -> None:
    """Write what a comparison found: only who is added or changed is touched at all."""
    rows = (*found.added, *found.changed)
    numbers = [row.number for row in rows]
    people = {each.number: each for each in _people(session, numbers)}
    facts = {each.person: each for each in _facts(session, numbers)}
    _redesignate(session, rows)
    for row in rows:
        person = people.get(row.number) or Person(**row.person)
        person.sqlmodel_update(dict(row.person))
        session.add(person)
        if row.facts:
            kept = facts.get(row.number) or EmployeeFacts(person=row.number)
            kept.sqlmodel_update(dict(row.facts))
            session.add(kept)
    session.flush()


def _unknown(rows: Sequence[PersonRow], everybody: AbstractSet[str]) -> list[BadRow]:
    """Numbers that neither the file nor the directory has."""
    return [
        BadRow(row.line, column, f"names nobody: {named}")
        for row in rows
        for column, named in row.named().items()
        if named not in everybody
    ]


def _taken(
    rows: Sequence[PersonRow], known: Mapping[str, Cells], within: frozenset[str]
) -> Iterator[BadRow]:
    """Addresses that somebody has who is not in the file; of other agencies, nobody is named."""
    ours = {row.number for row in rows}
    theirs = {
        cells["mail"].lower(): number for number, cells in known.items() if number not in ours
    }
    for row in rows:
        number = theirs.get(row.person["mail"].lower())
        if number is not None:
            hidden = within and known[number]["agency"] not in within
            whose = "somebody of another agency" if hidden else number
            yield BadRow(row.line, "mail", f"is the address of {whose}")


def _out_of_bounds(row: PersonRow, before: Cells | None, bounds: Bounds) -> Iterator[BadRow]:
    """What the sender may not say of this person."""
    agency, why = row.person["agency"], str(row.facts.get("job_change", ""))
    agencies = {agency, before["agency"] if before else agency}
    if bounds.agencies and agency not in bounds.agencies:
        yield BadRow(row.line, "agency", f"is not a known agency: {agency}")
    elif bounds.within and agency not in bounds.within:
        yield BadRow(row.line, "agency", f"is not an agency whose people you look after: {agency}")
    elif why and bounds.reasons and not any(why in bounds.reasons.get(it, ()) for it in agencies):
        yield BadRow(row.line, "job_change", f"is no job change that the program knows: {why}")
    if before and bounds.within and before["agency"] not in bounds.within:
        yield BadRow(row.line, "number", "is the number of somebody of another agency")


def _people(session: Session, numbers: Sequence[str]) -> Iterator[Person]:
    for some in in_parts(numbers):
        yield from session.exec(select(Person).where(col(Person.number).in_(some)))


def _facts(session: Session, numbers: Sequence[str]) -> Iterator[EmployeeFacts]:
    for some in in_parts(numbers):
        yield from session.exec(select(EmployeeFacts).where(col(EmployeeFacts.person).in_(some)))


def _redesignate(session: Session, rows: Sequence[PersonRow]) -> None:
    """Make each row's designee the person's only one."""
    for some in in_parts([row.number for row in rows]):
        theirs = select(Designation).where(col(Designation.principal).in_(some))
        for before in session.exec(theirs).all():
            session.delete(before)
    session.flush()
    for row in rows:
        if row.period:
            first, last = row.period
            session.add(
                Designation(
                    principal=row.number, designee=row.designee, starts_on=first, ends_on=last
                )
            )
