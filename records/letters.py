"""The outbox: every mail, rendered once, so that each attempt sends the same bytes."""

from collections.abc import Container, Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import Column, Index, LargeBinary, bindparam, func, update
from sqlalchemy.orm import aliased
from sqlmodel import JSON, Field, Session, SQLModel, col, exists, select
from sqlmodel.sql.expression import SelectOfScalar

from records.database import Instant, given, insert_new, table_of
from records.facts import EmployeeFacts

QUEUED, SENT, REFUSED, WITHDRAWN = "queued", "sent", "refused", "withdrawn"
FIRST, AGAIN = "_requested", "_reminder"
"""How the kinds of letters end that ask for something: the first one, and each reminder of it."""


class Letter(SQLModel, table=True):
    """One mail. `state` is queued, sent, refused or withdrawn.

    `message` is the whole MIME message less its attachments, which are added from the document
    store at sending (`attachments`: pairs of file name and digest).
    """

    __table_args__ = (
        Index("ix_letter_refused", "state", "reference"),
        Index("ix_letter_due", "state", "next_attempt_at"),
        Index("ix_letter_same", "reference", "kind", "role"),
    )

    key: str = Field(primary_key=True)
    reference: str = ""
    kind: str
    role: str = ""
    person: str = Field(default="", index=True)
    address: str
    subject: str
    message: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    attachments: list[list[str]] = Field(sa_column=Column(JSON, nullable=False))
    awaited: bool = False
    state: str = QUEUED
    attempts: int = 0
    problem: str = ""
    queued_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    next_attempt_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    sent_at: datetime | None = Field(default=None, sa_column=Column(Instant, index=True))
    told: bool = False


_LETTER = table_of(Letter).c
_SETTLE = (
    update(table_of(Letter))
    .where(_LETTER.key == bindparam("of"), _LETTER.state == QUEUED)
    .values(attempts=_LETTER.attempts + 1)
)
_TELL = update(table_of(Letter)).where(_LETTER.key == bindparam("of")).values(told=True)


def queue(session: Session, letters: Sequence[Letter]) -> None:
    """Put letters into the outbox; a key that is there already is left as it is."""
    insert_new(session, Letter, [letter.model_dump() for letter in letters])


def known(session: Session, keys: Sequence[str]) -> frozenset[str]:
    """Which of these keys are in the outbox, whatever became of their letters."""
    return frozenset(session.exec(select(Letter.key).where(col(Letter.key).in_(keys))))


def due(session: Session, now: datetime, limit: int) -> list[Letter]:
    """At most `limit` letters to try now, oldest first."""
    waiting = select(Letter).where(Letter.state == QUEUED, Letter.next_attempt_at <= now)
    oldest_first = waiting.order_by(col(Letter.queued_at), Letter.key)
    return list(session.exec(oldest_first.limit(limit)).all())


def mark_sent(session: Session, key: str, at: datetime) -> None:
    """The mail server took responsibility for a letter at `at`."""
    _settle(session, key, {"state": SENT, "sent_at": at, "problem": ""})


def mark_refused(session: Session, key: str, problem: str) -> None:
    """The mail server refused a letter for good, and said why; it becomes work on the board."""
    _settle(session, key, {"state": REFUSED, "problem": problem})


def withdraw(session: Session, key: str, reason: str) -> None:
    """A letter is not needed any more and will not be sent."""
    _settle(session, key, {"state": WITHDRAWN, "problem": reason})


def has_arrived(session: Session, letter: Letter) -> bool:
    """Whether another letter has brought the same documents to the same role before."""
    same = select(Letter).where(
        Letter.reference == letter.reference,
        Letter.kind == letter.kind,
        Letter.role == letter.role,
        Letter.state == SENT,
    )
    return any(sent.attachments == letter.attachments for sent in session.exec(same))


def put_off(session: Session, key: str, problem: str, next_attempt_at: datetime) -> None:
    """A letter could not be sent for now; it stays queued until `next_attempt_at`."""
    _settle(session, key, {"problem": problem, "next_attempt_at": next_attempt_at})


def untold(session: Session) -> list[Letter]:
    """Letters that a workflow waits for, sent, but not yet reported to it; oldest first."""
    waiting = select(Letter).where(
        col(Letter.awaited).is_(True), Letter.state == SENT, col(Letter.told).is_(False)
    )
    return list(session.exec(waiting.order_by(col(Letter.sent_at), Letter.key)).all())


def mark_told(session: Session, key: str) -> None:
    """The workflow knows that this letter was sent."""
    session.exec(_TELL, params={"of": key})


@cache
def outstanding() -> SelectOfScalar[Letter]:
    """Refused letters that no later accepted one made good: to the same role, of the same kind.

    A reminder is as good as the letter that first asked. Nobody has to reach who has left.
    """
    later = aliased(Letter)
    made_good = exists().where(
        col(later.reference) == Letter.reference,
        func.replace(later.kind, AGAIN, FIRST) == func.replace(Letter.kind, AGAIN, FIRST),
        col(later.role) == Letter.role,
        col(later.state) == SENT,
        col(later.queued_at) > col(Letter.queued_at),
    )
    left = exists().where(
        col(EmployeeFacts.person) == Letter.person,
        col(EmployeeFacts.left_on) <= func.current_date(),
    )
    return select(Letter).where(Letter.state == REFUSED, ~made_good, ~left)


_REFUSED = (
    outstanding()
    .where(*given(reference=Letter.reference))
    .order_by(col(Letter.queued_at), Letter.key)
)


def refused(session: Session, reference: str) -> list[Letter]:
    """One arrangement's refused letters that were not made good, oldest first."""
    return list(session.exec(_REFUSED, params={"reference": reference}).all())


def refused_of(session: Session, persons: Container[str]) -> list[Letter]:
    """The refused letters to these people about arrangements, as `refused` has them."""
    oldest_first = outstanding().order_by(col(Letter.queued_at), Letter.key)
    found = session.exec(oldest_first.where(Letter.reference != "")).all()
    return [letter for letter in found if letter.person in persons]


def of_arrangement(session: Session, reference: str) -> list[Letter]:
    """Every letter about an arrangement, oldest first."""
    mine = select(Letter).where(Letter.reference == reference)
    return list(session.exec(mine.order_by(col(Letter.queued_at), Letter.key)).all())


def oldest_queued(session: Session) -> datetime | None:
    """Since when the oldest letter waits; None when the outbox is empty."""
    return session.exec(select(func.min(Letter.queued_at)).where(Letter.state == QUEUED)).one()


def _settle(session: Session, key: str, values: dict[str, object]) -> None:
    """Note an attempt on a letter that is still queued; a settled one stays as it is."""
    session.exec(_SETTLE, params={"of": key, **values})
