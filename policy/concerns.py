"""Concerns: what comes up while an arrangement is in force, from its opening to its close.

An approval is asked for and decided; a report is made; a duty is owed until it is done.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from policy.acts import Attribution


class ConcernKind(StrEnum):
    """Which rules of the program a concern goes by."""

    APPROVAL = "approval"
    REPORT = "report"
    DUTY = "duty"


class ConcernState(StrEnum):
    """What became of it.

    A report is `made`, a recall `issued`. A duty is `done`, or `dropped` when nobody owes it more.
    """

    OPEN = "open"
    APPROVED = "approved"
    REFUSED = "refused"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    ISSUED = "issued"
    MADE = "made"
    DONE = "done"
    DROPPED = "dropped"


WAITED_FOR = {ConcernKind.APPROVAL: "A request to decide on", ConcernKind.DUTY: "What is owed"}
"""What is open, in the words that overviews have for it beside its day."""

GRANTED = frozenset({ConcernState.APPROVED, ConcernState.ISSUED})
"""The states in which a written approval has its effect."""


@dataclass(frozen=True)
class Concern:
    """One concern of an arrangement; `number` counts them from 1, whatever their kind.

    `rule` is the ID of its rule in the program. `role` and `person` are who asked or reported; of a
    duty, who owes it. `on` is the day it is about; `due_at` the instant (UTC) before which it is to
    be decided or done. `answers` are the fields of its form; `closing` those with which it closed.
    `parent` is the number of the report that opened a duty. `subject` is the item that a duty is
    about, in words.
    """

    number: int
    kind: ConcernKind
    rule: str
    state: ConcernState
    role: str
    person: str
    opened_at: datetime
    answers: dict[str, str] = field(default_factory=dict)
    on: date | None = None
    due_at: datetime | None = None
    parent: int = 0
    subject: str = ""
    closed_at: datetime | None = None
    closed_role: str = ""
    closed_by: str = ""
    closing: dict[str, str] = field(default_factory=dict)
    note: str = ""

    @property
    def is_open(self) -> bool:
        """Whether something is still waited for."""
        return self.state is ConcernState.OPEN


@dataclass(frozen=True)
class ApprovalAsked:
    """`role` asks for a written approval, or issues what nobody has to decide (IV.D, IV.G)."""

    rule: str
    role: str
    answers: dict[str, str]
    by: Attribution


@dataclass(frozen=True)
class ApprovalDecided:
    """Whoever decides approves or refuses; a refusal has its reason in `note`."""

    number: int
    approved: bool
    note: str
    by: Attribution


@dataclass(frozen=True)
class ApprovalWithdrawn:
    """Who asked takes it back before it is decided."""

    number: int
    by: Attribution


@dataclass(frozen=True)
class Reported:
    """`role` reports something (IV.F to IV.L)."""

    rule: str
    role: str
    answers: dict[str, str]
    by: Attribution


@dataclass(frozen=True)
class DutyDone:
    """What a duty asks for: the fields with which it closes."""

    number: int
    answers: dict[str, str]
    by: Attribution
