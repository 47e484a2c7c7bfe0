"""Recorded hours by employee, day and code, and the files that they came in."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Column, ColumnElement, Index
from sqlmodel import Field, Session, SQLModel, col, func, select

from policy.hours.handing_in import HoursHandedIn, HoursKept
from policy.hours.recorded import Recorded
from policy.timekeeping import Period
from records.arrangements import Arrangement
from records.database import Instant, insert_into, plain


class RecordedHours(SQLModel, table=True):
    """Hours of one employee on one day under one code, in hundredths; the newest file stands.

    `agency` is that of the employee when the file came in; `file` is the key of that file's act.
    """

    __tablename__ = "recorded_hours"
    __table_args__ = (Index("ix_recorded_hours_agency", "agency", "day"),)

    person: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    code: str = Field(primary_key=True)
    hours: int
    agency: str
    file: str


class HoursFile(SQLModel, table=True):
    """A file of recorded hours as it was taken in: who brought it, when, and what it did.

    `digest` is the SHA-256 of its bytes, `first_day` and `last_day` those of its rows.
    """

    __tablename__ = "hours_file"

    key: str = Field(primary_key=True)
    agency: str = Field(index=True)
    digest: str
    person: str
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    first_day: date
    last_day: date
    added: int
    changed: int
    unchanged: int


_IN_ORDER = (col(RecordedHours.person), col(RecordedHours.day), col(RecordedHours.code))


class KeyTaken(ValueError):
    """The key of a file names another one that came before."""


def by_key(session: Session, key: str) -> HoursFile | None:
    """The file that the act of that key led to: how a person finds their own act."""
    return session.get(HoursFile, plain(key))


def keep(
    session: Session,
    agency: str,
    act: HoursHandedIn,
    rows: Sequence[Recorded],
    at: datetime,
) -> HoursKept:
    """Put the rows of a file in the place of earlier ones for the same employee, day and code.

    The same key again changes nothing and gives the same answer; KeyTaken where it named another
    file. There has to be at least one row. The caller commits: all of a file, or nothing.
    """
    earlier = by_key(session, act.by.key)
    if earlier is not None:
        if (earlier.agency, earlier.digest) != (agency, act.digest):
            raise KeyTaken
        return HoursKept(earlier.added, earlier.changed, earlier.unchanged)
    days = [row.day for row in rows]
    period = Period(min(days), max(days))
    there = {_key(row): row.hours for row in of_agency(session, agency, period)}
    new = [row for row in rows if there.get(_key(row)) != row.hours]
    _write(session, agency, act.by.key, new)
    added = sum(_key(row) not in there for row in new)
    kept = HoursKept(added, len(new) - added, len(rows) - len(new))
    session.add(
        HoursFile(
            key=act.by.key,
            agency=agency,
            digest=act.digest,
            person=act.by.person,
            at=at,
            first_day=period.first,
            last_day=period.last,
            added=kept.added,
            changed=kept.changed,
            unchanged=kept.unchanged,
        )
    )
    return kept


def within(agency: str, period: Period) -> list[ColumnElement[bool]]:
    """Hours of an agency on the days of a period."""
    return [
        col(RecordedHours.agency) == agency,
        col(RecordedHours.day).between(period.first, period.last),
    ]


def of_agency(session: Session, agency: str, period: Period) -> list[Recorded]:
    """What was recorded in an agency on the days of the period, by employee and day."""
    found = select(RecordedHours).where(*within(agency, period)).order_by(*_IN_ORDER)
    return [Recorded(row.person, row.day, row.code, row.hours) for row in session.exec(found)]


def latest_day(session: Session, agency: str, period: Period) -> date | None:
    """The last day of the period for which hours of the agency are in; None before the first."""
    return session.exec(select(func.max(RecordedHours.day)).where(*within(agency, period))).one()


def after_endings(
    session: Session, agency: str, codes: Sequence[str], before: date
) -> list[Recorded]:
    """Hours under these codes on or after the end of an arrangement, on days before that one.

    Another arrangement may have been in force by then: that is for the caller to see.
    """
    found = (
        select(RecordedHours)
        .join(Arrangement, col(Arrangement.employee) == col(RecordedHours.person))
        .where(
            RecordedHours.agency == agency,
            RecordedHours.day < before,
            RecordedHours.hours > 0,
            col(RecordedHours.code).in_(codes),
            col(Arrangement.ended_on) <= RecordedHours.day,
        )
        .order_by(*_IN_ORDER)
        .distinct()
    )
    return [Recorded(row.person, row.day, row.code, row.hours) for row in session.exec(found)]


def files(session: Session, agency: str, limit: int) -> list[HoursFile]:
    """The newest files of an agency, newest first."""
    found = select(HoursFile).where(HoursFile.agency == agency)
    newest_first = (col(HoursFile.at).desc(), HoursFile.key)
    return list(session.exec(found.order_by(*newest_first).limit(limit)).all())


def _key(row: Recorded) -> tuple[str, date, str]:
    return row.employee, row.day, row.code


def _write(session: Session, agency: str, file: str, rows: Sequence[Recorded]) -> None:
    if not rows:
        return
    insert = insert_into(session, RecordedHours)
    replaced = {name: insert.excluded[name] for name in ("hours", "agency", "file")}
    statement = insert.on_conflict_do_update(
        index_elements=["person", "day", "code"], set_=replaced
    )
    values = [
        {
            "person": row.employee,
            "day": row.day,
            "code": row.code,
            "hours": row.hours,
            "agency": agency,
            "file": file,
        }
        for row in sorted(rows, key=_key)
    ]
    session.exec(statement, params=values)
