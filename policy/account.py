"""What a workflow tells the records: where it stands, what happened, and whom to notify."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from policy.analysis import Found
from policy.concerns import Concern, ConcernKind
from policy.notices import Notice
from policy.proposal import Proposal
from policy.tasks import Task


class Status(StrEnum):
    """Where an arrangement stands."""

    REVIEW = "review"
    DECISION = "decision"
    COMPLETING = "completing"
    SIGNING = "signing"
    DECLINED = "declined"
    AUTHORIZED = "authorized"
    ACTIVE = "active"
    ENDED = "ended"
    DENIED = "denied"
    WITHDRAWN = "withdrawn"


CLOSED = frozenset({Status.ENDED, Status.DENIED, Status.WITHDRAWN})
NOT_APPROVED = frozenset({Status.REVIEW, Status.DECISION, Status.DENIED})
"""Where nothing is signed, though the agency may have put a change of the proposal up."""

IN_FORCE = frozenset({Status.AUTHORIZED, Status.ACTIVE})
"""Where an arrangement that everybody signed stands until it ends."""

OF_A_VERSION = frozenset({Status.COMPLETING, Status.SIGNING, Status.DECLINED})
"""Where a version stands until everybody has signed it."""


class Ending(StrEnum):
    """Why an arrangement stopped."""

    EXPIRED = "expired"
    ENDED_BY_EMPLOYEE = "ended_by_employee"
    ENDED_BY_AGENCY = "ended_by_agency"
    DENIED = "denied"
    WITHDRAWN = "withdrawn"
    TERMINATED_AT_ONCE = "terminated_at_once"
    JOB_CHANGED = "job_changed"
    DEPARTED = "departed"


class HeldUpBy(StrEnum):
    """What of the system itself an arrangement may have to wait for: nobody's doing."""

    RECORDS = "records"
    DOCUMENTS = "documents"
    SCANNER = "scanner"


class Happening(StrEnum):
    """The kinds of entry in an arrangement's timeline."""

    SUBMITTED = "submitted"
    REVIEW_ASKED = "review_asked"
    REVIEW_GIVEN = "review_given"
    ACCOMMODATED = "accommodated"
    CHANGE_PUT_UP = "change_put_up"
    DECIDED = "decided"
    COMPLETION_ASKED = "completion_asked"
    PROVIDED = "provided"
    FROZEN = "frozen"
    SIGNATURE_ASKED = "signature_asked"
    SIGNED = "signed"
    DECLINED = "declined"
    ASKED_AGAIN = "asked_again"
    AMENDED = "amended"
    REPLACED = "replaced"
    REMINDED = "reminded"
    ESCALATED = "escalated"
    AUTHORIZED = "authorized"
    FILED = "filed"
    HELD_UP = "held_up"
    COPY_SENT = "copy_sent"
    COPY_WARNED = "copy_warned"
    COPY_OVERDUE = "copy_overdue"
    COPY_ACKNOWLEDGED = "copy_acknowledged"
    STARTED = "started"
    END_ANNOUNCED = "end_announced"
    ENDED = "ended"
    REFUSED = "refused"
    MODIFICATION_PROPOSED = "modification_proposed"
    MODIFICATION_CLOSED = "modification_closed"
    SUPERSEDED = "superseded"
    APPROVAL_ASKED = "approval_asked"
    APPROVAL_GIVEN = "approval_given"
    APPROVAL_REFUSED = "approval_refused"
    APPROVAL_LAPSED = "approval_lapsed"
    APPROVAL_WITHDRAWN = "approval_withdrawn"
    APPROVAL_ISSUED = "approval_issued"
    REPORTED = "reported"
    DUTY_OPENED = "duty_opened"
    DUTY_DONE = "duty_done"
    DUTY_OVERDUE = "duty_overdue"
    DUTY_DROPPED = "duty_dropped"
    NOTICE_GIVEN = "notice_given"
    NOTICE_WITHDRAWN = "notice_withdrawn"
    HOLDER_CHANGED = "holder_changed"


@dataclass(frozen=True)
class Entry:
    """One line of the timeline, append-only; `seq` counts from 1 without gaps.

    `at` is the workflow's time in UTC. `key` is the act's key (a person finds their own act by it).
    `evidence` holds what proves it: digests, the typed name, peer, user agent, receipt.
    """

    seq: int
    at: datetime
    kind: Happening
    role: str = ""
    person: str = ""
    version: int = 0
    about: str = ""
    note: str = ""
    key: str = ""
    evidence: dict[str, str] = field(default_factory=dict)


REMINDER = "reminder"
"""How the names of deadlines begin that the system keeps for itself."""

START = "start"
"""The name of the one deadline that begins a day; every other one ends a day, or is within it."""


@dataclass(frozen=True)
class DeadlineSet:
    """A deadline with its durable timer's label; `at` is an absolute UTC instant."""

    name: str
    label: str
    at: datetime


def is_kept(name: str) -> bool:
    """Whether a deadline of that name is the arrangement's own, and one that somebody keeps.

    The timer of a concern is set to its next reminder: the concern itself knows when it is due.
    """
    return name.partition(":")[0] not in {REMINDER, *ConcernKind}


@dataclass(frozen=True)
class Span:
    """The days on which a version was or will be in force, both included."""

    version: int
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True)
class Standing:
    """Where an arrangement stands now: what pages list.

    `revision` grows with every step of one run of the workflow's code. `as_of` is the workflow's
    time: a step that was lost with its worker is taken again, later, and may then hold more.
    `held_up` is what of the system is away, while something waits for it.

    `version` is the one on the table: while a modification is open, the one to be signed, whose
    state `modification` tells; `in_force` is the version that holds until then (0: none yet), and
    `spans` are the days of each version that ever did. `starts_on` and `ends_on` are those of what
    is in force. `notice_until` is the last day of a notice that was given; `ended_on` the first day
    on which it is in force no more. `owed` is when the first of what is owed, or asked for and not
    decided, is due: its timer in `deadlines` may be set to a reminder before or after that.
    """

    reference: str
    revision: int
    as_of: datetime
    status: Status
    since: datetime
    version: int
    signed: tuple[str, ...]
    tasks: tuple[Task, ...]
    deadlines: tuple[DeadlineSet, ...]
    starts_on: date
    ends_on: date | None
    ending: Ending | None = None
    held_up: tuple[HeldUpBy, ...] = ()
    in_force: int = 0
    modification: Status | None = None
    spans: tuple[Span, ...] = ()
    notice_until: date | None = None
    ended_on: date | None = None
    owed: DeadlineSet | None = None


@dataclass(frozen=True)
class Account:
    """One step of a workflow for the records, written in one transaction.

    `proposals` are the versions that this step fixed, by number; version 0 is as submitted.
    `findings` are those that this step brought or changed; the latest of a question stands.
    `concerns` are those that this step opened or changed, as they now are.
    """

    standing: Standing
    entries: tuple[Entry, ...]
    notices: tuple[Notice, ...]
    proposals: tuple[tuple[int, Proposal], ...] = ()
    findings: tuple[Found, ...] = ()
    concerns: tuple[Concern, ...] = ()
