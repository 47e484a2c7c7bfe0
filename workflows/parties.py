"""Whom an arrangement concerns: everybody who signs it, and its coordinator; who must know."""

from collections.abc import Mapping, Sequence

from temporalio import workflow

from workflows.ledger import Ledger

with workflow.unsafe.imports_passed_through():
    from policy.living.outstanding import at_location
    from policy.notices import Kind


def parties(ledger: Ledger) -> tuple[tuple[str, str], ...]:
    """Role and person of every signer once, the principal of each role, and the coordinator."""
    roles = [*(line.role for line in ledger.plan.lines), ledger.plan.coordinator]
    found: dict[str, str] = {}
    for role in roles:
        for person in ledger.held_by(role)[:1]:
            found.setdefault(person, role)
    return tuple((role, person) for person, role in found.items())


def tell_parties(
    ledger: Ledger, kind: Kind, own: Mapping[str, str] | None = None, **facts: str
) -> None:
    """Tell every one of them the same, and the employee their own part in it."""
    known = {name: value for name, value in facts.items() if value}
    for role, person in parties(ledger):
        mine = own if own and person == ledger.employee else {}
        ledger.tell(kind, role, person, known={**known, **mine})


def to_return(ledger: Ledger) -> dict[str, str]:
    """What the employee has of the agency and is to bring back, a line each (IV.I)."""
    rules, known = ledger.plan.in_force, ledger.concerns.all
    items = at_location(rules, ledger.current.answers, known) if ledger.in_force else ()
    return {"to_return": "\n".join(items)} if items else {}


def tell_others(
    ledger: Ledger, kind: Kind, roles: Sequence[str], but: str, known: Mapping[str, str]
) -> None:
    """Tell everybody who holds one of these roles, each once, but not who says it themselves."""
    people = {
        person: role for role in reversed(roles) for person in ledger.held_by(role) if person != but
    }
    for person, role in reversed(people.items()):
        ledger.tell(kind, role, person, known=known)
