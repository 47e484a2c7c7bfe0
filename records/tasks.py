"""Open tasks: what each arrangement waits for, replaced whole with every account."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from records.database import Instant


class OpenTask(SQLModel, table=True):
    """One thing asked of one person (`policy.account.Task`)."""

    id: int | None = Field(default=None, primary_key=True)
    reference: str = Field(foreign_key="arrangement.reference", index=True)
    purpose: str
    role: str
    person: str = Field(index=True)
    version: int = 0
    about: str = ""
    since: datetime = Field(sa_column=Column(Instant, nullable=False))
    reminders: int = 0
