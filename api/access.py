"""Who may see and do what with an arrangement: one table, read by pages and API alike.

The workflow stays the judge of order and timing; this table says who gets to its door at all.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol

from sqlmodel import Session

from api.dependencies import NotFound
from policy.reference import normalize
from records import arrangements, people
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


class Doing(StrEnum):
    """What can be done with an arrangement."""

    SEE = "see"
    READ_DOCUMENTS = "read its documents"
    REVIEW = "review it"
    SIGN = "sign it"
    DECLINE = "decline to sign it"
    ACKNOWLEDGE = "acknowledge a copy"
    DECIDE = "decide on it"
    AMEND = "change what is to be signed"
    ASK_AGAIN = "ask a signer to reconsider"
    REPLACE = "replace a signer"
    REMIND = "remind somebody"
    END = "end it"


_READ = frozenset({Doing.SEE, Doing.READ_DOCUMENTS})
_ASKED = frozenset({Doing.REVIEW, Doing.SIGN, Doing.DECLINE, Doing.ACKNOWLEDGE})
_COORDINATE = frozenset(
    {Doing.DECIDE, Doing.AMEND, Doing.ASK_AGAIN, Doing.REPLACE, Doing.REMIND, Doing.END}
)

MAY: Mapping[Relation, frozenset[Doing]] = {
    Relation.EMPLOYEE: _READ | _ASKED | {Doing.END},
    Relation.LEADER: _READ,
    Relation.PARTY: _READ | _ASKED,
    Relation.COORDINATOR: _READ | _ASKED | _COORDINATE,
}
"""Leaders are the employee's supervisor, manager and agency head; a party holds a task or acted.

Nobody coordinates their own arrangement.
"""


class Who(Protocol):
    """A person with the agencies whose arrangements they coordinate."""

    @property
    def person(self) -> Person:
        """The person."""

    @property
    def agencies(self) -> frozenset[str]:
        """Agencies that this person coordinates for."""


def relations(session: Session, who: Who, arrangement: Arrangement) -> frozenset[Relation]:
    """How `who` stands to an arrangement; empty for a stranger to it."""
    number = who.person.number
    employee = people.find(session, arrangement.employee)
    mine = arrangement.employee == number
    holds = {
        Relation.EMPLOYEE: mine,
        Relation.LEADER: employee is not None and _leads(number, employee),
        Relation.PARTY: took_part(session, number, arrangement.reference),
        Relation.COORDINATOR: arrangement.agency in who.agencies and not mine,
    }
    return frozenset(relation for relation, held in holds.items() if held)


def doings(session: Session, who: Who, arrangement: Arrangement) -> frozenset[Doing]:
    """Everything `who` may do with an arrangement: what its page offers."""
    found = relations(session, who, arrangement)
    return frozenset(doing for relation in found for doing in MAY[relation])


def arrangement_for(session: Session, who: Who, reference: str, doing: Doing) -> Arrangement:
    """The arrangement, for `who` to do that with it; its reference may be typed as people do.

    NotFound for whoever may not even see it (that it exists is not said), NotAllowed otherwise.
    """
    arrangement = arrangements.find(session, normalize(reference) or "")
    if arrangement is None:
        raise NotFound
    allowed = doings(session, who, arrangement)
    if Doing.SEE not in allowed:
        raise NotFound
    if doing not in allowed:
        reason = f"It is for others to {doing}. Nothing was changed."
        raise NotAllowed(reason)
    return arrangement


def _leads(number: str, employee: Person) -> bool:
    return number in {employee.supervisor, employee.manager, employee.agency_head}
