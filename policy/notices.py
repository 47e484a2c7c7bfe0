"""Notices: what people are told, one notification to one person, each under a key of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from policy.tasks import Purpose


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
    MODIFICATION_PROPOSED = "modification_proposed"
    MODIFICATION_CLOSED = "modification_closed"
    APPROVAL_REQUESTED = "approval_requested"
    APPROVAL_REMINDER = "approval_reminder"
    APPROVAL_OVERDUE = "approval_overdue"
    APPROVAL_DECIDED = "approval_decided"
    APPROVAL_ISSUED = "approval_issued"
    REPORT_MADE = "report_made"
    DUTY_REQUESTED = "duty_requested"
    DUTY_REMINDER = "duty_reminder"
    DUTY_OVERDUE = "duty_overdue"
    DUTY_DONE = "duty_done"
    NOTICE_GIVEN = "notice_given"
    NOTICE_WITHDRAWN = "notice_withdrawn"
    HOLDER_CHANGED = "holder_changed"
    DIGEST = "digest"
    EXTENT = "extent"
    UNTOLD = "untold"
    SIGN_IN = "sign_in"
    INVITATION = "invitation"


INVITATIONS: Mapping[Purpose, Kind] = {
    Purpose.REVIEW: Kind.REVIEW_REQUESTED,
    Purpose.DECIDE: Kind.REVIEWS_COMPLETE,
    Purpose.PROVIDE: Kind.COMPLETION_REQUESTED,
    Purpose.APPROVE: Kind.APPROVAL_REQUESTED,
    Purpose.DUTY: Kind.DUTY_REQUESTED,
}
"""The mail that asks for each task; a signature page asks for itself, with its documents."""

REMINDERS: Mapping[Purpose, Kind] = {
    Purpose.REVIEW: Kind.REVIEW_REMINDER,
    Purpose.PROVIDE: Kind.COMPLETION_REMINDER,
    Purpose.SIGN: Kind.SIGNATURE_REMINDER,
    Purpose.APPROVE: Kind.APPROVAL_REMINDER,
    Purpose.DUTY: Kind.DUTY_REMINDER,
}
"""The mail that reminds of each task; of nothing else is anybody reminded."""

OVERDUE: Mapping[Purpose, Kind] = {
    Purpose.REVIEW: Kind.REVIEW_OVERDUE,
    Purpose.PROVIDE: Kind.COMPLETION_OVERDUE,
    Purpose.SIGN: Kind.SIGNATURE_OVERDUE,
    Purpose.APPROVE: Kind.APPROVAL_OVERDUE,
    Purpose.DUTY: Kind.DUTY_OVERDUE,
}
"""The mail that tells others that a task takes too long."""

REMINDABLE = frozenset({*REMINDERS, Purpose.COPY})
"""What the coordinator may ask for once more: a reminder, or a copy that did not arrive."""


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
