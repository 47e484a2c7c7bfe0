"""Links in mail: each finds a task and proves nothing by itself. Only the token's SHA-256 is kept."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from records.database import Instant


class Link(SQLModel, table=True):
    """A link to one task of one person.

    Whether it is open, spent or replaced is not stored: it is open while its task is, spent when
    the person's act on that task is in the timeline, and replaced otherwise.
    """

    id: str = Field(primary_key=True)
    digest: str = Field(unique=True, index=True)
    reference: str = Field(index=True)
    purpose: str
    role: str
    person: str
    about: str = ""
    version: int = 0
    made_at: datetime = Field(sa_column=Column(Instant, nullable=False))
