"""The names that workflows are known by, each written once."""

from datetime import datetime

from temporalio.common import SearchAttributeKey

TASK_QUEUE = "telecommute"
DELIVERY_ID = "mail-delivery"
SCANNING_ID = "upload-scanning"
FEED_ID = "people-feed"

REFUSED = "Refused"
"""The error type by which a caller knows a ruling from a failure."""

PROGRAM = SearchAttributeKey.for_keyword("TelecommuteProgram")
AGENCY = SearchAttributeKey.for_keyword("TelecommuteAgency")
STATUS = SearchAttributeKey.for_keyword("TelecommuteStatus")
WAITING_FOR = SearchAttributeKey.for_keyword_list("TelecommuteWaitingFor")
LAST_DAY: SearchAttributeKey[datetime] = SearchAttributeKey.for_datetime("TelecommuteLastDay")
COPY_DUE: SearchAttributeKey[datetime] = SearchAttributeKey.for_datetime("TelecommuteCopyDue")
NEXT_DEADLINE: SearchAttributeKey[datetime] = SearchAttributeKey.for_datetime(
    "TelecommuteNextDeadline"
)

SEARCH_ATTRIBUTES = (PROGRAM, AGENCY, STATUS, WAITING_FOR, LAST_DAY, COPY_DUE, NEXT_DEADLINE)


def workflow_id(reference: str) -> str:
    """The workflow ID of an arrangement: its reference, which names nobody."""
    return reference


def registers_id(agency: str) -> str:
    """The workflow ID of an agency's registers."""
    return f"registers-{agency}"


def extent_id(agency: str) -> str:
    """The ID of an agency's yearly schedule, and how those of what it starts begin."""
    return f"extent-{agency}"


def digest_id(time_zone: str) -> str:
    """The same of the weekly schedule of a time zone."""
    return f"digest-{time_zone.replace('/', '-').lower()}"


def hours_id(agency: str) -> str:
    """The workflow ID of an agency's recorded hours."""
    return f"hours-{agency}"
