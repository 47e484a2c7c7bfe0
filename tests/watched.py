"""One arrangement under test, as it can be watched from outside."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.workflow.v1 import WorkflowExecutionInfo
from temporalio.api.workflowservice.v1 import DescribeWorkflowExecutionRequest
from temporalio.client import Client, WorkflowHandle, WorkflowHistory
from temporalio.service import RPCError, RPCStatusCode

from policy.account import Standing
from policy.acts import Submission
from records import arrangements, entries, letters, papers
from records.entries import TimelineEntry
from records.letters import Letter
from tests.surroundings import Surroundings
from workflows.arrangement import ArrangementWorkflow

PATIENCE = timedelta(minutes=2)
AN_ANSWER = timedelta(seconds=3)
UNANSWERED = {RPCStatusCode.DEADLINE_EXCEEDED, RPCStatusCode.CANCELLED}


async def until_failing(client: Client, workflow: str) -> None:
    """Wait until an attempt of a workflow, which may be about to start, has failed."""
    handle = client.get_workflow_handle(workflow)
    async with asyncio.timeout(PATIENCE.total_seconds()):
        while not await _is_failing(handle):
            await asyncio.sleep(0.05)


async def _is_failing(handle: WorkflowHandle[object, object]) -> bool:
    try:
        described = await handle.describe()
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
        return False
    pending = described.raw_description.pending_activities
    return any(activity.last_failure.message for activity in pending)


class Watched:
    """What the workflow and the records say of one arrangement."""

    def __init__(self, world: Surroundings, submission: Submission) -> None:
        self.world = world
        self.submission = submission
        self.plan = submission.plan
        self.program = world.tools.programs.get(submission.plan.program)
        self.reference = submission.reference
        self.handle: WorkflowHandle[ArrangementWorkflow, str] = (
            world.client.get_workflow_handle_for(ArrangementWorkflow.run, submission.reference)
        )

    async def history(self) -> WorkflowHistory:
        """What the engine holds of it."""
        return await self.handle.fetch_history()

    async def standing(self) -> Standing:
        """Where it stands by the workflow's own account; what it asks, it asks of somebody."""
        standing = await self._account()
        assert not [task for task in standing.tasks if task.role and not task.person]
        return standing

    async def _account(self) -> Standing:
        """The engine of tests never answers what it is asked just as a fresh history begins."""
        while True:
            try:
                return await self.handle.query(ArrangementWorkflow.account, rpc_timeout=AN_ANSWER)
            except RPCError as error:
                if error.status not in UNANSWERED:
                    raise

    async def until(self, done: Callable[[Standing], bool]) -> Standing:
        """Wait until the workflow's account satisfies `done`."""
        async with asyncio.timeout(PATIENCE.total_seconds()):
            while not done(standing := await self.standing()):
                await asyncio.sleep(0.01)
        return standing

    async def recorded(self) -> Standing:
        """Wait until the records have caught up with the workflow, and nothing more follows.

        The step on record ends only when the engine has it too: were the clock to jump before, it
        would be lost. A question is answered between two steps.
        """
        async with asyncio.timeout(PATIENCE.total_seconds()):
            while True:
                standing = await self.standing()
                if self._revision() >= standing.revision > 0:
                    after = await self.standing()
                    if after.revision == standing.revision:
                        return after
                await asyncio.sleep(0.01)

    async def closed(self) -> Standing:
        """Wait until the workflow has ended."""
        async with asyncio.timeout(PATIENCE.total_seconds()):
            while not await self.is_closed():
                await asyncio.sleep(0.01)
        return await self.standing()

    async def timeline(self, kind: str = "") -> list[TimelineEntry]:
        """What the records say happened: all of it, or one kind."""
        await self.recorded()
        with self.world.tools.sessions() as session:
            found = entries.timeline(session, self.reference)
        return [entry for entry in found if kind in ("", entry.kind)]

    async def happened(self) -> list[str]:
        """The kinds of what happened, in order."""
        return [entry.kind for entry in await self.timeline()]

    async def refusals(self) -> list[str]:
        """Why acts were turned down, as recorded."""
        return [entry.note for entry in await self.timeline("refused")]

    async def answered(self, key: str) -> TimelineEntry:
        """Wait until the act of that key is on record."""
        async with asyncio.timeout(PATIENCE.total_seconds()):
            while True:
                with self.world.tools.sessions() as session:
                    found = entries.by_key(session, self.reference, key)
                if found is not None:
                    return found
                await asyncio.sleep(0.01)

    async def letters(self, kind: str = "") -> list[Letter]:
        """The mails in the outbox, of one kind or all."""
        await self.recorded()
        with self.world.tools.sessions() as session:
            found = letters.of_arrangement(session, self.reference)
        return [letter for letter in found if kind in ("", letter.kind)]

    def digests(self, line: str, version: int) -> tuple[str, ...]:
        """What is frozen for a line."""
        wanted = next((one for one in self.plan.lines if one.id == line), None)
        with self.world.tools.sessions() as session:
            frozen = {p.document: p.digest for p in papers.frozen(session, self.reference, version)}
        return tuple(frozen.get(document, "") for document in (wanted.documents if wanted else ()))

    def deadline(self, standing: Standing, name: str) -> datetime:
        """When a deadline that is set falls."""
        return next(deadline.at for deadline in standing.deadlines if deadline.name == name)

    async def is_closed(self) -> bool:
        """Whether the workflow has ended."""
        return (await self._info()).HasField("close_time")

    async def run_id(self) -> str:
        """Which of its histories it goes on in."""
        return (await self._info()).execution.run_id

    async def _info(self) -> WorkflowExecutionInfo:
        """Asked without the client's reading of search attributes, which fails on unset ones."""
        request = DescribeWorkflowExecutionRequest(
            namespace=self.world.client.namespace,
            execution=WorkflowExecution(workflow_id=self.reference),
        )
        answer = await self.world.client.workflow_service.describe_workflow_execution(request)
        return answer.workflow_execution_info

    def _revision(self) -> int:
        with self.world.tools.sessions() as session:
            found = arrangements.find(session, self.reference)
            return found.revision if found else -1
