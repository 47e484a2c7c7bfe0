"""An arrangement in a line: in the list of one's own, and under the name on its page."""

from dataclasses import dataclass

from api.parts import Parts
from api.views.facts import Facts
from api.views.names import position_of
from api.views.waiting import ended
from api.views.words import term
from policy.account import CLOSED, Status
from policy.wording import capital, show_days
from records.arrangements import Arrangement

_STANDS = {
    Status.REVIEW: "being reviewed",
    Status.DECISION: "waiting for the decision",
    Status.COMPLETING: "approved; something is still missing before it can be signed",
    Status.SIGNING: "being signed",
    Status.DECLINED: "a signature was declined; it is being settled",
    Status.AUTHORIZED: "authorized",
    Status.ACTIVE: "active",
}


@dataclass(frozen=True)
class MineView:
    """One arrangement: its reference, its term, and where it stands."""

    reference: str
    term: str
    stands: str


def mine_view(parts: Parts, row: Arrangement) -> MineView:
    """One of the employee's own arrangements."""
    program = parts.program_of(row)
    days = term(row.starts_on, row.ends_on)
    return MineView(row.reference, capital(days), f"{stands(row)} · {program.title}")


def stands(row: Arrangement) -> str:
    """Where an arrangement stands, or why it is over."""
    status = Status(row.status)
    return capital(ended(row) if status in CLOSED else _STANDS[status])


def summary(facts: Facts) -> str:
    """Position, days, term, version and program in one line."""
    row = facts.arrangement
    parts = [
        position_of(facts.employee),
        show_days(facts.current.week) if facts.current else "",
        term(row.starts_on, row.ends_on),
        _version(row),
        facts.program.title,
    ]
    return " · ".join(part for part in parts if part)


def _version(row: Arrangement) -> str:
    """Which version is shown; before there is one, whether it was decided on."""
    if row.version:
        return f"version {row.in_force or row.version}"
    return "not yet decided" if row.status in {Status.REVIEW, Status.DECISION} else ""
