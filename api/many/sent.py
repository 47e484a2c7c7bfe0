"""What callers send to the JSON API to act on many arrangements in one call."""

from typing import Annotated

from pydantic import Field

from api.many.piles import MOST
from api.sent import Digest, Identifier, Line, Reason, Sent, Version

Many = Field(min_length=1, max_length=MOST)


class LineSent(Sent):
    """One line to sign: the documents and the statement as they were shown."""

    reference: Identifier
    line: Identifier
    version: Version
    documents: tuple[Digest, ...]
    statement: Digest


class SignaturesSent(Sent):
    """Many signatures under one name."""

    name: Annotated[Line, Field(min_length=1)]
    items: Annotated[tuple[LineSent, ...], Many]


class RequestSent(Sent):
    """One request to approve, by its number."""

    reference: Identifier
    number: Annotated[int, Field(ge=1, le=2**31 - 1)]


class ApprovalsSent(Sent):
    """Many requests to approve."""

    items: Annotated[tuple[RequestSent, ...], Many]


class RoleSent(Sent):
    """One arrangement, and a role in it."""

    reference: Identifier
    role: Identifier


class ReviewsSent(Sent):
    """Many proposals to support, each in the role that was asked."""

    items: Annotated[tuple[RoleSent, ...], Many]


class RemindersSent(Sent):
    """Many roles to remind."""

    items: Annotated[tuple[RoleSent, ...], Many]


class ReplacementsSent(Sent):
    """The person who takes a role over in many arrangements."""

    role: Identifier
    person: Identifier
    reason: Reason
    references: Annotated[tuple[Identifier, ...], Many]
