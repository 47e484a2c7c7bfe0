"""Today's workflow code follows every recorded history, timer by timer."""

from itertools import pairwise

import pytest
from temporalio.client import WorkflowHistory

from tests.replay.paths import PATHS
from tests.replay.replaying import HISTORIES, Overheard, assert_replays, assert_same_timers, kept
from tests.workflows.seen import scheduled
from worker import WORKFLOWS


@pytest.mark.parametrize("name", PATHS)
async def test_todays_code_follows_what_was_recorded(name: str) -> None:
    """A running arrangement meets a new worker: nothing may have moved."""
    await assert_replays(kept(name))


@pytest.mark.parametrize("name", PATHS)
async def test_todays_code_sets_the_same_timers_in_the_same_order(name: str) -> None:
    """By their labels, which a replay alone does not look at."""
    await assert_same_timers(kept(name))


def test_steps_that_fell_back_to_activities_are_among_what_is_replayed() -> None:
    """The store was full at freezing and filing, the records were away: three activities."""
    assert [words.partition(":")[0] for words in scheduled(kept("held_up"))] == [
        "Record",
        "Freeze the documents of version 1",
        "File the signed documents",
    ]
    assert len(set(scheduled(kept("delivery")))) == 1


def test_every_path_is_recorded_and_nothing_else() -> None:
    """A path added without its history, or the other way around, is a slip."""
    assert {file.stem for file in HISTORIES.glob("*.json")} == set(PATHS)


def test_a_history_of_every_workflow_is_kept() -> None:
    """One that nobody replays may go another way unnoticed."""
    assert {begun(kept(name)) for name in PATHS} == {each.__name__ for each in WORKFLOWS}


def begun(history: WorkflowHistory) -> str:
    """The workflow whose history it is."""
    return history.events[0].workflow_execution_started_event_attributes.workflow_type.name


async def test_two_swapped_timers_are_noticed_though_they_replay() -> None:
    """The trap for which the labels are compared: the engine matches timers by order alone."""
    history = swapped(kept("all_sign"))
    await assert_replays(history)
    with pytest.raises(Overheard):
        await assert_same_timers(history)


def swapped(history: WorkflowHistory) -> WorkflowHistory:
    """The same with the labels of two timers that were started together exchanged."""
    started = [e for e in history.events if e.HasField("timer_started_event_attributes")]
    first, second = next((a, b) for a, b in pairwise(started) if b.event_id == a.event_id + 1)
    label = first.user_metadata.summary.data
    first.user_metadata.summary.data = second.user_metadata.summary.data
    second.user_metadata.summary.data = label
    return history


async def test_a_history_that_lacks_a_step_is_refused() -> None:
    """The check itself can fail: a history without its first timer does not replay."""
    history = kept("half_signed")
    events = list(history.events)
    events.remove(next(e for e in events if e.HasField("timer_started_event_attributes")))
    with pytest.raises(Exception, match=r"(?i)nondetermin|machine"):
        await assert_replays(WorkflowHistory(history.workflow_id, events))
