"""Importing the directory: all of a file, or nothing and a list of what is wrong with it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session, select

from records.facts import EmployeeFacts
from records.people import Designation, Person
from records.roster import BadRow, NotUtf8, PersonRow, decode, numbers_in, read_people

__all__ = [
    "BadRow",
    "ImportResult",
    "NotUtf8",
    "PersonRow",
    "decode",
    "import_people",
    "read_people",
]


@dataclass(frozen=True)
class ImportResult:
    """How many people were added, changed, or the same as before; `bad`: nothing was imported."""

    added: int
    changed: int
    unchanged: int
    bad: tuple[BadRow, ...] = ()


class _Saved(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


def import_people(
    session: Session, text: str, agencies: frozenset[str] = frozenset()
) -> ImportResult:
    """Add and change people by employee number; who is not in the file stays as they are.

    A row's designee replaces the one before it, and so do its facts, as far as the file has their
    columns. If anything is wrong, nothing is changed.
    Agencies are checked where the known ones are given. The caller commits.
    """
    rows, bad = read_people(text)
    known = {person.number: person for person in session.exec(select(Person)).all()}
    bad += _unknown(rows, numbers_in(text) | known.keys()) + _taken(rows, known.values())
    bad += [it for it in _elsewhere(rows, agencies) if agencies]
    if bad:
        return ImportResult(0, 0, 0, tuple(sorted(bad, key=lambda it: (it.line, it.column))))
    before, facts = _designations(session), _facts(session)
    done: Counter[_Saved] = Counter()
    for row in rows:
        moved = _redesignate(session, row, before[row.number])
        restated = _restate(session, row, facts.get(row.number))
        done[_save(session, row, known.get(row.number), moved or restated)] += 1
    session.flush()
    return ImportResult(done[_Saved.ADDED], done[_Saved.CHANGED], done[_Saved.UNCHANGED])


def _unknown(rows: list[PersonRow], everybody: AbstractSet[str]) -> list[BadRow]:
    """Numbers that neither the file nor the directory has."""
    return [
        BadRow(row.line, column, f"names nobody: {named}")
        for row in rows
        for column, named in row.named().items()
        if named not in everybody
    ]


def _taken(rows: list[PersonRow], people: Iterable[Person]) -> list[BadRow]:
    """Addresses that somebody has who is not in the file."""
    ours = {row.number for row in rows}
    theirs = {person.mail.lower(): person.number for person in people if person.number not in ours}
    return [
        BadRow(row.line, "mail", f"is the address of {theirs[row.person['mail'].lower()]}")
        for row in rows
        if row.person["mail"].lower() in theirs
    ]


def _elsewhere(rows: list[PersonRow], agencies: frozenset[str]) -> list[BadRow]:
    """Agencies that no file describes."""
    return [
        BadRow(row.line, "agency", f"is not a known agency: {row.person['agency']}")
        for row in rows
        if row.person["agency"] not in agencies
    ]


def _designations(session: Session) -> Mapping[str, list[Designation]]:
    """Every designation, by whom it is for."""
    by_principal: dict[str, list[Designation]] = defaultdict(list)
    for designation in session.exec(select(Designation)):
        by_principal[designation.principal].append(designation)
    return by_principal


def _facts(session: Session) -> dict[str, EmployeeFacts]:
    """Everybody's facts, by number."""
    return {facts.person: facts for facts in session.exec(select(EmployeeFacts))}


def _save(session: Session, row: PersonRow, person: Person | None, moved: bool) -> _Saved:
    """Write one row; say what that did, `moved` included: a change of what belongs to it."""
    if person is None:
        session.add(Person(**row.person))
        return _Saved.ADDED
    changes = {name: value for name, value in row.person.items() if getattr(person, name) != value}
    person.sqlmodel_update(changes)
    return _Saved.CHANGED if changes or moved else _Saved.UNCHANGED


def _redesignate(session: Session, row: PersonRow, before: list[Designation]) -> bool:
    """Make the row's designee the person's only one; whether that changed anything."""
    wanted = {(row.designee, *row.period)} if row.period else set()
    if {(it.designee, it.starts_on, it.ends_on) for it in before} == wanted:
        return False
    for designation in before:
        session.delete(designation)
    session.flush()
    for designee, starts_on, ends_on in wanted:
        session.add(
            Designation(
                principal=row.number, designee=designee, starts_on=starts_on, ends_on=ends_on
            )
        )
    return True


def _restate(session: Session, row: PersonRow, before: EmployeeFacts | None) -> bool:
    """Keep the facts that the row states; whether that changed anything."""
    facts = before or EmployeeFacts(person=row.number)
    changes = {name: fact for name, fact in row.facts.items() if getattr(facts, name) != fact}
    facts.sqlmodel_update(changes)
    if changes:
        session.add(facts)
    return bool(changes)
