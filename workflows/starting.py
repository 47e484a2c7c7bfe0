"""Starting workflows: one for each name, however often it is asked for."""

import hashlib

from temporalio.client import Client, WithStartWorkflowOperation
from temporalio.common import (
    SearchAttributePair,
    TypedSearchAttributes,
    WorkflowIDConflictPolicy,
    WorkflowIDReusePolicy,
)
from temporalio.exceptions import WorkflowAlreadyStartedError

from policy.acts import RegisterWrite, Submission
from policy.hours.handing_in import HoursHandedIn, HoursKept
from workflows.arrangement import ArrangementWorkflow
from workflows.delivery import DeliveryWorkflow
from workflows.feed import FeedWorkflow, Waiting
from workflows.hours import HoursWorkflow, Intake
from workflows.identifiers import (
    AGENCY,
    DELIVERY_ID,
    FEED_ID,
    SCANNING_ID,
    TASK_QUEUE,
    hours_id,
    registers_id,
    workflow_id,
)
from workflows.registers import Kept, RegisterWorkflow
from workflows.scanning import ScanningWorkflow
from workflows.visibility import first_attributes


async def start_arrangement(client: Client, submission: Submission) -> None:
    """Start the workflow of a submitted proposal; a reference that was started before stays as is.

    Raises RPCError when the engine does not answer; asking again with the same submission is safe.
    """
    try:
        await client.start_workflow(
            ArrangementWorkflow.run,
            args=[submission, None],
            id=workflow_id(submission.reference),
            task_queue=TASK_QUEUE,
            id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
            search_attributes=first_attributes(submission),
            static_summary=f"Arrangement {submission.reference}",
            static_details=_details(submission),
        )
    except WorkflowAlreadyStartedError:
        return


async def start_delivery(client: Client) -> None:
    """See that the one sender of mail runs."""
    await client.start_workflow(
        DeliveryWorkflow.run,
        id=DELIVERY_ID,
        task_queue=TASK_QUEUE,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        static_summary="Mail delivery",
        static_details="Sends the outbox; its pending activity shows what was sent.",
    )


async def start_scanning(client: Client) -> None:
    """See that files wait for the virus scanner no longer than they must."""
    await client.start_workflow(
        ScanningWorkflow.run,
        id=SCANNING_ID,
        task_queue=TASK_QUEUE,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        static_summary="Scanning of uploads",
        static_details="Asks ClamAV again; its pending activity shows how many files wait.",
    )


async def start_feeds(client: Client) -> None:
    """See that somebody watches the calendar for the directory."""
    await _feed(client)


async def apply_feed(client: Client, number: int) -> None:
    """Have a staged feed applied: accepted for good, also while no worker runs.

    Raises RPCError where the engine does not answer; asking again is safe.
    """
    await _feed(client, number)


async def _feed(client: Client, *numbers: int) -> None:
    await client.start_workflow(
        FeedWorkflow.run,
        Waiting(),
        id=FEED_ID,
        task_queue=TASK_QUEUE,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        start_signal="take" if numbers else None,
        start_signal_args=numbers,
        static_summary="The directory of people",
        static_details="Applies feeds, and tells arrangements of them; it never ends by itself.",
    )


async def write_entry(client: Client, agency: str, act: RegisterWrite) -> int:
    """Write into an agency's registers, whose workflow starts with the first entry.

    Returns the entry's number once it is on record; the same key again returns the same. Raises
    WorkflowUpdateFailedError where it was refused, and RPCError where the engine does not answer.
    """
    start = WithStartWorkflowOperation(
        RegisterWorkflow.run,
        Kept(agency),
        id=registers_id(agency),
        task_queue=TASK_QUEUE,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        search_attributes=TypedSearchAttributes([SearchAttributePair(AGENCY, agency)]),
        static_summary=f"Registers of {agency}",
        static_details="Takes the entries of the agency's registers; it never ends by itself.",
    )
    return await client.execute_update_with_start_workflow(
        RegisterWorkflow.write,
        act,
        id=_update_id(act.by.key, act.register, act.subject),
        start_workflow_operation=start,
    )


async def hand_in_hours(client: Client, agency: str, act: HoursHandedIn) -> HoursKept:
    """Hand in a file of an agency's recorded hours; its workflow starts with the first one.

    Answered once all of it is on record; the same key again gives the same answer. Raises
    WorkflowUpdateFailedError where it was refused, and RPCError where the engine does not answer.
    """
    start = WithStartWorkflowOperation(
        HoursWorkflow.run,
        Intake(agency),
        id=hours_id(agency),
        task_queue=TASK_QUEUE,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        search_attributes=TypedSearchAttributes([SearchAttributePair(AGENCY, agency)]),
        static_summary=f"Recorded hours of {agency}",
        static_details="Takes in files of recorded hours; it never ends by itself.",
    )
    return await client.execute_update_with_start_workflow(
        HoursWorkflow.take,
        act,
        id=_update_id(act.by.key, act.digest),
        start_workflow_operation=start,
    )


def _update_id(*parts: str) -> str:
    """One for each act; of a key that is used for two, the engine must not answer the second."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def _details(submission: Submission) -> str:
    plan = submission.plan
    return f"Program {plan.program}, version {plan.version}. Agency {submission.agency}."
