"""What one whole life leaves in the engine: its events and bytes, to the last day of the term."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowHistory
from temporalio.testing import TimeSkipper, TimeSkippingConfig

from bench.installation import Installation
from bench.lives import EMPLOYEE, STARTS_IN
from policy.acts import Submission
from policy.deadlines import A_DAY

OF_SKIPPING = frozenset(
    {
        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TIME_SKIPPING_TRANSITIONED,
        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_OPTIONS_UPDATED,
    }
)
"""Events that only a skipped clock writes; a life in real time has none of them."""

NOTHING_LENT = {"equipment_mode": "No computer is needed"}
"""The answer of an employee who has nothing to give back."""


@dataclass(frozen=True)
class Trace:
    """The events of one history, and their bytes."""

    events: int
    size: int


async def whole_life(place: Installation, otherwise: Mapping[str, str] | None = None) -> Trace:
    """One arrangement without amendments: proposed, signed, filed, acknowledged, announced, over.

    `otherwise` holds answers that differ from the sample's. The events of skipping the clock are
    left out.
    """
    submission = await in_force(place, otherwise)
    return await lived_out(place, submission, datetime.now(UTC).date())


async def in_force(place: Installation, otherwise: Mapping[str, str] | None = None) -> Submission:
    """Proposed, signed by everybody, delivered and acknowledged."""
    everybody = place.everybody
    starts_on = datetime.now(UTC).date() + STARTS_IN
    submission = await everybody.submit(EMPLOYEE, starts_on, otherwise)
    await everybody.act_until_authorized(submission.reference)
    await everybody.act_once(submission.reference)
    return submission


async def skip(place: Installation, reference: str, span: timedelta) -> None:
    """Let time pass for one arrangement alone."""
    handle = place.everybody.handle(reference)
    skipper = TimeSkipper(place.client, config=TimeSkippingConfig(enabled=False))
    await skipper.fast_forward(handle, span)


async def lived_out(place: Installation, submission: Submission, today: date) -> Trace:
    """From `today` by its own clock to its last day, until every item is back."""
    reference, last_day = submission.reference, submission.proposal.ends_on
    if last_day is None:
        raise LookupError(reference)
    await skip(place, reference, last_day + 2 * A_DAY - today)
    await place.everybody.bring_back(reference)
    return trace_of(await place.everybody.handle(reference).fetch_history())


def trace_of(history: WorkflowHistory) -> Trace:
    """What a history would hold in real time."""
    events = [event for event in history.events if event.event_type not in OF_SKIPPING]
    return Trace(len(events), sum(event.ByteSize() for event in events))
