"""Registers: the entries kept outside arrangements, numbered, never changed, never deleted."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Column, bindparam
from sqlmodel import JSON, Field, Session, SQLModel, col, func, select

from policy.acts import RegisterWrite
from policy.register import RegisterEntry
from records.database import Instant, given, insert_new, plain


class RegisterRow(SQLModel, table=True):
    """One entry (`policy.register.RegisterEntry`) of the register `name` of an agency."""

    agency: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    answers: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    person: str
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    key: str = Field(unique=True, index=True)


class NumberTaken(RuntimeError):
    """Somebody else took the entry's number at the same moment: to be tried again."""


class KeyTaken(ValueError):
    """The key of an entry names another one, of another register or about somebody else."""


_SAME = given(agency=RegisterRow.agency, register=RegisterRow.name, subject=RegisterRow.subject)
_ENTRIES = select(RegisterRow).where(*_SAME).order_by(col(RegisterRow.number))
_LATEST = select(RegisterRow).where(*_SAME).order_by(col(RegisterRow.number).desc()).limit(1)
_NEXT = select(func.coalesce(func.max(RegisterRow.number), 0) + 1).where(*_SAME)
_SHARED = (
    select(RegisterRow)
    .where(*given(agency=RegisterRow.agency, register=RegisterRow.name))
    .order_by(col(RegisterRow.at).desc(), col(RegisterRow.subject), col(RegisterRow.number).desc())
)
_OF_SUBJECTS = (
    select(RegisterRow)
    .where(
        *given(agency=RegisterRow.agency, register=RegisterRow.name),
        col(RegisterRow.subject).in_(bindparam("subjects", expanding=True)),
    )
    .order_by(col(RegisterRow.number))
)


def add(session: Session, agency: str, act: RegisterWrite, at: datetime) -> int:
    """Keep an entry; returns its number among those of its register and subject, from 1.

    The same key again is the same entry, with the same number. Raises KeyTaken where the key
    names another entry, and NumberTaken where two writers met.
    """
    before = _number_of(session, agency, act)
    if before is not None:
        return before
    number = session.exec(_NEXT, params=_asked(agency, act.register, act.subject)).one()
    insert_new(session, RegisterRow, [_row(agency, act, number, at)])
    kept = _number_of(session, agency, act)
    if kept is None:
        raise NumberTaken
    return kept


def by_key(session: Session, key: str) -> RegisterEntry | None:
    """The entry that the act of that key led to: how a person finds their own act."""
    row = session.exec(select(RegisterRow).where(RegisterRow.key == plain(key))).first()
    return None if row is None else _entry(row)


def latest(session: Session, agency: str, register: str, subject: str = "") -> RegisterEntry | None:
    """The newest entry about a subject, or None."""
    row = session.exec(_LATEST, params=_asked(agency, register, subject)).first()
    return None if row is None else _entry(row)


def numbered(
    session: Session, agency: str, like: RegisterEntry, number: int
) -> RegisterEntry | None:
    """The entry of that number in the same register about the same subject, or None."""
    row = session.get(RegisterRow, (agency, like.register, like.subject, number))
    return None if row is None else _entry(row)


def newest(
    session: Session, agency: str, register: str, subjects: Iterable[str]
) -> dict[str, RegisterEntry]:
    """The newest entry about each of those subjects, by subject; who has none is left out."""
    asked = {"agency": agency, "register": plain(register), "subjects": sorted(set(subjects))}
    return {row.subject: _entry(row) for row in session.exec(_OF_SUBJECTS, params=asked)}


def entries(session: Session, agency: str, register: str, subject: str = "") -> list[RegisterEntry]:
    """Every entry about a subject, oldest first."""
    found = session.exec(_ENTRIES, params=_asked(agency, register, subject))
    return [_entry(row) for row in found]


def shared(session: Session, agency: str, register: str) -> list[RegisterEntry]:
    """Every entry of a register whatever its subject, newest first: what all teams may read."""
    asked = {"agency": agency, "register": plain(register)}
    return [_entry(row) for row in session.exec(_SHARED, params=asked)]


def _number_of(session: Session, agency: str, act: RegisterWrite) -> int | None:
    """The number of the entry with the act's key, if there is one."""
    row = session.exec(select(RegisterRow).where(RegisterRow.key == act.by.key)).first()
    if row is None:
        return None
    if (row.agency, row.name, row.subject) != (agency, act.register, act.subject):
        raise KeyTaken
    return row.number


def _asked(agency: str, register: str, subject: str) -> dict[str, str]:
    return {"agency": agency, "register": plain(register), "subject": plain(subject)}


def _row(agency: str, act: RegisterWrite, number: int, at: datetime) -> dict[str, object]:
    return {
        "agency": agency,
        "name": act.register,
        "subject": act.subject,
        "number": number,
        "answers": act.answers,
        "person": act.by.person,
        "at": at,
        "key": act.by.key,
    }


def _entry(row: RegisterRow) -> RegisterEntry:
    return RegisterEntry(
        register=row.name,
        subject=row.subject,
        number=row.number,
        answers=row.answers,
        person=row.person,
        at=row.at,
        key=row.key,
    )
