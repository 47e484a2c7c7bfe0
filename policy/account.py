"""What a workflow tells the records: where it stands, what happened, and whom to notify."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from policy.analysis import Found
from policy.proposal import Proposal


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


class Ending(StrEnum):
    """Why an arrangement stopped."""

    EXPIRED = "expired"
    ENDED_BY_EMPLOYEE = "ended_by_employee"
    ENDED_BY_AGENCY = "ended_by_agency"
    DENIED = "denied"
    WITHDRAWN = "withdrawn"


class HeldUpBy(StrEnum):
    """What of the system itself an arrangement may have to wait for: nobody's doing."""

    RECORDS = "records"
    DOCUMENTS = "documents"


class Purpose(StrEnum):
    """What an open task asks of somebody."""

    REVIEW = "review"
    DECIDE = "decide"
    PROVIDE = "provide"
    SIGN = "sign"
    SETTLE = "settle"
    COPY = "copy"
    ACKNOWLEDGE = "acknowledge"


OF_PEOPLE = (Purpose.REVIEW, Purpose.DECIDE, Purpose.PROVIDE, Purpose.SIGN, Purpose.SETTLE)
"""What is asked of people until it ends; copies are owed all the same."""


@dataclass(frozen=True)
class Task:
    """Something one person is asked to do: the arrangement waits for it.

    `about` names the signature line or the copy; `version` is 0 before signing.
    A role with a designee has one task per person; the first to act closes them all.
    """

    purpose: Purpose
    role: str
    person: str
    since: datetime
    version: int = 0
    about: str = ""
    reminders: int = 0


class Happening(StrEnum):
    """The kinds of entry in an arrangement's timeline."""

    SUBMITTED = "submitted"
    REVIEW_ASKED = "review_asked"
    REVIEW_GIVEN = "review_given"
    ACCOMMODATED = "accommodated"
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


class Kind(StrEnum):
    """The kinds of notification: one folder of templates each."""

    PROPOSAL_RECEIVED = "proposal_received"
    PROPOSAL_TO_COORDINATE = "proposal_to_coordinate"
    REVIEW_REQUESTED = "review_requested"
    REVIEW_REMINDER = "review_reminder"
    REVIEW_OVERDUE = "review_overdue"
    REVIEWS_COMPLETE = "reviews_complete"
    DECISION_APPROVED = "decision_approved"
    DECISION_DENIED = "decision_denied"
    COMPLETION_REQUESTED = "completion_requested"
    COMPLETION_REMINDER = "completion_reminder"
    COMPLETION_OVERDUE = "completion_overdue"
    SIGNATURE_REQUESTED = "signature_requested"
    SIGNATURE_REMINDER = "signature_reminder"
    SIGNATURE_OVERDUE = "signature_overdue"
    SIGNATURE_DECLINED = "signature_declined"
    SIGNER_REPLACED = "signer_replaced"
    AUTHORIZED = "authorized"
    COPY_DELIVERY = "copy_delivery"
    COPY_WARNING = "copy_warning"
    COPY_OVERDUE = "copy_overdue"
    TERM_ENDING = "term_ending"
    ARRANGEMENT_ENDED = "arrangement_ended"
    SIGN_IN = "sign_in"
    INVITATION = "invitation"


@dataclass(frozen=True)
class DocumentRef:
    """A stored document: program document ID, SHA-256 of its bytes, and its size."""

    document: str
    digest: str
    size: int
    pages: int = 0


@dataclass(frozen=True)
class Notice:
    """One notification to one person. `key` is unique for all time: one key, one mail.

    `purpose`, `about` and `version` name the task its link leads to, when it has one; otherwise the
    link leads to the arrangement's page. `awaited` asks for a `Delivered` signal on acceptance.
    `facts` are plain values the template may show (a due date, a reason).
    """

    key: str
    kind: Kind
    role: str
    person: str
    at: datetime
    purpose: Purpose | None = None
    about: str = ""
    version: int = 0
    attachments: tuple[DocumentRef, ...] = ()
    awaited: bool = False
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class DeadlineSet:
    """A deadline with its durable timer's label; `at` is an absolute UTC instant.

    A reminder is the system's own date, not one that somebody has to keep.
    """

    name: str
    label: str
    at: datetime
    reminder: bool = False


@dataclass(frozen=True)
class Standing:
    """Where an arrangement stands now: what pages list.

    `revision` grows with every step of one run of the workflow's code. `as_of` is the workflow's
    time: a step that was lost with its worker is taken again, later, and may then hold more.
    `held_up` is what of the system is away, while something waits for it.
    """

    reference: str
    revision: int
    status: Status
    since: datetime
    version: int
    signed: tuple[str, ...]
    tasks: tuple[Task, ...]
    deadlines: tuple[DeadlineSet, ...]
    starts_on: date
    ends_on: date | None
    ending: Ending | None = None
    as_of: datetime | None = None
    held_up: tuple[HeldUpBy, ...] = ()


@dataclass(frozen=True)
class Account:
    """One step of a workflow for the records, written in one transaction.

    `proposals` are the versions that this step fixed, by number; version 0 is as submitted.
    `findings` are those that this step brought or changed; the latest of a question stands.
    """

    standing: Standing
    entries: tuple[Entry, ...]
    notices: tuple[Notice, ...]
    proposals: tuple[tuple[int, Proposal], ...] = ()
    findings: tuple[Found, ...] = ()
