"""Concerns: written approvals, reports and duties, as each now stands (GL32 IV).

Kept for audit: nothing here is ever deleted, but for what a lost worker wrote.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import Column, Index, bindparam, delete, insert, or_
from sqlmodel import JSON, Field, Session, SQLModel, col, select

from policy.concerns import Concern, ConcernKind, ConcernState
from records.arrangements import Arrangement
from records.database import Instant, given, in_parts, table_of


class ConcernRow(SQLModel, table=True):
    """One concern (`policy.concerns.Concern`) as its newest step left it.

    `revision` is the step of the workflow that opened it.
    """

    __tablename__ = "concern"
    __table_args__ = (
        Index("ix_concern_on", "kind", "on"),
        Index("ix_concern_opened_at", "kind", "opened_at"),
    )

    reference: str = Field(primary_key=True, foreign_key="arrangement.reference")
    number: int = Field(primary_key=True)
    revision: int
    kind: str
    rule: str
    state: str
    role: str
    person: str = Field(index=True)
    opened_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    answers: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    on: date | None = None
    due_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    parent: int = 0
    subject: str = ""
    closed_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    closed_role: str = ""
    closed_by: str = ""
    closing: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    note: str = ""


_IN_ORDER = col(ConcernRow.number)
_OF_ARRANGEMENT = (
    select(ConcernRow).where(*given(reference=ConcernRow.reference)).order_by(_IN_ORDER)
)
_IS_OPEN = ConcernRow.state == ConcernState.OPEN.value
_OPEN = _OF_ARRANGEMENT.where(_IS_OPEN)
_OPEN_OF = select(ConcernRow).where(
    col(ConcernRow.reference).in_(bindparam("references", expanding=True)), _IS_OPEN
)


_CONCERN = table_of(ConcernRow).c
_FORGET = delete(table_of(ConcernRow)).where(
    _CONCERN.reference == bindparam("of"),
    or_(
        _CONCERN.revision >= bindparam("from_step"),
        _CONCERN.number.in_(bindparam("numbers", expanding=True)),
    ),
)
_WRITE = insert(table_of(ConcernRow))


def write(session: Session, reference: str, revision: int, concerns: Sequence[Concern]) -> None:
    """Write what one step opened or changed; what a lost worker opened in it and later goes."""
    numbers = {each.number: each for each in concerns}
    opened = _opened(session, reference, revision, numbers) if numbers else {}
    session.exec(_FORGET, params={"of": reference, "from_step": revision, "numbers": list(numbers)})
    if numbers:
        changed = sorted(numbers.items())
        rows = [_row(reference, opened.get(number, revision), it) for number, it in changed]
        session.exec(_WRITE, params=rows)


def of_arrangement(session: Session, reference: str) -> list[Concern]:
    """Everything that came up while an arrangement was in force, in order."""
    return [
        concern_of(row) for row in session.exec(_OF_ARRANGEMENT, params={"reference": reference})
    ]


def still_open(session: Session, reference: str) -> list[Concern]:
    """What of it something is still waited for, in order."""
    return [concern_of(row) for row in session.exec(_OPEN, params={"reference": reference})]


def open_of(session: Session, references: Iterable[str]) -> dict[tuple[str, str], Concern]:
    """What is still waited for in these arrangements, by reference and number as tasks have it."""
    found = dict[tuple[str, str], Concern]()
    for some in in_parts(sorted(references)):
        rows = session.exec(_OPEN_OF, params={"references": some})
        found |= {(row.reference, str(row.number)): concern_of(row) for row in rows}
    return found


def of_rules(
    session: Session, references: Iterable[str], rules: Iterable[str]
) -> dict[str, Concern]:
    """The newest concern of any of these rules in each of these arrangements, by reference."""
    found = (
        select(ConcernRow)
        .where(
            col(ConcernRow.reference).in_(sorted(references)),
            col(ConcernRow.rule).in_(sorted(rules)),
        )
        .order_by(ConcernRow.reference, _IN_ORDER)
    )
    return {row.reference: concern_of(row) for row in session.exec(found)}


def find(session: Session, reference: str, number: int) -> Concern | None:
    """The concern of that number, or None."""
    if not 0 < number < 2**31:
        return None
    row = session.get(ConcernRow, (reference, number))
    return None if row is None else concern_of(row)


def of_agencies(
    session: Session, agencies: Iterable[str], kind: ConcernKind, since: datetime, until: datetime
) -> list[tuple[Arrangement, Concern]]:
    """Those of a kind opened in the agencies from `since` to before `until`, oldest first."""
    found = (
        select(Arrangement, ConcernRow)
        .join(ConcernRow, col(ConcernRow.reference) == col(Arrangement.reference))
        .where(
            col(Arrangement.agency).in_(sorted(agencies)),
            ConcernRow.kind == kind.value,
            col(ConcernRow.opened_at) >= since,
            col(ConcernRow.opened_at) < until,
        )
        .order_by(col(ConcernRow.opened_at), ConcernRow.reference, _IN_ORDER)
    )
    return [(arrangement, concern_of(row)) for arrangement, row in session.exec(found)]


def _opened(
    session: Session, reference: str, revision: int, numbers: Iterable[int]
) -> dict[int, int]:
    """The earlier steps that opened those of the numbers that are on record."""
    rows = select(ConcernRow.number, ConcernRow.revision).where(
        ConcernRow.reference == reference,
        col(ConcernRow.revision) < revision,
        _IN_ORDER.in_(numbers),
    )
    return dict(session.exec(rows).all())


def _row(reference: str, revision: int, concern: Concern) -> dict[str, object]:
    state, kind = concern.state.value, concern.kind.value
    of = {"reference": reference, "revision": revision}
    return {**vars(concern), **of, "state": state, "kind": kind}


def concern_of(row: ConcernRow) -> Concern:
    """The concern that a row keeps."""
    return Concern(
        number=row.number,
        kind=ConcernKind(row.kind),
        rule=row.rule,
        state=ConcernState(row.state),
        role=row.role,
        person=row.person,
        opened_at=row.opened_at,
        answers=row.answers,
        on=row.on,
        due_at=row.due_at,
        parent=row.parent,
        subject=row.subject,
        closed_at=row.closed_at,
        closed_role=row.closed_role,
        closed_by=row.closed_by,
        closing=row.closing,
        note=row.note,
    )
