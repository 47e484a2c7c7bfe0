"""Arrangements as pages list them: one row each, a projection of the workflow's own account."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlalchemy import Column, Index, bindparam
from sqlmodel import JSON, Field, Session, SQLModel, col, func, select

from policy.account import CLOSED, IN_FORCE, Span, Status
from records.database import Instant, given, in_parts, plain
from records.letters import Letter

_ON_BOARD = (
    "agency",
    "status",
    "late_since",
    "next_deadline",
    "ends_on",
    "since",
    "unit",
    "employee",
    "reference",
)
"""What a board counts, filters and sorts by: one index answers it without reading the rows."""


class Arrangement(SQLModel, table=True):
    """Where one arrangement stands. `revision` and `as_of` guard against a late, older write.

    `late_since` is when something it still waits for became late: a copy past its deadline, or
    somebody who did not act before the coordinator was told. `spans` are the days on which each
    version was or will be in force (`as_spans`); the rest is as in `policy.account.Standing`.
    """

    __table_args__ = (
        Index("ix_arrangement_board", *_ON_BOARD),
        Index("ix_arrangement_revision", "revision"),
    )

    reference: str = Field(primary_key=True)
    revision: int
    as_of: datetime | None = Field(default=None, sa_column=Column(Instant))
    program: str
    program_version: str
    program_digest: str | None = None
    agency: str
    unit: str
    employee: str = Field(index=True)
    status: str
    ending: str | None = None
    version: int = 0
    since: datetime = Field(sa_column=Column(Instant, nullable=False))
    submitted_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    starts_on: date
    ends_on: date | None = None
    signed: list[str] = Field(sa_column=Column(JSON, nullable=False))
    deadlines: list[dict[str, str]] = Field(sa_column=Column(JSON, nullable=False))
    next_deadline: datetime | None = Field(default=None, sa_column=Column(Instant))
    next_label: str = ""
    late_since: datetime | None = Field(default=None, sa_column=Column(Instant))
    in_force: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    modification: str | None = None
    spans: list[dict[str, str]] | None = Field(default=None, sa_column=Column(JSON))
    notice_until: date | None = None
    ended_on: date | None = None


_OF_REFERENCES = select(Arrangement).where(
    col(Arrangement.reference).in_(bindparam("references", expanding=True))
)
_OF_EMPLOYEE = (
    select(Arrangement)
    .where(*given(employee=Arrangement.employee))
    .order_by(col(Arrangement.submitted_at).desc(), Arrangement.reference)
)
_STAMP = select(
    select(func.count()).select_from(Arrangement).scalar_subquery(),
    select(func.coalesce(func.sum(Arrangement.revision), 0)).scalar_subquery(),
    select(func.count()).where(Letter.state == "refused").scalar_subquery(),
    select(func.max(Letter.sent_at)).scalar_subquery(),
)
_STAMP_OF = select(
    select(Arrangement.revision).where(*given(reference=Arrangement.reference)).scalar_subquery(),
    select(func.count(col(Letter.sent_at)))
    .where(*given(reference=Letter.reference))
    .scalar_subquery(),
    select(func.sum(Letter.attempts)).where(*given(reference=Letter.reference)).scalar_subquery(),
)


def as_spans(spans: Iterable[Span]) -> list[dict[str, str]]:
    """Spans as a row keeps them; a last day that nobody set is blank."""
    return [
        {
            "version": str(span.version),
            "starts_on": span.starts_on.isoformat(),
            "ends_on": "" if span.ends_on is None else span.ends_on.isoformat(),
        }
        for span in spans
    ]


def spans_of(arrangement: Arrangement) -> tuple[Span, ...]:
    """The days on which each version of an arrangement was or will be in force, in order."""
    return as_read(arrangement.spans)


def as_read(spans: Iterable[Mapping[str, str]] | None) -> tuple[Span, ...]:
    """Spans as a row keeps them, as values."""
    return tuple(
        Span(
            int(span["version"]),
            date.fromisoformat(span["starts_on"]),
            date.fromisoformat(span["ends_on"]) if span["ends_on"] else None,
        )
        for span in spans or ()
    )


def find(session: Session, reference: str) -> Arrangement | None:
    """The arrangement of that reference, or None."""
    return session.get(Arrangement, plain(reference))


def of_references(session: Session, references: Iterable[str]) -> dict[str, Arrangement]:
    """The arrangements of those references, by reference; unknown ones are left out."""
    found = dict[str, Arrangement]()
    for some in in_parts(sorted(set(references))):
        rows = session.exec(_OF_REFERENCES, params={"references": some})
        found |= {row.reference: row for row in rows}
    return found


def of_employee(session: Session, person: str) -> list[Arrangement]:
    """Everything an employee ever submitted, newest first."""
    return list(session.exec(_OF_EMPLOYEE, params={"employee": person}).all())


def beginning(session: Session, employee: str, day: date) -> Arrangement | None:
    """An employee's arrangement, or open proposal, that begins that day: there is one at most."""
    theirs = select(Arrangement).where(
        Arrangement.employee == employee,
        Arrangement.starts_on == day,
        col(Arrangement.status).not_in(sorted(CLOSED)),
    )
    return session.exec(theirs).first()


def following(session: Session, employee: str, day: date) -> str:
    """The reference of an employee's arrangement that is signed and begins that day; or blank."""
    found = beginning(session, employee, day)
    return found.reference if found and Status(found.status) in IN_FORCE else ""


def of_employees(session: Session, numbers: Iterable[str]) -> list[Arrangement]:
    """Everything that these employees ever submitted, by reference."""
    theirs = select(Arrangement).where(col(Arrangement.employee).in_(sorted(numbers)))
    return list(session.exec(theirs.order_by(Arrangement.reference)).all())


def stamp(session: Session) -> str:
    """A short text that differs whenever anything on a board may have changed."""
    count, revisions, refused, sent = session.exec(_STAMP).one()
    return f"{count}.{revisions}.{refused}.{_micros(sent)}"


def stamp_of(session: Session, reference: str) -> str:
    """The same for one arrangement's page."""
    found = session.exec(_STAMP_OF, params={"reference": reference}).one()
    return ".".join(str(part or 0) for part in found)


def _micros(at: datetime | None) -> int:
    return 0 if at is None else int(at.timestamp() * 1_000_000)
