"""The outbox: every mail, rendered once, so that each attempt sends the same bytes."""

from datetime import datetime

from sqlalchemy import Column, LargeBinary
from sqlmodel import JSON, Field, SQLModel

from records.database import Instant


class Letter(SQLModel, table=True):
    """One mail. `state` is queued, sent or refused; `message` is the whole MIME message less its
    attachments, which are added from the document store at sending (`attachments`: name, digest)."""

    key: str = Field(primary_key=True)
    reference: str = Field(default="", index=True)
    kind: str
    role: str = ""
    person: str = Field(default="", index=True)
    address: str
    subject: str
    message: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    attachments: list[list[str]] = Field(sa_column=Column(JSON, nullable=False))
    awaited: bool = False
    state: str = Field(default="queued", index=True)
    attempts: int = 0
    problem: str = ""
    queued_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    next_attempt_at: datetime = Field(sa_column=Column(Instant, nullable=False, index=True))
    sent_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    told: bool = False
