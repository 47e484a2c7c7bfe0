"""An employee's own arrangements in a list."""

from dataclasses import dataclass

from api.parts import Parts
from api.views.waiting import ended
from api.views.words import capital, term
from policy.account import CLOSED, Status
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
    program = parts.programs.get(row.program, row.program_version)
    status = Status(row.status)
    stands = ended(row) if status in CLOSED else _STANDS[status]
    days = term(row.starts_on, row.ends_on)
    return MineView(row.reference, capital(days), f"{capital(stands)} · {program.title}")
