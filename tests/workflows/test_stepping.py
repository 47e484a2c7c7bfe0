"""What a step needs is away: operators see what waits, why, and since when; then it goes on."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.workflow.v1 import PendingActivityInfo
from temporalio.api.workflowservice.v1 import DescribeWorkflowExecutionRequest

from policy.account import HeldUpBy, Status
from tests import people
from tests.case import Case
from tests.trouble import Away, FullStore, full, leaving
from tests.workflows.seen import published, scheduled
from tests.world import a_world


async def pending(case: Case) -> Sequence[PendingActivityInfo]:
    """The activities that the Temporal UI lists as pending."""
    client = case.world.client
    request = DescribeWorkflowExecutionRequest(
        namespace=client.namespace, execution=WorkflowExecution(workflow_id=case.reference)
    )
    return (await client.workflow_service.describe_workflow_execution(request)).pending_activities


async def waited_for(case: Case) -> list[str]:
    """What the search attribute of that name said, one after the other."""
    found = published(await case.handle.fetch_history())
    name = "TelecommuteWaitingFor"
    return [attributes[name] for attributes in found if name in attributes]


@pytest.mark.requirement("CT-170")
async def test_a_full_store_is_seen_by_operators_and_on_the_timeline_until_there_is_room(
    tmp_path: Path,
) -> None:
    """A pending activity with its words and last failure; found by search; told to people."""
    stores: list[FullStore] = []
    async with a_world(tmp_path, change=full(tmp_path, stores)) as world:
        case = await world.submit()
        await case.reviewed()
        await case.decide()
        await case.until(lambda s: s.held_up == (HeldUpBy.DOCUMENTS,))
        assert "held_up" in await case.happened()
        (waits,) = await pending(case)
        assert waits.activity_type.name == "freeze"
        assert (await waited_for(case))[-1] == "['documents']"
        stores[0].failures = 0
        standing = await case.open_without_review()
        assert standing.held_up == ()
        history = await case.handle.fetch_history()
        assert scheduled(history) == ["Freeze the documents of version 1"]
        assert "documents" not in (await waited_for(case))[-1]
        assert (await case.happened()).count("held_up") == 1


async def test_records_that_are_away_show_as_a_pending_activity_with_its_failure(
    tmp_path: Path,
) -> None:
    """Acts are taken meanwhile; nothing is recorded twice once the database is back."""
    found: list[Away] = []
    async with a_world(tmp_path, change=leaving(found)) as world:
        world.tools = replace(world.tools, sessions=found[0].steady)
        case = await world.submit()
        await case.until(lambda s: bool(s.tasks))
        await case.recorded()
        found[0].away = True
        first = await case.review("supervisor", people.SUPERVISOR)
        await case.until(lambda s: s.held_up == (HeldUpBy.RECORDS,))
        (waits,) = await pending(case)
        assert waits.activity_type.name == "record"
        assert "records" in (await waited_for(case))[-1]
        for role, person in (("manager", people.MANAGER), ("agency_head", people.HEAD)):
            await case.asked_to_review(role)
            await case.review(role, person)
        await case.until(lambda s: s.status is Status.DECISION)
        found[0].away = False
        await case.answered(first.by.key)
        await case.until(lambda s: s.held_up == ())
        timeline = await case.timeline()
        assert [entry.seq for entry in timeline] == list(range(1, len(timeline) + 1))
        assert [entry.kind for entry in timeline].count("review_given") == 3
        assert "held_up" not in await case.happened()
        history = await case.handle.fetch_history()
        (words,) = scheduled(history)
        assert words.startswith("Record: review given (Supervisor)")
        assert "records" not in (await waited_for(case))[-1]
