"""Arrangements as pages list them: one row each, a projection of the workflow's own account."""

from datetime import date, datetime

from sqlalchemy import Column
from sqlmodel import JSON, Field, SQLModel

from records.database import Instant


class Arrangement(SQLModel, table=True):
    """Where one arrangement stands. `revision` guards against a late, older write."""

    reference: str = Field(primary_key=True)
    revision: int
    program: str
    program_version: str
    agency: str = Field(index=True)
    unit: str
    employee: str = Field(index=True)
    status: str = Field(index=True)
    ending: str | None = None
    version: int = 0
    since: datetime = Field(sa_column=Column(Instant, nullable=False))
    submitted_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    starts_on: date
    ends_on: date | None = None
    signed: list[str] = Field(sa_column=Column(JSON, nullable=False))
    deadlines: list[dict[str, str]] = Field(sa_column=Column(JSON, nullable=False))
    next_deadline: datetime | None = Field(default=None, sa_column=Column(Instant, index=True))
    next_label: str = ""
