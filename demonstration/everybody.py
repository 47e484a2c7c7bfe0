"""Plays everybody: does what the records say is asked, for demonstrations and benchmarks."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping
from datetime import date

from temporalio.client import Client, WorkflowHandle

from demonstration import favorable
from demonstration.acts import Acts, acting
from policy.acts import (
    Attribution,
    CopyAcknowledged,
    Submission,
)
from policy.changes import EndRequested
from policy.concerns import ApprovalDecided
from policy.plan import plan
from policy.program import Agency
from policy.reading.loading import Programs
from policy.reference import new_reference
from policy.tasks import Purpose
from records import arrangements, people, tasks
from records.database import Sessions
from records.tasks import OpenTask
from workflows.arrangement import ArrangementWorkflow
from workflows.starting import start_arrangement

LOOK = 0.02
PATIENCE = 60.0

Handle = WorkflowHandle[ArrangementWorkflow, str]
Sending = Callable[[Handle, OpenTask, Attribution], Awaitable[None]]


class Everybody:
    """Submits sample proposals and performs whatever is asked, in the order it is asked."""

    def __init__(
        self,
        client: Client,
        sessions: Sessions,
        programs: Programs,
        agencies: dict[str, Agency],
    ) -> None:
        """Act through `client`; read what is asked from `sessions`."""
        self._client = client
        self._sessions = sessions
        self._programs = programs
        self._agencies = agencies
        self.acts = Acts(sessions, programs)

    async def submit(
        self, number: str, starts_on: date, otherwise: Mapping[str, str] | None = None
    ) -> Submission:
        """One employee submits the program's sample proposal, for as long as it allows.

        `otherwise` holds the answers that differ from the sample's, by field ID.
        """
        with self._sessions() as session:
            employee = people.find(session, number)
        if employee is None:
            raise LookupError(number)
        agency = self._agencies[employee.agency]
        program = self._programs.of(agency)
        proposal = favorable.proposal(program, employee, starts_on, otherwise)
        submission = Submission(
            reference=new_reference(secrets.randbits(40)),
            agency=agency.id,
            unit=employee.unit,
            plan=plan(program, agency, proposal.answers),
            proposal=proposal,
            by=acting(number),
        )
        await start_arrangement(self._client, submission)
        return submission

    def handle(self, reference: str) -> Handle:
        """The workflow of an arrangement."""
        return self._client.get_workflow_handle_for(ArrangementWorkflow.run, reference)

    def asked(self, reference: str) -> list[OpenTask]:
        """What is asked of people now; copies are the system's own work."""
        with self._sessions() as session:
            found = tasks.of_arrangement(session, reference)
        return [task for task in found if task.purpose != Purpose.COPY]

    async def perform(self, task: OpenTask) -> None:
        """Do what one person is asked."""
        purpose, by = Purpose(task.purpose), acting(task.person, task.since)
        handle = self.handle(task.reference)
        if purpose is Purpose.DECIDE:
            decision = self.acts.decision(task, by)
            await handle.execute_update(ArrangementWorkflow.decide, decision, id=by.key)
        elif purpose in self._sent:
            await self._sent[purpose](handle, task, by)

    @property
    def _sent(self) -> Mapping[Purpose, Sending]:
        """What is sent as a signal, by what it answers."""
        return {
            Purpose.REVIEW: lambda to, task, by: to.signal(
                ArrangementWorkflow.give_review, self.acts.review(task, by)
            ),
            Purpose.PROVIDE: lambda to, task, by: to.signal(
                ArrangementWorkflow.provide, self.acts.provided(task, by)
            ),
            Purpose.SIGN: lambda to, task, by: to.signal(
                ArrangementWorkflow.sign, self.acts.signature(task, by)
            ),
            Purpose.ACKNOWLEDGE: lambda to, task, by: to.signal(
                ArrangementWorkflow.acknowledge, CopyAcknowledged(task.about, task.version, by)
            ),
            Purpose.DUTY: lambda to, task, by: to.signal(
                ArrangementWorkflow.do_duty, self.acts.done(task, by)
            ),
            Purpose.APPROVE: lambda to, task, by: to.signal(
                ArrangementWorkflow.decide_approval, ApprovalDecided(int(task.about), True, "", by)
            ),
        }

    async def end(self, reference: str, person: str) -> None:
        """The employee ends it."""
        act = EndRequested("", acting(person))
        await self.handle(reference).execute_update(ArrangementWorkflow.end, act, id=act.by.key)

    async def act_until_authorized(self, reference: str) -> None:
        """Perform what is asked, step by step, until the copies have gone out."""
        async with asyncio.timeout(PATIENCE):
            while not self.is_settled(reference):
                await self.act_once(reference)
                await asyncio.sleep(LOOK)

    async def act_once(self, reference: str) -> None:
        """Perform what is asked now, one thing after another."""
        for task in self._first_of_each(reference):
            await self.perform(task)
            await self._taken(task)

    async def bring_back(self, reference: str) -> None:
        """Do what is still owed once it has ended, until its workflow closes."""
        closing = asyncio.ensure_future(self.handle(reference).result())
        async with asyncio.timeout(PATIENCE):
            while not closing.done():
                for task in self._first_of_each(reference):
                    if task.purpose == Purpose.DUTY:
                        await self.perform(task)
                        await self._taken(task)
                await asyncio.sleep(LOOK)

    def is_settled(self, reference: str) -> bool:
        """Whether it is authorized, no modification of it is open, and no copy is owed."""
        with self._sessions() as session:
            found = arrangements.find(session, reference)
            owed = [task.purpose for task in tasks.of_arrangement(session, reference)]
        waits = {Purpose.COPY, Purpose.ACKNOWLEDGE} & set(owed)
        if found is None or found.modification is not None:
            return False
        return found.status in {"authorized", "active"} and not waits

    def _first_of_each(self, reference: str) -> list[OpenTask]:
        """One task of each thing asked: where a designee may act too, the principal does."""
        found: dict[tuple[str, str, str], OpenTask] = {}
        for task in self.asked(reference):
            found.setdefault((task.purpose, task.role, task.about), task)
        return list(found.values())

    async def _taken(self, task: OpenTask) -> None:
        async with asyncio.timeout(PATIENCE):
            while self._is_open(task):
                await asyncio.sleep(LOOK)

    def _is_open(self, task: OpenTask) -> bool:
        with self._sessions() as session:
            return tasks.matching(session, task) is not None
