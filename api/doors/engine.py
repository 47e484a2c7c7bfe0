"""The door to Temporal: starts, signals and updates, and what its answers mean to people."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import (
    Client,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode

from api.doors.acts import Act, AlreadySubmitted, Gone, Refused, Signal, Unavailable, Update
from policy.account import HeldUpBy
from policy.acts import RegisterWrite, Submission
from policy.hours.handing_in import HoursHandedIn, HoursKept
from policy.proposal import Proposal
from workflows.identifiers import REFUSED, TASK_QUEUE, WAITING_FOR, workflow_id
from workflows.starting import apply_feed, hand_in_hours, start_arrangement, write_entry

PATIENCE = timedelta(seconds=4)
"""How long a person waits for the engine before being asked to try again."""

POLLED_WITHIN = timedelta(seconds=75)
"""A worker asks again at least each minute; the server goes on listing one that stopped."""

LONG_AGO = datetime.min.replace(tzinfo=UTC)

_BUSY = frozenset(
    {
        RPCStatusCode.UNAVAILABLE,
        RPCStatusCode.DEADLINE_EXCEEDED,
        RPCStatusCode.CANCELLED,
        RPCStatusCode.RESOURCE_EXHAUSTED,
        RPCStatusCode.FAILED_PRECONDITION,
    }
)


def utc_now() -> datetime:
    """The machine's time."""
    return datetime.now(UTC)


class TemporalDoor:
    """Hands acts to the arrangements' workflows (`api.doors.acts.Door`).

    Connects when it is first needed, and again later where nothing answered: pages are there
    while the engine is not.
    """

    def __init__(
        self, connect: Callable[[], Awaitable[Client]], clock: Callable[[], datetime] = utc_now
    ) -> None:
        """Get the client from `connect`, once it succeeds; `clock` is the server's time."""
        self._connect = connect
        self._clock = clock
        self._connected: Client | None = None
        self._one_at_a_time = asyncio.Lock()

    async def start(self, submission: Submission) -> None:
        """Start the workflow under the arrangement's reference; once, however often it is sent.

        AlreadySubmitted where it runs, or ran, with another proposal than this one.
        """
        async with self._asked() as client:
            await start_arrangement(client, submission)
            if await _begun_with(client, submission.reference) != submission.proposal:
                raise AlreadySubmitted

    async def signal(self, reference: str, signal: Signal, act: Act) -> None:
        """Hand in an act; it is kept from then on, whether or not a worker runs."""
        async with self._asked() as client:
            await client.get_workflow_handle(workflow_id(reference)).signal(signal, act)

    async def update(self, reference: str, update: Update, act: Act, key: str) -> None:
        """Hand in an act and wait for the ruling; the same key again gives the same answer."""
        async with self._asked() as client:
            handle = client.get_workflow_handle(workflow_id(reference))
            await handle.execute_update(update, act, id=key)

    async def write_entry(self, agency: str, act: RegisterWrite) -> int:
        """Hand in an entry of a register and wait until it is on record: its number."""
        async with self._asked() as client:
            return await write_entry(client, agency, act)

    async def hand_in(self, agency: str, act: HoursHandedIn) -> HoursKept:
        """Hand in a file of recorded hours and wait until it is on record: what it changed."""
        async with self._asked() as client:
            return await hand_in_hours(client, agency, act)

    async def apply_feed(self, number: int) -> None:
        """Have a staged feed of the directory applied; it is kept from then on."""
        async with self._asked() as client:
            await apply_feed(client, number)

    async def ready(self) -> None:
        """Return when the server answers and a worker polls the queue; Unavailable otherwise."""
        async with self._asked() as client:
            await client.service_client.check_health()
            described = await client.workflow_service.describe_task_queue(
                DescribeTaskQueueRequest(
                    namespace=client.namespace,
                    task_queue=TaskQueue(name=TASK_QUEUE),
                    task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
                )
            )
        asked = (poller.last_access_time.ToDatetime(UTC) for poller in described.pollers)
        if max(asked, default=LONG_AGO) < self._clock() - POLLED_WITHIN:
            idle = f"no worker polls the queue {TASK_QUEUE}"
            raise Unavailable(idle)

    async def held_up(self) -> dict[HeldUpBy, int]:
        """How many open arrangements wait for a part of the system, by what is away."""
        found: dict[HeldUpBy, int] = {}
        async with self._asked() as client:
            for by in HeldUpBy:
                waits = f'{WAITING_FOR.name}="{by}" AND ExecutionStatus="Running"'
                if count := (await client.count_workflows(waits)).count:
                    found[by] = count
        return found

    @asynccontextmanager
    async def _asked(self) -> AsyncIterator[Client]:
        """A client to ask one thing of; what goes wrong is told as people can act on it."""
        try:
            async with asyncio.timeout(PATIENCE.total_seconds()):
                yield await self._client()
        except (TimeoutError, WorkflowUpdateRPCTimeoutOrCancelledError) as error:
            raise Unavailable from error
        except WorkflowUpdateFailedError as error:
            raise _ruling(error) from error
        except RPCError as error:
            raise _trouble(error) from error

    async def _client(self) -> Client:
        """The client, connected; a plain RuntimeError is how it says that nothing answers."""
        async with self._one_at_a_time:
            if self._connected is None:
                try:
                    self._connected = await self._connect()
                except RuntimeError as error:
                    raise Unavailable from error
            return self._connected


async def _begun_with(client: Client, reference: str) -> Proposal | None:
    """The proposal that an arrangement's workflow was started with: its history's first event."""
    handle = client.get_workflow_handle(workflow_id(reference))
    async for event in handle.fetch_history_events(page_size=1):
        given = event.workflow_execution_started_event_attributes.input.payloads
        for submission in await client.data_converter.decode(given, [Submission]):
            return submission.proposal if isinstance(submission, Submission) else None
    return None


def _ruling(error: WorkflowUpdateFailedError) -> Exception:
    cause = error.cause
    if isinstance(cause, ApplicationError) and cause.type == REFUSED:
        return Refused(cause.message)
    return error


def _trouble(error: RPCError) -> Exception:
    if error.status is RPCStatusCode.NOT_FOUND:
        return Gone()
    return Unavailable() if error.status in _BUSY else error
