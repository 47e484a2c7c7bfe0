"""Who is asked later: the roles whose turn has not come, and who may be put into them already."""

from api.rights.access import Doing
from api.views.facts import Facts
from policy.account import Happening, Status
from policy.plan import employee_role

_BEFORE_SIGNED = frozenset(Status) - {Status.AUTHORIZED, Status.ACTIVE}


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


def replaceable_later(facts: Facts, may: frozenset[Doing]) -> tuple[tuple[str, str, str], ...]:
    """Role, title and the person put into it so far: for whom the viewer may replace ahead."""
    if Doing.REPLACE not in may:
        return ()
    return tuple((role, facts.title(role), put_in(facts, role)) for role in later(facts))


def put_in(facts: Facts, role: str) -> str:
    """The name of who was put into a role; empty where the directory says who holds it."""
    taken = [e.about for e in facts.entries if (e.kind, e.role) == (Happening.REPLACED, role)]
    return facts.names.of(taken[-1]) if taken else ""
