"""Links in mail: each finds a task and proves nothing. Only the token's SHA-256 is kept."""

import hashlib
import hmac
import json
from base64 import b32encode
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column
from sqlmodel import Field, Session, SQLModel, select

from policy.tasks import Purpose
from records.database import Instant
from records.entries import act_on
from records.tasks import matching


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


class LinkState(StrEnum):
    """What a link leads to now."""

    OPEN = "open"
    SPENT = "spent"
    REPLACED = "replaced"


def link_id(  # noqa: PLR0913, PLR0917 - the six parts that tell one task from every other
    reference: str, purpose: str, role: str, person: str, about: str, version: int
) -> str:
    """The ID of the link to one task: 26 letters and digits, the same each time it is asked for.

    So a reminder carries the link of the invitation. It is no secret: the token is.
    """
    name = json.dumps([reference, purpose, role, person, about, version]).encode()
    return b32encode(hashlib.sha256(name).digest()[:16]).decode().rstrip("=").lower()


def link_to(  # noqa: PLR0913, PLR0917 - the six parts that tell one task from every other
    session: Session,
    reference: str,
    purpose: str,
    role: str,
    person: str,
    about: str,
    version: int,
) -> str:
    """The ID of a link that a mail has carried to a task; empty where none has.

    Who signs several lines is sent one link for all of them: it names the first.
    """
    own = link_id(reference, purpose, role, person, about, version)
    if session.get(Link, own):
        return own
    if purpose != Purpose.SIGN:
        return ""
    told = (Link.purpose == purpose, Link.role == role, Link.person == person)
    query = select(Link.id).where(Link.reference == reference, Link.version == version, *told)
    return session.exec(query.order_by(Link.id)).first() or ""


def token(secret: bytes, link_id: str) -> str:
    """The 40 characters (200 bits) in a link's address; derived, so a retried mail is the same."""
    return b32encode(hmac.digest(secret, link_id.encode(), "sha256")[:25]).decode().lower()


def digest(token: str) -> str:
    """The SHA-256 of a token, in hex: all that is stored of it."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def find_link(session: Session, token: str) -> Link | None:
    """The link of a token as it was followed, forgiving case and what mail clients stick to it.

    A malformed token takes the same way through the database as an unknown one.
    """
    plain = token.strip("<>. \t\r\n").lower()
    return session.exec(select(Link).where(Link.digest == digest(plain))).first()


def state(session: Session, link: Link) -> LinkState:
    """Open while its task is; spent once its person acted; otherwise replaced."""
    if matching(session, link) is not None:
        return LinkState.OPEN
    return LinkState.REPLACED if act_on(session, link) is None else LinkState.SPENT
