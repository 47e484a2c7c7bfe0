"""The timeline: append-only entries, which are also the evidence of each act."""

from datetime import datetime

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import JSON, Field, SQLModel

from records.database import Instant


class TimelineEntry(SQLModel, table=True):
    """One entry (`policy.account.Entry`); never updated, never deleted."""

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
