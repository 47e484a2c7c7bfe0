"""What a row of the table says, and how people of the town stand to an arrangement."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.api.access.town import STATES, WHO

EMPLOYEE, LEADER, PARTY, COORDINATOR = "employee", "leader", "party", "coordinator"
REVIEWER, STRANGER, REPORTER, SUPERVISOR = "reviewer", "stranger", "reporter", "supervisor"
LATER = frozenset(STATES) - {"review"}
"""Where manager and agency head have given their review."""


def standings(who: str, whose: str, state: str) -> frozenset[str]:
    """How somebody of the town stands to an arrangement; whoever acted has a part in it."""
    own = whose == "own"
    leads = {
        "supervisor": own,
        "manager": own,
        "other supervisor": not own,
        "agency head": True,
    }.get(who, False)
    asked_at_once = who == ("supervisor" if own else "other supervisor")
    found = {
        EMPLOYEE: own and who == "employee",
        LEADER: leads,
        PARTY: (leads and (asked_at_once or state in LATER))
        or (who == "designee" and own and state == "signing"),
        REVIEWER: asked_at_once and state == "review",
        COORDINATOR: who == "HR",
        SUPERVISOR: asked_at_once,
        REPORTER: asked_at_once or who == "HR" or (own and who in {"employee", "manager"}),
    }
    held = frozenset(name for name, holds in found.items() if holds)
    return held or frozenset({STRANGER})


SEE = frozenset({EMPLOYEE, LEADER, PARTY, COORDINATOR})
ASKED = frozenset({EMPLOYEE, PARTY, COORDINATOR})
COORDINATE = frozenset({COORDINATOR})
END = frozenset({EMPLOYEE, COORDINATOR})
ASK = frozenset({EMPLOYEE})
REPORT = frozenset({REPORTER})
RULE = frozenset({SUPERVISOR})
CONCERNED = frozenset({EMPLOYEE, SUPERVISOR, COORDINATOR})
"""Who asks for a day change, reports a breach, decides on the one and on what follows, reads it."""
EVERYBODY = frozenset(WHO)
OF_HR = frozenset({"HR", "HR elsewhere"})
HR = frozenset({"HR"})
OF_EXTENT = OF_HR | {"agency head"}


@dataclass(frozen=True)
class Row:
    """A route: who gets to it, and what they are answered: always, or by state.

    `by_state` holds what differs from `status`, `anonymous` what is answered at the page of a link
    without any session. `fields` and `query` are sent.
    """

    may: frozenset[str]
    status: int = 200
    by_state: Mapping[str, int] = field(default_factory=dict)
    fields: Mapping[str, object] = field(default_factory=dict)
    query: str = ""
    anonymous: int = 303


def only_in(status: int, *states: str) -> dict[str, int]:
    return dict.fromkeys(states, status)


MANAGER: dict[str, object] = {"role": "manager"}
