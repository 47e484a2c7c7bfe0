"""Links in mail: each finds a task and proves nothing. Only the token's SHA-256 is kept."""

import hashlib
import hmac
import json
from base64 import b32encode
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, bindparam
from sqlmodel import Field, Session, SQLModel, col, select

from policy.tasks import Purpose
from records.arrangements import Arrangement
from records.database import Instant, in_parts, plain
from records.entries import act_on
from records.secret import digest_of, in_letters
from records.tasks import TaskName, matching


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


_Signing = tuple[str, str, str, int]
"""Of whose signatures on one version: reference, role, person, version."""

_MADE = (
    select(Link)
    .where(
        col(Link.reference).in_(bindparam("references", expanding=True)),
        col(Link.person).in_(bindparam("persons", expanding=True)),
    )
    .order_by(Link.id)
)


_WITH_RULES = (
    select(Link, Arrangement.program, Arrangement.program_version)
    .join(Arrangement, col(Arrangement.reference) == col(Link.reference))
    .where(Link.id == bindparam("link_id"))
)


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


def token(secret: bytes, link_id: str) -> str:
    """The 40 characters (200 bits) in a link's address; derived, so a retried mail is the same."""
    return in_letters(hmac.digest(secret, link_id.encode(), "sha256"))


def find_link(session: Session, token: str) -> Link | None:
    """The link of a token as it was followed, forgiving case and what mail clients stick to it.

    A malformed token takes the same way through the database as an unknown one.
    """
    plain = token.strip("<>. \t\r\n").lower()
    return session.exec(select(Link).where(Link.digest == digest_of(plain))).first()


def of_id(session: Session, link_id: str) -> tuple[Link, str, str] | None:
    """The link of that ID, with the program and the version its arrangement is under; or None."""
    found = session.exec(_WITH_RULES, params={"link_id": plain(link_id)}).first()
    return None if found is None else (found[0], found[1], found[2])


def of_ids(session: Session, ids: Iterable[str]) -> list[Link]:
    """The links of those IDs, in their order; unknown ones are left out."""
    found = (select(Link).where(col(Link.id).in_(some)) for some in in_parts(sorted(set(ids))))
    return [link for some in found for link in session.exec(some.order_by(Link.id))]


def leading_to(session: Session, asked: Sequence[TaskName]) -> list[str]:
    """The ID of the link that a mail has carried to each of these tasks; blank where none has.

    Who signs several lines is sent one link for all of them: it names the first.
    """
    made, signing = set[str](), dict[_Signing, str]()
    persons = sorted({task.person for task in asked})
    for some in in_parts(sorted({task.reference for task in asked})):
        for link in session.exec(_MADE, params={"references": some, "persons": persons}):
            made.add(link.id)
            if link.purpose == Purpose.SIGN:
                signing.setdefault(_signing(link), link.id)
    return [_leading(task, made, signing) for task in asked]


def state(session: Session, link: Link) -> LinkState:
    """Open while its task is; spent once its person acted; otherwise replaced."""
    if matching(session, link) is not None:
        return LinkState.OPEN
    return LinkState.REPLACED if act_on(session, link) is None else LinkState.SPENT


def _signing(one: TaskName) -> _Signing:
    return one.reference, one.role, one.person, one.version


def _leading(task: TaskName, made: Collection[str], signing: Mapping[_Signing, str]) -> str:
    own = link_id(task.reference, task.purpose, task.role, task.person, task.about, task.version)
    if own in made:
        return own
    return signing.get(_signing(task), "") if task.purpose == Purpose.SIGN else ""
