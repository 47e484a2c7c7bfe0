"""From the answers about a replacement to one: the rules of the page and of the JSON API."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from api.pages import paragraph
from policy.acts import Attribution, SignerReplaced
from policy.forms.problem import Problem, cited
from policy.holders import by_the_directory
from policy.program import Agency, Holder, Program
from records import people


@dataclass(frozen=True)
class Place:
    """The program and the agency of an arrangement: where its signers come from."""

    program: Program
    agency: Agency


def replacement_of(
    session: Session, place: Place, sent: Mapping[str, str], by: Attribution
) -> tuple[SignerReplaced | None, list[Problem]]:
    """The replacement, or what is wrong with it: only who is in the directory can take over.

    Where a designee may act, nobody is put in by hand (GL32 II(b)).
    """
    role, number = sent.get("role", ""), sent.get("person", "")
    if closed := closed_by_hand(place.program, role):
        return None, closed
    reason, problems = paragraph(sent, "reason", "Say why somebody else takes over.")
    person = people.find(session, number)
    if person is None:
        problems.insert(0, Problem("person", "Choose who takes over."))
    elif person.agency != place.agency.id and role not in _outsiders(place.program):
        problems.insert(0, Problem("person", f"Choose somebody of {place.agency.name}."))
    if problems:
        return None, problems
    return SignerReplaced(role, number, reason, by), []


def closed_by_hand(program: Program, role: str) -> list[Problem]:
    """Why the role is for the directory alone to fill, with its section; nothing for others."""
    return [
        Problem("role", by_the_directory(each.title), cited(program, each.citation))
        for each in program.roles
        if each.id == role and each.designee
    ]


def _outsiders(program: Program) -> frozenset[str]:
    """The roles that the program gives to people outside the agency."""
    return frozenset(role.id for role in program.roles if role.holder is Holder.LIAISON)
