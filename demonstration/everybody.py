"""Plays everybody: does what the records say is asked, for demonstrations and benchmarks."""

import asyncio
import hashlib
import secrets
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, date, datetime

from temporalio.client import Client, WorkflowHandle

from demonstration import favorable
from policy.acts import (
    Attribution,
    CopyAcknowledged,
    DecisionGiven,
    Outcome,
    Provided,
    ReviewGiven,
    SignatureGiven,
    Submission,
)
from policy.changes import EndRequested
from policy.coding import proposal_from_json
from policy.concerns import ApprovalDecided, DutyDone
from policy.plan import plan
from policy.program import Agency, Program
from policy.reading.loading import Programs
from policy.reference import new_reference
from policy.tasks import Purpose
from records import arrangements, concerns, papers, people, proposals, tasks
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
        purpose, by = Purpose(task.purpose), acting(task.person)
        handle = self.handle(task.reference)
        if purpose is Purpose.DECIDE:
            decision = self.decision(task, by)
            await handle.execute_update(ArrangementWorkflow.decide, decision)
        elif purpose in self._sent:
            await self._sent[purpose](handle, task, by)

    @property
    def _sent(self) -> Mapping[Purpose, Sending]:
        """What is sent as a signal, by what it answers."""
        return {
            Purpose.REVIEW: lambda to, task, by: to.signal(
                ArrangementWorkflow.give_review, self.review(task, by)
            ),
            Purpose.PROVIDE: lambda to, task, by: to.signal(
                ArrangementWorkflow.provide, self.provided(task, by)
            ),
            Purpose.SIGN: lambda to, task, by: to.signal(
                ArrangementWorkflow.sign, self.signature(task, by)
            ),
            Purpose.ACKNOWLEDGE: lambda to, task, by: to.signal(
                ArrangementWorkflow.acknowledge, CopyAcknowledged(task.about, task.version, by)
            ),
            Purpose.DUTY: lambda to, task, by: to.signal(
                ArrangementWorkflow.do_duty, self.done(task, by)
            ),
            Purpose.APPROVE: lambda to, task, by: to.signal(
                ArrangementWorkflow.decide_approval, ApprovalDecided(int(task.about), True, "", by)
            ),
        }

    def provided(self, task: OpenTask, by: Attribution) -> Provided:
        """What one role still has to fill in."""
        program, given = self._asked_about(task)
        return Provided(task.role, favorable.filled_in(program, task.role, given), by)

    def review(self, task: OpenTask, by: Attribution) -> ReviewGiven:
        """The review that one task asks for, with every answer as approval needs it."""
        program, given = self._asked_about(task)
        return ReviewGiven(
            role=task.role,
            supports=True,
            comment="The work can be done away.",
            by=by,
            findings=favorable.findings(program, task.role, given),
            answers=favorable.filled_in(program, task.role, given),
        )

    def decision(self, task: OpenTask, by: Attribution) -> DecisionGiven:
        """An approval as proposed."""
        program, given = self._asked_about(task)
        role = program.review.decider or ""
        return DecisionGiven(
            outcome=Outcome.APPROVED,
            reason="It serves the agency's needs.",
            by=by,
            findings=favorable.findings(program, role, given),
            computed=favorable.computed(program, given),
            answers=favorable.filled_in(program, role, given),
        )

    def done(self, task: OpenTask, by: Attribution) -> DutyDone:
        """What closes a duty, as its form asks for it."""
        program, _ = self._asked_about(task)
        with self._sessions() as session:
            found = concerns.find(session, task.reference, int(task.about))
        rule = program.in_force.duty(found.rule) if found else None
        if rule is None:
            raise LookupError(task.about)
        return DutyDone(int(task.about), favorable.form(rule.fields), by)

    def _asked_about(self, task: OpenTask) -> tuple[Program, dict[str, str]]:
        """The program a task belongs to, and the answers of its arrangement's proposal."""
        with self._sessions() as session:
            arrangement = arrangements.find(session, task.reference)
            version = proposals.latest(session, task.reference)
        if arrangement is None or version is None:
            raise LookupError(task.reference)
        program = self._programs.get(arrangement.program, arrangement.program_version)
        return program, proposal_from_json(version.content).answers

    async def end(self, reference: str, person: str) -> None:
        """The employee ends it."""
        act = EndRequested("", acting(person))
        await self.handle(reference).execute_update(ArrangementWorkflow.end, act)

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

    def signature(self, task: OpenTask, by: Attribution | None = None) -> SignatureGiven:
        """The signature that one task asks for, as its signer gives it now."""
        with self._sessions() as session:
            arrangement = arrangements.find(session, task.reference)
            signer = people.find(session, task.person)
            fixed = papers.frozen(session, task.reference, task.version)
        if arrangement is None or signer is None:
            raise LookupError(task.person)
        program, given = self._asked_about(task)
        line = program.line(task.about)
        digests = {paper.document: paper.digest for paper in fixed}
        shown = f"{line.statement}\n{program.signing.consent}"
        return SignatureGiven(
            line=line.id,
            version=task.version,
            digests=tuple(digests[document] for document in line.documents),
            name=signer.name,
            statement=hashlib.sha256(shown.encode()).hexdigest(),
            by=by or acting(task.person),
            acknowledged=favorable.acknowledged(program, line.id, given),
        )


def acting(person: str) -> Attribution:
    """Somebody acts now, by link."""
    return Attribution(person, secrets.token_hex(16), datetime.now(UTC), "link", "127.0.0.1")
