"""Open tasks: what one person is asked to do."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Purpose(StrEnum):
    """What an open task asks of somebody."""

    REVIEW = "review"
    DECIDE = "decide"
    PROVIDE = "provide"
    SIGN = "sign"
    SETTLE = "settle"
    APPOINT = "appoint"
    COPY = "copy"
    ACKNOWLEDGE = "acknowledge"
    APPROVE = "approve"
    DUTY = "duty"


OF_PEOPLE = (
    Purpose.REVIEW,
    Purpose.DECIDE,
    Purpose.PROVIDE,
    Purpose.SIGN,
    Purpose.SETTLE,
    Purpose.APPROVE,
)
"""What is asked of people until it ends; copies and duties are owed all the same."""

OF_A_CONCERN = (Purpose.APPROVE, Purpose.DUTY)
"""What is about one request or duty by its number, whatever version is on the table."""


@dataclass(frozen=True)
class Task:
    """Something one person is asked to do: the arrangement waits for it.

    `about` names the signature line or the copy, is the number of the approval or duty, or names
    the role that somebody has to be found for;
    `version` is 0 before signing; `reminded_at` is when the last of its reminders was sent.
    A role with a designee has one task per person; the first to act closes them all. What a role
    owes that nobody holds stands with whoever has to find somebody for it.
    """

    purpose: Purpose
    role: str
    person: str
    since: datetime
    version: int = 0
    about: str = ""
    reminders: int = 0
    reminded_at: datetime | None = None
