"""Which stored document belongs to which arrangement: the bytes are in the document store."""

from datetime import datetime

from sqlalchemy import Column, Text
from sqlmodel import Field, Session, SQLModel, col, select

from records.database import Instant, given, insert_new

FROZEN, FILED, UPLOADED = "frozen", "filed", "uploaded"
"""The states of a document: what is signed, what is filed with the signatures, and an uploaded file
that was filed with an arrangement, under its field's ID."""


class Paper(SQLModel, table=True):
    """One stored document of one version.

    `destination` is the copy that it was filed for. A frozen document keeps its `content`, the JSON
    text of `documents.paper.PaperContent`: what is shown and filed later is what was fixed.
    """

    reference: str = Field(primary_key=True, foreign_key="arrangement.reference")
    version: int = Field(primary_key=True)
    document: str = Field(primary_key=True)
    state: str = Field(primary_key=True)
    destination: str = Field(default="", primary_key=True)
    digest: str = Field(index=True)
    size: int
    pages: int
    made_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    content: str | None = Field(default=None, sa_column=Column(Text))


_OF_ARRANGEMENT = (
    select(Paper)
    .where(*given(reference=Paper.reference), Paper.state != UPLOADED)
    .order_by(col(Paper.version), col(Paper.made_at), Paper.document, Paper.state)
)
_OF_VERSION = (
    select(Paper)
    .where(*given(reference=Paper.reference, version=Paper.version, state=Paper.state))
    .order_by(Paper.document, Paper.destination)
)


def add(session: Session, *papers: Paper) -> None:
    """Note stored documents; one that was noted before stays as it was."""
    insert_new(session, Paper, [paper.model_dump() for paper in papers])


def of_arrangement(session: Session, reference: str) -> list[Paper]:
    """Every document drawn up for an arrangement, in the order made; no uploaded file."""
    return list(session.exec(_OF_ARRANGEMENT, params={"reference": reference}).all())


def frozen(session: Session, reference: str, version: int) -> list[Paper]:
    """The documents of one version that are signed, by name of document."""
    return _of_version(session, reference, version, FROZEN)


def filed(session: Session, reference: str, version: int) -> list[Paper]:
    """The signed documents of one version, once for each destination."""
    return _of_version(session, reference, version, FILED)


def attached(session: Session, reference: str, version: int) -> list[Paper]:
    """The uploaded files that were filed with one version, by field and destination."""
    return _of_version(session, reference, version, UPLOADED)


def every(session: Session) -> list[Paper]:
    """Every stored document there is, in the order made."""
    return list(session.exec(select(Paper).order_by(col(Paper.made_at), Paper.document)).all())


def _of_version(session: Session, reference: str, version: int, state: str) -> list[Paper]:
    asked = {"reference": reference, "version": version, "state": state}
    return list(session.exec(_OF_VERSION, params=asked).all())
