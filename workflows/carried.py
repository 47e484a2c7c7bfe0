"""What goes on into a fresh history: an arrangement at rest, as values (continue-as-new).

A life of nine months fits one history; only one that is far busier, or that an operator asks to,
begins a fresh one. It does so at rest: nothing on the table, nothing that the records do not hold.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from policy.account import Ending, Span, Status
    from policy.acts import Delivered
    from policy.changes import EndRequested
    from policy.concerns import Concern
    from policy.deadlines import CopyDates, Offsets, TermDates
    from policy.holders import Holders
    from policy.notices import DocumentRef
    from policy.proposal import Proposal
    from policy.tasks import Task


@dataclass(frozen=True)
class CarriedCopy:
    """One copy: its rule by ID, its version, deadline and papers."""

    rule: str
    version: int
    dates: CopyDates | None
    papers: tuple[DocumentRef, ...]


@dataclass(frozen=True)
class CarriedLedger:
    """The arrangement's own account of itself."""

    status: Status
    since: datetime
    version: int
    fixed: int
    in_force: int
    filed: int
    starts_on: date
    proposal: Proposal
    signed: tuple[str, ...]
    spans: tuple[Span, ...]
    holders: Holders
    installed: Holders
    coordinators: tuple[str, ...]
    directory_of: datetime | None
    clocks: Offsets
    tasks: tuple[Task, ...]
    concerns: tuple[Concern, ...]
    seen: tuple[str, ...]
    revision: int
    written: int
    told: dict[str, int]
    ending: Ending | None = None
    notice_until: date | None = None
    tabled_at: datetime | None = None
    ended_on: date | None = None


@dataclass(frozen=True)
class Carried:
    """Everything that one history hands to the next.

    All that fell due up to `at` was done. `opens` are the days of the duties that open by
    themselves; `awaited` the mails whose delivery is waited for, with the copy that each brings;
    `early` the reports of mails that nothing waits for yet.
    """

    ledger: CarriedLedger
    at: datetime
    documents: tuple[DocumentRef, ...] = ()
    copies: tuple[CarriedCopy, ...] = ()
    awaited: dict[str, str] = field(default_factory=dict)
    early: tuple[Delivered, ...] = ()
    term: TermDates | None = None
    notices: tuple[EndRequested, ...] = ()
    opens: dict[str, date] = field(default_factory=dict)
