"""Who is not asked now: roles whose turn has not come, or who declined; others may take them."""

from dataclasses import dataclass

from api.rights.access import Doing
from api.views.facts import Facts
from policy.account import IN_FORCE, Happening, Status
from policy.plan import employee_role

_BEFORE_SIGNED = frozenset(Status) - IN_FORCE


def later(facts: Facts) -> tuple[str, ...]:
    """The roles that are still to be asked for a review or a signature; never the employee's."""
    if facts.closed or facts.phase not in _BEFORE_SIGNED:
        return ()
    review = facts.program.review
    known = {task.role for task in facts.tasks} | {employee_role(facts.program)}
    signed = set(facts.arrangement.signed)
    roles = [*review.reviewers, review.decider] if facts.status is Status.REVIEW else []
    roles += [line.role for line in facts.program.signing.lines if line.id not in signed]
    return tuple(role for role in dict.fromkeys(roles) if role and role not in known)


@dataclass(frozen=True)
class LaterView:
    """A role whose turn has not come: its title, and who was put into it or declined in it so far.

    Who acts in a `designated` one is for the directory to say.
    """

    role: str
    title: str
    name: str
    designated: bool


def replaceable_later(facts: Facts, may: frozenset[Doing]) -> tuple[LaterView, ...]:
    """Those into which the viewer may put somebody ahead."""
    if Doing.REPLACE not in may:
        return ()
    return tuple(
        LaterView(role, facts.title(role), put_in(facts, role), facts.program.role(role).designee)
        for role in later(facts)
    )


def put_in(facts: Facts, role: str) -> str:
    """The name of who was put into a role, or declined in it; empty where none is known."""
    known = [
        entry.about if entry.kind == Happening.REPLACED else entry.person
        for entry in facts.entries
        if entry.role == role and entry.kind in (Happening.REPLACED, Happening.DECLINED)
    ]
    return facts.names.of(known[-1]) if known else ""
