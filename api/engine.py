"""The door to Temporal: starts, signals and updates, and what its answers mean to people."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import (
    Client,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.common import WorkflowIDReusePolicy
from temporalio.exceptions import ApplicationError, WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from api.acts import A, Gone, Refused, Signal, Unavailable, Update
from policy.acts import Submission
from workflows.arrangement import ArrangementWorkflow
from workflows.desk import REFUSED
from workflows.identifiers import TASK_QUEUE, workflow_id

PATIENCE = timedelta(seconds=5)
"""How long a person waits for the engine before being asked to try again."""

_BUSY = frozenset(
    {
        RPCStatusCode.UNAVAILABLE,
        RPCStatusCode.DEADLINE_EXCEEDED,
        RPCStatusCode.CANCELLED,
        RPCStatusCode.RESOURCE_EXHAUSTED,
        RPCStatusCode.FAILED_PRECONDITION,
    }
)


class TemporalDoor:
    """Hands acts to the arrangements' workflows (`api.acts.Door`)."""

    def __init__(self, client: Client) -> None:
        """Use `client`, which may connect later."""
        self._client = client

    async def start(self, submission: Submission) -> None:
        """Start the workflow under the arrangement's reference; once, however often it is sent."""
        with _answers():
            try:
                await self._client.start_workflow(
                    ArrangementWorkflow.run,
                    submission,
                    id=workflow_id(submission.reference),
                    task_queue=TASK_QUEUE,
                    id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
                    static_summary=f"{submission.plan.program}, {submission.agency}",
                    rpc_timeout=PATIENCE,
                )
            except WorkflowAlreadyStartedError:
                return

    async def signal(self, reference: str, signal: Signal[A], act: A) -> None:
        """Hand in an act; it is kept from then on, whether or not a worker runs."""
        handle = self._client.get_workflow_handle(workflow_id(reference))
        with _answers():
            await handle.signal(signal, act, rpc_timeout=PATIENCE)

    async def update(self, reference: str, update: Update[A], act: A, key: str) -> None:
        """Hand in an act and wait for the ruling; the same key again gives the same answer."""
        handle = self._client.get_workflow_handle(workflow_id(reference))
        with _answers():
            await handle.execute_update(update, act, id=key, rpc_timeout=PATIENCE)

    async def ready(self) -> None:
        """Return when the server answers and a worker polls the queue; Unavailable otherwise."""
        with _answers():
            await self._client.service_client.check_health(timeout=PATIENCE)
            described = await self._client.workflow_service.describe_task_queue(
                DescribeTaskQueueRequest(
                    namespace=self._client.namespace,
                    task_queue=TaskQueue(name=TASK_QUEUE),
                    task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
                ),
                timeout=PATIENCE,
            )
        if not described.pollers:
            raise Unavailable(f"no worker polls the queue {TASK_QUEUE}")


@contextmanager
def _answers() -> Iterator[None]:
    """Turn the engine's errors into facts that people can act on; a bug stays a bug."""
    try:
        yield
    except WorkflowUpdateRPCTimeoutOrCancelledError as error:
        raise Unavailable from error
    except WorkflowUpdateFailedError as error:
        raise _ruling(error) from error
    except RPCError as error:
        raise _trouble(error) from error
    except RuntimeError as error:
        raise _unconnected(error) from error


def _ruling(error: WorkflowUpdateFailedError) -> Exception:
    cause = error.cause
    if isinstance(cause, ApplicationError) and cause.type == REFUSED:
        return Refused(cause.message)
    return error


def _trouble(error: RPCError) -> Exception:
    if error.status is RPCStatusCode.NOT_FOUND:
        return Gone()
    return Unavailable() if error.status in _BUSY else error


def _unconnected(error: RuntimeError) -> Exception:
    """A client that connects lazily fails with a plain RuntimeError while the server is away."""
    return Unavailable() if "connect" in str(error).lower() else error
