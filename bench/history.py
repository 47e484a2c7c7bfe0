"""What one whole life leaves in the engine: its events and bytes, to the last day of the term."""

from dataclasses import dataclass
from datetime import UTC, datetime

from temporalio.api.enums.v1 import EventType
from temporalio.testing import TimeSkipper, TimeSkippingConfig

from bench.installation import Installation
from bench.lives import EMPLOYEE, STARTS_IN

OF_SKIPPING = frozenset(
    {
        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TIME_SKIPPING_TRANSITIONED,
        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_OPTIONS_UPDATED,
    }
)
"""Events that only a skipped clock writes; a life in real time has none of them."""


@dataclass(frozen=True)
class Trace:
    """The events of one history, and their bytes."""

    events: int
    size: int


async def whole_life(place: Installation) -> Trace:
    """One arrangement without amendments: proposed, signed, filed, acknowledged, announced, over.

    The events of skipping the clock are left out.
    """
    everybody = place.everybody
    submission = await everybody.submit(EMPLOYEE, datetime.now(UTC).date() + STARTS_IN)
    await everybody.act_until_authorized(submission.reference)
    for task in everybody.asked(submission.reference):
        await everybody.perform(task)
    handle = everybody.handle(submission.reference)
    await TimeSkipper(place.client, config=TimeSkippingConfig(enabled=False)).fast_forward(handle)
    await handle.result()
    history = await handle.fetch_history()
    events = [event for event in history.events if event.event_type not in OF_SKIPPING]
    return Trace(len(events), sum(event.ByteSize() for event in events))
