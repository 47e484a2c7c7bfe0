"""The timeline: append-only entries, which are also the evidence of each act."""

from datetime import datetime

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import JSON, Field, Session, SQLModel, col, select

from policy.account import Happening
from policy.tasks import OF_A_CONCERN, Purpose
from records.database import Instant, given, plain
from records.paging import page_of
from records.tasks import TaskName

ACTS = {
    Purpose.REVIEW: (Happening.REVIEW_GIVEN,),
    Purpose.DECIDE: (Happening.DECIDED, Happening.CHANGE_PUT_UP),
    Purpose.PROVIDE: (Happening.PROVIDED,),
    Purpose.SIGN: (Happening.SIGNED, Happening.DECLINED),
    Purpose.SETTLE: (
        Happening.AMENDED,
        Happening.ASKED_AGAIN,
        Happening.REPLACED,
        Happening.ENDED,
    ),
    Purpose.APPOINT: (Happening.REPLACED,),
    Purpose.COPY: (Happening.FILED, Happening.COPY_SENT),
    Purpose.ACKNOWLEDGE: (Happening.COPY_ACKNOWLEDGED,),
    Purpose.APPROVE: (Happening.APPROVAL_GIVEN, Happening.APPROVAL_REFUSED),
    Purpose.DUTY: (Happening.DUTY_DONE,),
}
"""Which entries show that a task of each purpose was done."""

_ONCE = frozenset({Purpose.DECIDE, Purpose.SETTLE, Purpose.APPOINT})
"""Purposes whose act says what came of it, not which line or version it was asked about."""


class TimelineEntry(SQLModel, table=True):
    """One entry (`policy.account.Entry`); never updated, nor deleted but for a lost worker's."""

    __table_args__ = (UniqueConstraint("reference", "seq"),)

    id: int | None = Field(default=None, primary_key=True)
    reference: str = Field(foreign_key="arrangement.reference", index=True)
    seq: int
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    kind: str
    role: str = ""
    person: str = Field(default="", index=True)
    version: int = 0
    about: str = ""
    note: str = ""
    key: str = Field(default="", index=True)
    evidence: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))


_IN_ORDER = col(TimelineEntry.seq)
_TIMELINE = (
    select(TimelineEntry).where(*given(reference=TimelineEntry.reference)).order_by(_IN_ORDER)
)
_OF_VERSION = _TIMELINE.where(*given(version=TimelineEntry.version, kind=TimelineEntry.kind))


def timeline(session: Session, reference: str) -> list[TimelineEntry]:
    """Everything that happened to an arrangement, in order."""
    return list(session.exec(_TIMELINE, params={"reference": reference}).all())


def last(session: Session, reference: str, kind: Happening) -> TimelineEntry | None:
    """The newest entry of this kind, or None."""
    found = select(TimelineEntry).where(
        TimelineEntry.reference == reference, TimelineEntry.kind == kind.value
    )
    return session.exec(found.order_by(_IN_ORDER.desc())).first()


def by_key(session: Session, reference: str, key: str) -> TimelineEntry | None:
    """The first entry that the act of that key led to: how a person finds their own act."""
    found = select(TimelineEntry).where(
        TimelineEntry.reference == plain(reference), TimelineEntry.key == plain(key)
    )
    return session.exec(found.order_by(_IN_ORDER)).first()


def of_version(
    session: Session, reference: str, version: int, kind: Happening
) -> list[TimelineEntry]:
    """What happened of this kind to one version, in order: its signatures, or who was asked."""
    asked = {"reference": reference, "version": version, "kind": kind.value}
    return list(session.exec(_OF_VERSION, params=asked).all())


def signed_by(session: Session, person: str, page: int) -> tuple[list[TimelineEntry], int]:
    """A page (from 1) of what somebody signed, newest first; and how many signatures in all."""
    theirs = (col(TimelineEntry.person) == person, col(TimelineEntry.kind) == Happening.SIGNED)
    newest_first = (col(TimelineEntry.at).desc(), col(TimelineEntry.id).desc())
    signed = select(TimelineEntry).where(*theirs).order_by(*newest_first)
    return page_of(session, signed, page)


def act_on(session: Session, link: TaskName) -> TimelineEntry | None:
    """The person's own latest act on the task that a link led to, if they did act."""
    purpose = Purpose(link.purpose)
    done = select(TimelineEntry).where(
        TimelineEntry.reference == link.reference,
        col(TimelineEntry.kind).in_([kind.value for kind in ACTS[purpose]]),
    )
    if purpose is not Purpose.COPY:  # the mail system's acceptance, nobody's own act
        done = done.where(TimelineEntry.person == link.person)
    if purpose not in _ONCE:
        done = done.where(TimelineEntry.role == link.role, TimelineEntry.about == link.about)
    if purpose not in {*_ONCE, *OF_A_CONCERN}:
        done = done.where(TimelineEntry.version == link.version)
    return session.exec(done.order_by(_IN_ORDER.desc())).first()
