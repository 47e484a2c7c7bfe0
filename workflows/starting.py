"""Starting an arrangement: one workflow for one reference, however often it is asked for."""

from temporalio.client import Client
from temporalio.common import WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError

from policy.acts import Submission
from workflows.arrangement import ArrangementWorkflow
from workflows.delivery import DeliveryWorkflow
from workflows.identifiers import DELIVERY_ID, TASK_QUEUE, workflow_id
from workflows.visibility import first_attributes


async def start_arrangement(client: Client, submission: Submission) -> None:
    """Start the workflow of a submitted proposal; a reference that was started before stays as is.

    Raises RPCError when the engine does not answer; asking again with the same submission is safe.
    """
    try:
        await client.start_workflow(
            ArrangementWorkflow.run,
            submission,
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
    try:
        await client.start_workflow(
            DeliveryWorkflow.run,
            id=DELIVERY_ID,
            task_queue=TASK_QUEUE,
            static_summary="Mail delivery",
            static_details="Sends the outbox; its pending activity shows what was sent.",
        )
    except WorkflowAlreadyStartedError:
        return


def _details(submission: Submission) -> str:
    plan = submission.plan
    return f"Program {plan.program}, version {plan.version}. Agency {submission.agency}."
