"""What operators see of a history, and what people find behind their links."""

from collections.abc import Iterator

from sqlmodel import select
from temporalio.api.common.v1 import Payload
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import WorkflowHistory
from temporalio.converter import default as plain_converter

from records import links
from records.links import Link, LinkState
from tests.case import Case

CONVERTER = plain_converter().payload_converter


def text_of(payload: Payload) -> str:
    """A payload as an operator reads it."""
    return str(CONVERTER.from_payload(payload)) if payload.data else ""


def timers(history: WorkflowHistory) -> list[str]:
    """The label of every durable timer, in the order started."""
    return [
        text_of(event.user_metadata.summary)
        for event in history.events
        if event.HasField("timer_started_event_attributes")
    ]


def scheduled(history: WorkflowHistory) -> list[str]:
    """The words of every activity that operators saw pending, in the order started."""
    return [
        text_of(event.user_metadata.summary)
        for event in history.events
        if event.HasField("activity_task_scheduled_event_attributes")
    ]


def stepped(history: WorkflowHistory) -> list[str]:
    """The words of every step taken within a workflow task."""
    return [
        text_of(event.user_metadata.summary)
        for event in history.events
        if event.HasField("marker_recorded_event_attributes")
    ]


def attributes(event: HistoryEvent) -> dict[str, str]:
    """The search attributes that an event publishes."""
    if event.HasField("workflow_execution_started_event_attributes"):
        found = event.workflow_execution_started_event_attributes.search_attributes
    else:
        found = event.upsert_workflow_search_attributes_event_attributes.search_attributes
    return {name: text_of(payload) for name, payload in found.indexed_fields.items()}


def published(history: WorkflowHistory) -> list[dict[str, str]]:
    """Every publication of search attributes, the first by the start itself."""
    return [found for event in history.events if (found := attributes(event))]


def shown(history: WorkflowHistory) -> Iterator[str]:
    """Everything that is never encrypted, or labels something in the Temporal UI."""
    yield history.workflow_id
    for event in history.events:
        yield text_of(event.user_metadata.summary)
        yield text_of(event.user_metadata.details)
        yield from attributes(event).values()
        scheduled = event.activity_task_scheduled_event_attributes
        yield scheduled.activity_id
        accepted = event.workflow_execution_update_accepted_event_attributes
        yield accepted.accepted_request.meta.update_id


def link_states(case: Case, person: str) -> set[LinkState]:
    """What becomes of somebody who follows the links in their mails."""
    theirs = select(Link).where(
        Link.reference == case.reference, Link.person == person, Link.purpose == "sign"
    )
    with case.world.tools.sessions() as session:
        return {links.state(session, link) for link in session.exec(theirs)}
