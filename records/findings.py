"""Findings: every answer to a question of an analysis, on record as it was given (III)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Column, bindparam, delete, insert
from sqlmodel import Field, Session, SQLModel, col, select

from policy.account import Status
from policy.analysis import Finding, Found
from records.arrangements import Arrangement
from records.database import Instant, given, table_of


class FindingRow(SQLModel, table=True):
    """One finding (`policy.analysis.Found`); `number` counts those of one step from 1.

    `revision` is the step that brought it. A later finding on the same question stands in its
    place; the earlier one is history.
    """

    reference: str = Field(primary_key=True, foreign_key="arrangement.reference")
    revision: int = Field(primary_key=True)
    number: int = Field(primary_key=True)
    question: str
    answer: str
    remark: str = ""
    way_out: str = ""
    computed: bool = False
    role: str
    person: str
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    set_aside: str = ""


_HISTORY = (
    select(FindingRow)
    .where(*given(reference=FindingRow.reference))
    .order_by(col(FindingRow.revision), col(FindingRow.number))
)


_FORGET = delete(table_of(FindingRow)).where(
    table_of(FindingRow).c.reference == bindparam("of"),
    table_of(FindingRow).c.revision >= bindparam("from_step"),
)
_WRITE = insert(table_of(FindingRow))


def write(session: Session, reference: str, revision: int, findings: Sequence[Found]) -> None:
    """Write what one step found; what a lost worker wrote of this step and later ones goes."""
    if findings:
        session.exec(_FORGET, params={"of": reference, "from_step": revision})
        numbered = enumerate(findings, start=1)
        written = [_row(reference, revision, number, found) for number, found in numbered]
        session.exec(_WRITE, params=written)


def history(session: Session, reference: str) -> list[Found]:
    """Every finding on an arrangement's request, in the order given."""
    return [_found(row) for row in session.exec(_HISTORY, params={"reference": reference})]


def of_denied(session: Session, agencies: Iterable[str], since: datetime) -> dict[str, list[Found]]:
    """Every finding on the requests of these agencies that were denied since, by reference."""
    denied = (
        select(FindingRow)
        .join(Arrangement, col(Arrangement.reference) == col(FindingRow.reference))
        .where(
            Arrangement.status == Status.DENIED.value,
            col(Arrangement.agency).in_(sorted(agencies)),
            col(Arrangement.since) >= since,
        )
        .order_by(FindingRow.reference, col(FindingRow.revision), col(FindingRow.number))
    )
    found: dict[str, list[Found]] = defaultdict(list)
    for row in session.exec(denied):
        found[row.reference].append(_found(row))
    return found


def _row(reference: str, revision: int, number: int, found: Found) -> dict[str, object]:
    return {
        "reference": reference,
        "revision": revision,
        "number": number,
        **vars(found.finding),
        "role": found.role,
        "person": found.person,
        "at": found.at,
        "set_aside": found.set_aside,
    }


def _found(row: FindingRow) -> Found:
    finding = Finding(
        question=row.question,
        answer=row.answer,
        remark=row.remark,
        way_out=row.way_out,
        computed=row.computed,
    )
    return Found(finding, row.role, row.person, row.at, row.set_aside)
