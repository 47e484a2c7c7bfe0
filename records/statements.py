"""Statements of the extent of use as they were written: never changed, never deleted (II(c))."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, Session, SQLModel, col, select

from records.database import Instant, insert_new, plain


class WrittenStatement(SQLModel, table=True):
    """One statement; `key` names the run that wrote it.

    `pdf` and `spreadsheet` are the SHA-256 of its files in the document store.
    """

    __tablename__ = "written_statement"

    agency: str = Field(primary_key=True)
    year: int = Field(primary_key=True)
    key: str = Field(primary_key=True)
    made_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    pdf: str = Field(index=True)
    spreadsheet: str = Field(index=True)


def add(session: Session, statement: WrittenStatement) -> None:
    """Keep a statement; one that the same run wrote before stays as it was."""
    insert_new(session, WrittenStatement, [statement.model_dump()])


def of_run(session: Session, agency: str, year: int, key: str) -> WrittenStatement | None:
    """What a run wrote before, or None."""
    return session.get(WrittenStatement, (agency, year, key))


def of_year(session: Session, agencies: Iterable[str], year: int) -> list[WrittenStatement]:
    """What was written for a year, newest first."""
    found = select(WrittenStatement).where(
        col(WrittenStatement.agency).in_(sorted(agencies)), WrittenStatement.year == year
    )
    newest_first = (col(WrittenStatement.made_at).desc(), WrittenStatement.agency)
    return list(session.exec(found.order_by(*newest_first)))


def of_file(session: Session, digest: str) -> WrittenStatement | None:
    """The statement that a file belongs to, or None."""
    same = (col(WrittenStatement.pdf) == plain(digest)) | (
        col(WrittenStatement.spreadsheet) == plain(digest)
    )
    return session.exec(select(WrittenStatement).where(same)).first()
