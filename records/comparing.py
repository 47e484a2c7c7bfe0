"""What a file would change: everybody's cells on record, beside those that the file has."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, select

from records.facts import EmployeeFacts
from records.people import Designation, Person
from records.roster import COLUMNS, OF_PERSON, PersonRow
from records.standing import FACTS, fact_text

Cells = Mapping[str, str]
"""The columns of one person, each in the one spelling by which two can be compared."""

_NOBODY = dict.fromkeys((*COLUMNS, *FACTS), "")


@dataclass(frozen=True)
class Change:
    """One cell of somebody on record that a line of the file has otherwise."""

    line: int
    number: str
    column: str
    old: str
    new: str


@dataclass(frozen=True)
class Comparison:
    """What a file would do: people to add, cells to change, and how many stay as they are.

    `after` is everybody's cells as they would be then.
    """

    added: tuple[PersonRow, ...]
    changed: tuple[PersonRow, ...]
    changes: tuple[Change, ...]
    unchanged: int
    after: Mapping[str, Cells]

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many people are added, changed, and as before."""
        return len(self.added), len(self.changed), self.unchanged


def on_record(session: Session) -> dict[str, dict[str, str]]:
    """Everybody's cells, by employee number."""
    known = {each.number: _cells_of(each) for each in session.exec(select(Person))}
    for facts in session.exec(select(EmployeeFacts)):
        if facts.person in known:
            known[facts.person] |= {name: fact_text(getattr(facts, name)) for name in FACTS}
    for each in session.exec(select(Designation).order_by(Designation.designee)):
        if each.principal in known:
            _add_designee(known[each.principal], each)
    return known


def compare(rows: Sequence[PersonRow], known: Mapping[str, Cells]) -> Comparison:
    """What these rows would add and change; who is not among them stays as they are."""
    added, changed = list[PersonRow](), list[PersonRow]()
    changes: list[Change] = []
    after = dict(known)
    for row in rows:
        cells = cells_of(row)
        before = known.get(row.number)
        differing = tuple(_differing(row, before, cells)) if before is not None else ()
        if before is None:
            added.append(row)
        elif differing:
            changed.append(row)
            changes += differing
        after[row.number] = {**(before or _NOBODY), **cells}
    unchanged = len(rows) - len(added) - len(changed)
    return Comparison(tuple(added), tuple(changed), tuple(changes), unchanged, after)


def cells_of(row: PersonRow) -> dict[str, str]:
    """The cells that a row states: those of facts as far as the file has their columns."""
    first, last = row.period or (None, None)
    period = {"designee_from": fact_text(first), "designee_until": fact_text(last)}
    facts = {name: fact_text(fact) for name, fact in row.facts.items()}
    return {**row.person, "designee": row.designee, **period, **facts}


def _differing(row: PersonRow, before: Cells, cells: Cells) -> Iterable[Change]:
    for column, new in cells.items():
        if before[column] != new:
            yield Change(row.line, row.number, column, before[column], new)


def _cells_of(person: Person) -> dict[str, str]:
    return {**_NOBODY, **{column: str(getattr(person, column)) for column in OF_PERSON}}


def _add_designee(cells: dict[str, str], found: Designation) -> None:
    """A file names one designee; where there are more on record, all of them are shown."""
    told = {
        "designee": found.designee,
        "designee_from": fact_text(found.starts_on),
        "designee_until": fact_text(found.ends_on),
    }
    for column, text in told.items():
        cells[column] = f"{cells[column]} {text}".strip()
