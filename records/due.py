"""What is due by when: open arrangements of an agency, and what somebody owes or has to decide."""

from collections.abc import Collection

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from policy.account import CLOSED, is_kept
from policy.concerns import ConcernKind, ConcernState
from records.arrangements import Arrangement
from records.concerns import ConcernRow

Owed = tuple[Arrangement, ConcernRow]
"""An open concern with an instant by which it is due, and its arrangement."""


def own(arrangement: Arrangement) -> list[dict[str, str]]:
    """The deadlines of an arrangement itself that somebody keeps, as the records have them."""
    return [each for each in arrangement.deadlines if is_kept(each["name"])]


def open_in(session: Session, agencies: Collection[str]) -> list[Arrangement]:
    """The arrangements of the agencies that are not closed, by reference."""
    found = select(Arrangement).where(
        col(Arrangement.agency).in_(sorted(agencies)),
        col(Arrangement.status).not_in(sorted(CLOSED)),
    )
    return list(session.exec(found.order_by(Arrangement.reference)).all())


def owed_by(session: Session, person: str) -> list[Owed]:
    """The duties that somebody owes, by when they are due."""
    return _owed(
        session, col(ConcernRow.kind) == ConcernKind.DUTY.value, col(ConcernRow.person) == person
    )


def owed_in(session: Session, agencies: Collection[str]) -> list[Owed]:
    """The duties owed and the approvals to be decided in the agencies, by when they are due."""
    return _owed(session, col(Arrangement.agency).in_(sorted(agencies)))


def _owed(session: Session, *wanted: ColumnElement[bool]) -> list[Owed]:
    found = (
        select(Arrangement, ConcernRow)
        .join(ConcernRow, col(ConcernRow.reference) == col(Arrangement.reference))
        .where(
            *wanted,
            ConcernRow.state == ConcernState.OPEN.value,
            col(ConcernRow.due_at).is_not(None),
        )
        .order_by(col(ConcernRow.due_at), col(ConcernRow.reference), col(ConcernRow.number))
    )
    return list(session.exec(found).all())
