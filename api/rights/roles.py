"""In which roles somebody may act on an arrangement: by the directory now, or put in by hand."""

from collections.abc import Iterable

from sqlmodel import Session

from api.parts import Parts
from api.who import Who
from policy.account import Happening
from policy.directory import Post, coordinators_of, holders_of
from policy.holders import Holders, find
from policy.program import Program
from records import coordinators, entries
from records.arrangements import Arrangement
from records.directory import around
from records.entries import TimelineEntry
from records.facts import has_left

Roles = tuple[str, ...]
"""IDs of roles, in the program's order."""


def roles_of(session: Session, parts: Parts, who: Who, arrangement: Arrangement) -> Roles:
    """The roles that `who` holds; the workflow has the last word on who was put in or replaced."""
    program, holders = by_directory(session, parts, arrangement)
    number = who.person.number
    found = {role for role in holders if find(holders, role, number)}
    put_in = _put_in(entries.timeline(session, arrangement.reference))
    found |= {role for role, person in put_in.items() if person == number}
    if arrangement.agency in who.agencies and number != arrangement.employee:
        found.add(program.coordinator)
    return tuple(role.id for role in program.roles if role.id in found)


def unheld(
    session: Session, parts: Parts, arrangement: Arrangement, happened: Iterable[TimelineEntry]
) -> Roles:
    """The roles that nobody holds now, by the directory or put in by what `happened`."""
    program, holders = by_directory(session, parts, arrangement)
    today, put_in = parts.today_in(arrangement.agency), _put_in(happened)
    there = {role for role, number in put_in.items() if not has_left(session, number, today)}
    return tuple(
        role.id for role in program.roles if not (holders.get(role.id) or role.id in there)
    )


def by_directory(
    session: Session, parts: Parts, arrangement: Arrangement
) -> tuple[Program, Holders]:
    """The program of an arrangement, and who holds its roles by the directory."""
    program, post = parts.program_of(arrangement), _post(parts, arrangement)
    directory = around(session, post.employee, post.agency)
    return program, holders_of(directory, program.roles, post)


def coordinates(session: Session, parts: Parts, who: Who, arrangement: Arrangement) -> bool:
    """Whether `who` coordinates it, as all of its agency's or this one alone; nobody their own.

    This one alone is for who was put in last, and for who stands in where its employee is the
    agency's only HR representative (III).
    """
    number = who.person.number
    if number == arrangement.employee or arrangement.agency in who.agencies:
        return number != arrangement.employee
    role = parts.program_of(arrangement).coordinator
    put_in, represents = coordinators.of_one(session, arrangement, role)
    return put_in == number or (represents and number in _standing_in(session, parts, arrangement))


def _standing_in(session: Session, parts: Parts, arrangement: Arrangement) -> tuple[str, ...]:
    """Who coordinates what is its employee's own."""
    post = _post(parts, arrangement)
    return coordinators_of(around(session, post.employee, post.agency), post)


def _post(parts: Parts, arrangement: Arrangement) -> Post:
    """Whose roles are looked up, where, and now."""
    zone = parts.zone_of(arrangement.agency)
    return Post(arrangement.agency, arrangement.employee, zone, parts.clock())


def _put_in(timeline: Iterable[TimelineEntry]) -> dict[str, str]:
    """Who was put last into a role, by role."""
    return {each.role: each.about for each in timeline if each.kind == Happening.REPLACED}
