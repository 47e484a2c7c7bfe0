"""What a life leaves in the engine stays small: whoever makes it longer does so knowingly."""

import pytest

from tests.replay.replaying import kept

AT_MOST = {
    "all_sign": (190, 31_500),
    "superseded": (245, 41_500),
    "approvals": (222, 37_000),
}
"""Events and bytes, as recorded and a little more: acts that come together wake it once or twice.

A plain life, whose equipment comes back late; one with a modification; one with written approvals.
"""


@pytest.mark.parametrize("name", AT_MOST)
def test_a_life_leaves_no_more_events_and_bytes_than_it_did(name: str) -> None:
    """Each event costs the engine a write, and each byte is read again at every replay."""
    events = kept(name).events
    most, largest = AT_MOST[name]
    assert len(events) <= most
    assert sum(event.ByteSize() for event in events) <= largest


@pytest.mark.parametrize("name", AT_MOST)
def test_the_rules_that_travel_with_the_start_are_compressed(name: str) -> None:
    """They are 11 KB of JSON for Connecticut: the largest part of a quiet history otherwise."""
    begun = kept(name).events[0]
    payload, _ = begun.workflow_execution_started_event_attributes.input.payloads
    assert payload.metadata["encoding"] == b"binary/encrypted"
    assert begun.ByteSize() < 5_000
