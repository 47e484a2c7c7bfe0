"""Who may see and do what with an arrangement: one table, read by pages and API alike.

The workflow stays the judge of order and timing; this table says who gets to its door at all.
"""

from collections.abc import Mapping
from enum import StrEnum

from sqlmodel import Session

from api.dependencies import NotFound
from api.parts import Parts
from api.rights.roles import coordinates
from api.who import Who
from policy.account import CLOSED, IN_FORCE, Status
from policy.reference import normalize
from policy.tasks import Purpose
from records import arrangements, people, tasks
from records.arrangements import Arrangement
from records.people import Person
from records.visibility import took_part


class NotAllowed(Exception):
    """Somebody who may see an arrangement asked to do what is for others to do."""


class Relation(StrEnum):
    """How somebody stands to an arrangement; more than one may hold."""

    EMPLOYEE = "employee"
    LEADER = "leader"
    PARTY = "party"
    COORDINATOR = "coordinator"
    DECIDER = "decider"


class Doing(StrEnum):
    """What can be done with an arrangement."""

    SEE = "see"
    READ_DOCUMENTS = "read its documents"
    REVIEW = "review it"
    PROVIDE = "fill in what signing needs"
    SIGN = "sign it"
    DECLINE = "decline to sign it"
    ACKNOWLEDGE = "acknowledge a copy"
    DECIDE = "decide on it"
    SEE_READINGS = "see who read it"
    SEE_FINDINGS = "see what its review found"
    ACCOMMODATE = "determine a reasonable accommodation"
    AMEND = "change what is to be signed"
    ASK_AGAIN = "ask somebody again"
    REPLACE = "replace a signer"
    REMIND = "remind somebody"
    MODIFY = "propose a modification of it"
    CLOSE_MODIFICATION = "withdraw or decline a modification of it"
    END = "end it"
    WITHDRAW_ENDING = "take back a notice of its end"
    RENEW = "propose to continue it"
    ASK_APPROVAL = "ask for a written approval"
    DECIDE_APPROVAL = "decide on a written approval"
    REPORT = "report something about it"
    DO_DUTY = "do what is owed"
    DO_FOR_OTHERS = "do what others owe"


_READ = frozenset({Doing.SEE, Doing.READ_DOCUMENTS})
_ASKED = frozenset(
    {
        Doing.REVIEW,
        Doing.PROVIDE,
        Doing.SIGN,
        Doing.DECLINE,
        Doing.ACKNOWLEDGE,
        Doing.DECIDE_APPROVAL,
        Doing.DO_DUTY,
    }
)
_SAY = frozenset({Doing.ASK_APPROVAL, Doing.REPORT})
_DECIDE = frozenset({Doing.SEE_FINDINGS, Doing.DECIDE})
_COORDINATE = _DECIDE | {
    Doing.SEE_READINGS,
    Doing.ACCOMMODATE,
    Doing.AMEND,
    Doing.ASK_AGAIN,
    Doing.REPLACE,
    Doing.REMIND,
    Doing.DO_FOR_OTHERS,
}
_CHANGE = frozenset({Doing.MODIFY, Doing.CLOSE_MODIFICATION, Doing.END, Doing.WITHDRAW_ENDING})

MAY: Mapping[Relation, frozenset[Doing]] = {
    Relation.EMPLOYEE: _READ | _ASKED | _SAY | _CHANGE | {Doing.SEE_READINGS, Doing.RENEW},
    Relation.LEADER: _READ | _SAY,
    Relation.PARTY: _READ | _ASKED | _SAY,
    Relation.COORDINATOR: _READ | _ASKED | _SAY | _CHANGE | _COORDINATE,
    Relation.DECIDER: _READ | _ASKED | _DECIDE,
}
"""Leaders are the employee's supervisor, manager and agency head; a party holds a task or acted;
a decider is asked to decide. Of what can be asked for or reported, a program's rules say which
roles may (`api.rights.roles`).

Nobody coordinates or decides on their own arrangement.
"""

OPEN = frozenset(Status) - CLOSED
BEFORE_DECISION = frozenset({Status.REVIEW, Status.DECISION})
SIGNED = frozenset({Status.SIGNING, Status.DECLINED})
WHEN: Mapping[Doing, frozenset[Status]] = {
    Doing.SEE: frozenset(Status),
    Doing.READ_DOCUMENTS: frozenset(Status),
    Doing.SEE_READINGS: frozenset(Status),
    Doing.SEE_FINDINGS: frozenset(Status),
    Doing.REVIEW: frozenset({Status.REVIEW}),
    Doing.DECIDE: frozenset({Status.DECISION}),
    Doing.ACCOMMODATE: BEFORE_DECISION,
    Doing.ASK_AGAIN: BEFORE_DECISION | {Status.DECLINED},
    Doing.PROVIDE: frozenset({Status.COMPLETING}),
    Doing.SIGN: SIGNED,
    Doing.DECLINE: SIGNED,
    Doing.AMEND: SIGNED,
    Doing.REPLACE: OPEN,
    Doing.REMIND: frozenset(Status),
    Doing.ACKNOWLEDGE: frozenset(Status),
    Doing.MODIFY: IN_FORCE,
    Doing.CLOSE_MODIFICATION: IN_FORCE,
    Doing.END: OPEN,
    Doing.WITHDRAW_ENDING: IN_FORCE,
    Doing.RENEW: IN_FORCE,
    Doing.ASK_APPROVAL: IN_FORCE,
    Doing.DECIDE_APPROVAL: IN_FORCE,
    Doing.REPORT: IN_FORCE | {Status.ENDED},
    Doing.DO_DUTY: IN_FORCE | {Status.ENDED},
    Doing.DO_FOR_OTHERS: IN_FORCE | {Status.ENDED},
}
"""Where an arrangement stands when something can be done with it: what pages offer.

Copies are owed, reminded of and acknowledged even once it is over (GL32 VI), duties done, and what
happened before reported.
"""


def relations(
    session: Session, parts: Parts, who: Who, arrangement: Arrangement
) -> frozenset[Relation]:
    """How `who` stands to an arrangement; empty for a stranger to it."""
    number = who.person.number
    employee = people.find(session, arrangement.employee)
    mine = arrangement.employee == number
    holds = {
        Relation.EMPLOYEE: mine,
        Relation.LEADER: employee is not None and _leads(number, employee),
        Relation.PARTY: took_part(session, number, arrangement.reference),
        Relation.COORDINATOR: coordinates(session, parts, who, arrangement),
        Relation.DECIDER: not mine and _decides(session, number, arrangement),
    }
    return frozenset(relation for relation, held in holds.items() if held)


def doings(session: Session, parts: Parts, who: Who, arrangement: Arrangement) -> frozenset[Doing]:
    """Everything `who` may do with an arrangement: what its page offers."""
    found = relations(session, parts, who, arrangement)
    return frozenset(doing for relation in found for doing in MAY[relation])


def arrangement_for(
    session: Session, parts: Parts, who: Who, reference: str, doing: Doing
) -> Arrangement:
    """The arrangement, for `who` to do that with it; its reference may be typed as people do.

    NotFound for whoever may not even see it (that it exists is not said), NotAllowed otherwise.
    """
    return opened_for(session, parts, who, reference, doing)[0]


def opened_for(
    session: Session, parts: Parts, who: Who, reference: str, doing: Doing
) -> tuple[Arrangement, frozenset[Doing]]:
    """The same, with everything else that `who` may do with it."""
    arrangement = arrangements.find(session, normalize(reference) or "")
    if arrangement is None:
        raise NotFound
    allowed = doings(session, parts, who, arrangement)
    if Doing.SEE not in allowed:
        raise NotFound
    if doing not in allowed:
        reason = f"It is for others to {doing}. Nothing was changed."
        raise NotAllowed(reason)
    return arrangement, allowed


def _decides(session: Session, number: str, arrangement: Arrangement) -> bool:
    """Whether somebody is asked for the decision, which only one that is open asks for."""
    if arrangement.status != Status.DECISION:
        return False
    asked = tasks.of_arrangement(session, arrangement.reference)
    return any((t.purpose, t.person) == (Purpose.DECIDE, number) for t in asked)


def _leads(number: str, employee: Person) -> bool:
    return number in {employee.supervisor, employee.manager, employee.agency_head}
