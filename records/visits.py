"""What no workflow knows: sessions, sign-in links, API tokens, drafts, and who read what."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import JSON, Field, SQLModel

from records.database import Instant


class Visit(SQLModel, table=True):
    """A server-side session. `digest` is the SHA-256 of the cookie's value.

    A visit belongs to a person who signed in (`person`), or to whoever followed links (`links`:
    IDs of the links this browser has exchanged), or to both.
    """

    digest: str = Field(primary_key=True)
    person: str = ""
    links: list[str] = Field(sa_column=Column(JSON, nullable=False))
    csrf: str
    made_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    seen_at: datetime = Field(sa_column=Column(Instant, nullable=False))


class SignIn(SQLModel, table=True):
    """A sign-in link that was mailed: works once, for fifteen minutes."""

    digest: str = Field(primary_key=True)
    person: str
    made_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    used_at: datetime | None = Field(default=None, sa_column=Column(Instant))


class ApiToken(SQLModel, table=True):
    """A bearer token of the JSON API, made by the command line; acts as `person`."""

    digest: str = Field(primary_key=True)
    person: str
    label: str
    made_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    revoked_at: datetime | None = Field(default=None, sa_column=Column(Instant))


class Draft(SQLModel, table=True):
    """A proposal not yet submitted. Its reference becomes the arrangement's."""

    reference: str = Field(primary_key=True)
    person: str = Field(index=True)
    answers: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    changed_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    submitted_at: datetime | None = Field(default=None, sa_column=Column(Instant))


class Reading(SQLModel, table=True):
    """Who read whose record, when and why (C.G.S. 4-193(c)), and acts that were turned away."""

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    person: str = Field(index=True)
    reference: str = Field(index=True)
    what: str
    why: str = ""
    peer: str = ""
