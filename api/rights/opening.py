"""What has to be on record before somebody can propose: the registers that a program needs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from api.rights.holding import Matter, role_holders
from policy.forms.answers import field_problems
from policy.forms.problem import Problem
from policy.forms.typed import as_typed
from policy.program import Agency, Program
from policy.register import About, Register, RegisterEntry
from records import people, registers
from records.people import Person


@dataclass(frozen=True)
class MissingRegister:
    """A register that keeps a proposal closed: what it is, who writes it, and what is wrong.

    `recorded` says that there is an entry; `problems` are then what does not let a proposal be
    made. `who` are the names of those who write it, `role_titles` what they are called.
    """

    register: str
    title: str
    text: str
    citation: str
    role_titles: tuple[str, ...]
    who: tuple[str, ...]
    recorded: bool
    problems: tuple[Problem, ...] = ()


def missing_registers(
    session: Session, program: Program, agency: Agency, person: Person, on: date
) -> tuple[MissingRegister, ...]:
    """What is still needed before this person can propose, in the program's order; else nothing.

    `on` is the agency's local date, by which entries are judged.
    """
    return tuple(
        _missing(session, matter, entry, found)
        for matter, entry, found in _judged(session, program, agency, person, on)
        if entry is None or found
    )


def opened_by(session: Session, program: Program, agency: Agency, person: Person) -> dict[str, int]:
    """The entries that let this person propose: register ID to entry number."""
    newest = {
        register.id: registers.latest(session, agency.id, register.id, _subject(register, person))
        for register in program.registers
        if register.needed
    }
    return {name: entry.number for name, entry in newest.items() if entry is not None}


def entered(session: Session, program: Program, agency: Agency, person: Person) -> dict[str, str]:
    """What the registers that open the form say already, by the fields that start from them.

    As people type it: it may be changed before it is sent.
    """
    needed = {each.id: each for each in program.registers if each.needed}
    found: dict[str, str] = {}
    for item in program.fields:
        register, _, name = item.entry.partition(".")
        if register in needed:
            subject = _subject(needed[register], person)
            entry = registers.latest(session, agency.id, register, subject)
            found[item.id] = as_typed(item.kind, entry.answers.get(name, "") if entry else "")
    return {name: said for name, said in found.items() if said}


def _judged(
    session: Session, program: Program, agency: Agency, person: Person, on: date
) -> Iterator[tuple[Matter, RegisterEntry | None, tuple[Problem, ...]]]:
    """Each needed register, its newest entry about this person or agency, and what is wrong."""
    for register in program.registers:
        if not register.needed:
            continue
        matter = Matter(program, agency, register, _subject(register, person), on)
        entry = registers.latest(session, agency.id, register.id, matter.subject)
        answers = entry.answers if entry else {}
        found = field_problems(program, register.fields, answers, on) if entry else ()
        yield matter, entry, tuple(found)


def _missing(
    session: Session, matter: Matter, entry: RegisterEntry | None, found: tuple[Problem, ...]
) -> MissingRegister:
    register, holders = matter.register, role_holders(session, matter)
    numbers = [number for role in register.roles for number in holders[role]]
    known = people.of_numbers(session, numbers)
    return MissingRegister(
        register=register.id,
        title=register.title,
        text=register.text,
        citation=register.citation,
        role_titles=tuple(matter.program.role(role).title for role in register.roles),
        who=tuple(known[number].name for number in dict.fromkeys(numbers) if number in known),
        recorded=entry is not None,
        problems=found,
    )


def _subject(register: Register, person: Person) -> str:
    return person.number if register.about is About.EMPLOYEE else ""
