"""What a coordinator does with many rows of the board: remind, and put somebody else into a role.

What will not happen is said beforehand, row by row; each that happens is an act of its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session
from starlette.requests import Request

from api.dependencies import attribution
from api.forms.replacing import Place, closed_by_hand, replacement_of
from api.many.chosen import Chosen
from api.many.piles import Piece, key_in, own_key
from api.parts import Parts
from api.views.names import Names, names_of
from api.views.waiting import first_asked
from api.views.words import lowered, the
from api.visits import Viewer
from policy.acts import Attribution, Reminded
from policy.notices import REMINDERS
from policy.program import Program
from policy.wording import listed
from records.board import BoardRow
from records.people import Person
from records.tasks import OpenTask

OWN = "It is your own: others coordinate it."
NOBODY = "It waits for nobody who could be reminded."
NOT_THEIRS = "It is none of those that you coordinate."
NOT_HELD = "Nothing waits for this person in this role."


@dataclass(frozen=True)
class RowPlan:
    """What would happen to one row: in words, or the `problem` that keeps it from happening.

    `reminders` are by role, each with whom it goes to.
    """

    reference: str
    who: str
    told: str
    problem: str = ""
    reminders: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Holder:
    """Somebody whom several rows wait for in a role: `value` is what choosing them sends."""

    value: str
    title: str
    rows: int


@dataclass(frozen=True)
class Picked:
    """The chosen rows with whom they wait for, for one coordinator to act on."""

    session: Session
    parts: Parts
    viewer: Viewer
    chosen: Chosen
    names: Names

    def program(self, row: BoardRow) -> Program:
        """The program that an arrangement began under."""
        arrangement = row.arrangement
        return self.parts.program_of(arrangement)

    def reminders(self) -> list[RowPlan]:
        """Whom each row's reminders would go to: everybody whom the board says it waits for."""
        return [*map(self._reminder, self.chosen.rows), *map(_strange, self.chosen.strange)]

    def replacements(self, role: str, person: str) -> list[RowPlan]:
        """In which rows somebody would take over what a person owes in a role."""
        planned = (self._replacement(row, role, person) for row in self.chosen.rows)
        return [*planned, *map(_strange, self.chosen.strange)]

    def holders(self) -> list[Holder]:
        """Whom the rows wait for, by role and person, most rows first."""
        found: dict[tuple[str, str], set[str]] = {}
        titles: dict[str, str] = {}
        for row in self.chosen.rows:
            for task in row.tasks:
                if self._is_replaceable(row, task) and not self._is_own(row):
                    found.setdefault((task.role, task.person), set()).add(task.reference)
                    titles[task.role] = self.program(row).role(task.role).title
        holders = [
            Holder(f"{role}/{person}", f"{titles[role]}: {self.names.of(person)}", len(rows))
            for (role, person), rows in found.items()
        ]
        return sorted(holders, key=lambda each: (-each.rows, each.title))

    def _reminder(self, row: BoardRow) -> RowPlan:
        who, reference = _who(row), row.arrangement.reference
        if self._is_own(row):
            return RowPlan(reference, who, "", OWN)
        reminders = self._reminded(row)
        if not reminders:
            return RowPlan(reference, who, "", NOBODY)
        told = f"A reminder goes to {listed([*reminders.values()])}"
        return RowPlan(reference, who, told, reminders=reminders)

    def _reminded(self, row: BoardRow) -> dict[str, str]:
        own, program = self.viewer.person.number, self.program(row)
        asked = [task for task in row.tasks if task.purpose in REMINDERS and task.person != own]
        people: dict[str, list[str]] = {}
        for task in first_asked(asked):
            people.setdefault(task.role, []).append(self.names.of(task.person))
        return {
            role: f"{the(program.role(role).title)} ({listed([*dict.fromkeys(named)])})"
            for role, named in people.items()
        }

    def _replacement(self, row: BoardRow, role: str, person: str) -> RowPlan:
        who, reference = _who(row), row.arrangement.reference
        if self._is_own(row):
            return RowPlan(reference, who, "", OWN)
        held = any((task.role, task.person) == (role, person) for task in row.tasks)
        if not held or _is_the_employees(row, person):
            return RowPlan(reference, who, "", NOT_HELD)
        if closed := closed_by_hand(self.program(row), role):
            return RowPlan(reference, who, "", closed[0].text)
        title = lowered(self.program(row).role(role).title)
        return RowPlan(reference, who, f"Somebody else is asked as {title}, by a new link")

    def _is_replaceable(self, row: BoardRow, task: OpenTask) -> bool:
        """Whether somebody else can be put in by hand: never for the employee."""
        if not task.role or _is_the_employees(row, task.person):
            return False
        return not self.program(row).role(task.role).designee

    def _is_own(self, row: BoardRow) -> bool:
        return row.arrangement.employee == self.viewer.person.number

    def place(self, row: BoardRow) -> Place:
        """Where a row's signers come from."""
        return Place(self.program(row), self.parts.agencies[row.arrangement.agency])


def picked(session: Session, parts: Parts, viewer: Viewer, chosen: Chosen) -> Picked:
    """The chosen rows, with the names of everybody whom they wait for."""
    asked = {task.person for row in chosen.rows for task in row.tasks}
    return Picked(session, parts, viewer, chosen, names_of(session, parts.agencies, asked))


def reminder_pieces(request: Request, picked: Picked, key: str) -> list[Piece]:
    """A reminder for each role that a row waits for, or why there is none."""

    person = picked.viewer.person.number

    def pieces(plan: RowPlan) -> Iterator[Piece]:
        reference, who = plan.reference, plan.who
        if plan.problem:
            yield Piece(reference, "", who, key_in(person, key, reference, "remind"), plan.problem)
        for role, whom in plan.reminders.items():
            by = _by(request, picked.viewer, key, reference, f"remind {role}")
            what = f"{who}. A reminder to {whom}"
            yield Piece(reference, role, what, by.key, act=Reminded(role, by))

    return [piece for plan in picked.reminders() for piece in pieces(plan)]


def replacement_pieces(
    request: Request, picked: Picked, key: str, held: tuple[str, str], sent: Mapping[str, str]
) -> list[Piece]:
    """A replacement for each row in which the person holds the role; `sent` names who follows."""
    rows = {row.arrangement.reference: row for row in picked.chosen.rows}

    def piece(plan: RowPlan) -> Piece:
        who, reference = picked.viewer.person.number, plan.reference
        own = key_in(who, key, reference, "replace")
        if plan.problem:
            return Piece(reference, held[0], plan.who, own, plan.problem)
        by = _by(request, picked.viewer, key, reference, "replace")
        place = picked.place(rows[reference])
        act, wrong = replacement_of(picked.session, place, {**sent, "role": held[0]}, by)
        if act is None:
            return Piece(reference, held[0], plan.who, own, wrong[0].text)
        return Piece(reference, held[0], f"{plan.who}. {plan.told}", own, act=act)

    return [piece(plan) for plan in picked.replacements(*held)]


def successors(people: Sequence[Person], held: str) -> list[Person]:
    """Who may take over: anybody found but the person who holds the role now."""
    return [person for person in people if person.number != held]


def _by(request: Request, viewer: Viewer, key: str, reference: str, about: str) -> Attribution:
    own = own_key(key, reference, about)
    return attribution(request, viewer, own)


def _is_the_employees(row: BoardRow, person: str) -> bool:
    """Whether what waits is for the employee, or for nobody: then nobody can take it over."""
    return person in {"", row.arrangement.employee}


def _who(row: BoardRow) -> str:
    return row.employee.name if row.employee else row.arrangement.employee


def _strange(reference: str) -> RowPlan:
    return RowPlan(reference, "Unknown", "", NOT_THEIRS)
