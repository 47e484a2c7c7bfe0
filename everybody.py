"""Plays everybody: does what the records say is asked, for demonstrations and benchmarks."""

import asyncio
import hashlib
import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

from temporalio.client import Client, WorkflowHandle

import favorable
from documents.store import Store
from documents.uploads.rules import PDF
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
from policy.loading import Programs
from policy.plan import plan
from policy.program import Agency, Program
from policy.reference import new_reference
from policy.tasks import Purpose
from records import arrangements, papers, people, proposals, tasks, uploads
from records.database import Sessions
from records.tasks import OpenTask
from records.uploads import Upload, UploadState
from workflows.arrangement import ArrangementWorkflow
from workflows.starting import start_arrangement

LOOK = 0.02
PATIENCE = 60.0


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

    def handle(self, reference: str) -> WorkflowHandle[ArrangementWorkflow, str]:
        """The workflow of an arrangement."""
        return self._client.get_workflow_handle_for(ArrangementWorkflow.run, reference)

    def asked(self, reference: str) -> list[OpenTask]:
        """What is asked of people now; copies are the system's own work."""
        with self._sessions() as session:
            found = tasks.of_arrangement(session, reference)
        return [task for task in found if task.purpose != Purpose.COPY]

    async def perform(self, task: OpenTask) -> None:
        """Do what one person is asked."""
        handle, by = self.handle(task.reference), acting(task.person)
        if task.purpose == Purpose.REVIEW:
            act = self.review(task, by)
            await handle.signal(ArrangementWorkflow.give_review, act)
        elif task.purpose == Purpose.DECIDE:
            decision = self.decision(task, by)
            await handle.execute_update(ArrangementWorkflow.decide, decision)
        elif task.purpose == Purpose.PROVIDE:
            program, given = self._asked_about(task)
            provided = Provided(task.role, favorable.filled_in(program, task.role, given), by)
            await handle.signal(ArrangementWorkflow.provide, provided)
        elif task.purpose == Purpose.SIGN:
            await handle.signal(ArrangementWorkflow.sign, self.signature(task, by))
        elif task.purpose == Purpose.ACKNOWLEDGE:
            receipt = CopyAcknowledged(task.about, task.version, by)
            await handle.signal(ArrangementWorkflow.acknowledge, receipt)

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
                for task in self._first_of_each(reference):
                    await self.perform(task)
                    await self._taken(task)
                await asyncio.sleep(LOOK)

    def is_settled(self, reference: str) -> bool:
        """Whether it is authorized and no copy is owed."""
        with self._sessions() as session:
            found = arrangements.find(session, reference)
            owed = [task.purpose for task in tasks.of_arrangement(session, reference)]
        waits = {Purpose.COPY, Purpose.ACKNOWLEDGE} & set(owed)
        return found is not None and found.status in {"authorized", "active"} and not waits

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


def keep_certificate(sessions: Sessions, store: Store, persons: Iterable[str]) -> None:
    """Upload the sample of every paper in these persons' names, checked."""
    content = favorable.CERTIFICATE.read_bytes()
    digest = store.put(content)
    with sessions() as session:
        for person in persons:
            uploads.add(
                session,
                Upload(
                    digest=digest,
                    person=person,
                    name=favorable.CERTIFICATE.name,
                    media_type=PDF,
                    size=len(content),
                    pages=1,
                    state=UploadState.CLEAN,
                    at=datetime.now(UTC),
                ),
            )
        session.commit()


def acting(person: str) -> Attribution:
    """Somebody acts now, by link."""
    return Attribution(person, secrets.token_hex(16), datetime.now(UTC), "link", "127.0.0.1")
