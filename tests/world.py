"""A whole installation for a test: time-skipping engine, records, documents and real mail."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from shutil import which
from sys import executable

from sqlmodel import Session, SQLModel
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest
from temporalio.client import Client, WorkflowHandle
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.testing import WorkflowEnvironment

from activities.delivering import Delivering
from activities.writing import Office
from documents.rendering import Typesetter
from documents.store import FolderStore
from mail.mailbox import Mailbox, MailboxServer, ReceivedMail
from mail.mailer import Mailer
from policy.account import Standing
from policy.acts import (
    Attribution,
    DecisionGiven,
    Delivered,
    Outcome,
    ReviewGiven,
    SignatureGiven,
    Submission,
)
from policy.loading import load_agencies, load_programs
from policy.plan import plan
from policy.proposal import Proposal
from policy.week import WEEKDAYS, Day, Place
from records import arrangements, entries, letters, papers
from records.database import connect, sessions_of
from records.entries import TimelineEntry
from records.letters import Letter
from tests import people
from worker import PROGRAMS, Tools, make_worker
from workflows.arrangement import ArrangementWorkflow
from workflows.identifiers import SEARCH_ATTRIBUTES
from workflows.starting import start_arrangement

BIN = Path(executable).parent
TYPESETTER = Typesetter()
PATIENCE = timedelta(seconds=20)


def a_week(*telecommuting: str) -> tuple[Day, ...]:
    """Eight hours on five days, those named away from the duty station."""
    return tuple(
        Day(
            weekday=day,
            place=Place.TELECOMMUTING if day in telecommuting else Place.DUTY_STATION,
            starts=time(8),
            lunch_starts=time(12),
            lunch_ends=time(12, 30),
            ends=time(16, 30),
            breaks="10:00 am and 2:30 pm",
        )
        for day in WEEKDAYS[:5]
    )


class World:
    """One installation under test."""

    def __init__(self, env: WorkflowEnvironment, tools: Tools, mailbox: Mailbox) -> None:
        self.env = env
        self.client: Client = env.client
        self.tools = tools
        self.mailbox = mailbox
        self._count = 0

    async def now(self) -> datetime:
        """The engine's own time."""
        return await self.env.get_current_time()

    async def skip(self, **span: float) -> None:
        """Let time pass."""
        await self.env.sleep(timedelta(**span))

    async def skip_to(self, instant: datetime) -> None:
        """Let time pass until `instant`."""
        await self.env.sleep(instant - await self.now())

    async def post(self) -> None:
        """Send what is in the outbox."""
        delivering = Delivering(
            self.tools.sessions,
            self.tools.store,
            self.tools.mailer,
            self.client,
            lambda: datetime.now(UTC),
        )
        while await delivering.deliver_due():
            pass

    async def submit(
        self,
        employee: str = people.EMPLOYEE,
        *,
        starts_in: int = 14,
        months: int = 6,
        **answers: str,
    ) -> "Case":
        """Submit a proposal that starts in some days and lasts about that many months."""
        self._count += 1
        today = (await self.now()).date()
        starts_on = today + timedelta(days=starts_in)
        ends_on = starts_on + timedelta(days=months * 30 - 1)
        city = employee.startswith("2")
        agency = self.tools.agencies["sacramento-it" if city else "comptroller"]
        program = self.tools.programs.get(agency.program)
        submission = Submission(
            reference=f"TA-TEST-{self._count:04}",
            agency=agency.id,
            unit="Audit",
            plan=plan(program, agency),
            proposal=Proposal(
                starts_on, None if city else ends_on, a_week("tuesday", "thursday"), answers
            ),
            by=await self.by(employee),
        )
        await start_arrangement(self.client, submission)
        return Case(self, submission)

    async def by(self, person: str, key: str = "") -> Attribution:
        """Somebody acts now."""
        self._count += 1
        return Attribution(person, key or f"key-{self._count}", await self.now(), "link")

    def mails(self, to: str) -> list[ReceivedMail]:
        """The mails of one person, oldest first."""
        first_name = to.lower()
        return [m for m in reversed(self.mailbox.letters()) if m.recipient.startswith(first_name)]


class Case:
    """One arrangement, driven from outside as people would."""

    def __init__(self, world: World, submission: Submission) -> None:
        self.world = world
        self.submission = submission
        self.reference = submission.reference
        self.handle: WorkflowHandle[ArrangementWorkflow, str] = (
            world.client.get_workflow_handle_for(ArrangementWorkflow.run, submission.reference)
        )

    async def standing(self) -> Standing:
        """Where it stands by the workflow's own account."""
        return await self.handle.query(ArrangementWorkflow.account)

    async def until(self, done: Callable[[Standing], bool]) -> Standing:
        """Wait until the workflow's account satisfies `done`."""
        async with asyncio.timeout(PATIENCE.total_seconds()):
            while not done(standing := await self.standing()):
                await asyncio.sleep(0.01)
        return standing

    async def recorded(self) -> Standing:
        """Wait until the records have caught up with the workflow."""
        async with asyncio.timeout(PATIENCE.total_seconds()):
            while True:
                standing = await self.standing()
                if self._revision() >= standing.revision > 0:
                    return standing
                await asyncio.sleep(0.01)

    def _revision(self) -> int:
        with self.world.tools.sessions() as session:
            found = arrangements.find(session, self.reference)
            return found.revision if found else -1

    async def review(self, role: str, person: str, *, supports: bool = True) -> None:
        """A reviewer gives a review."""
        act = ReviewGiven(role, supports, "Fine with me.", await self.world.by(person))
        await self.handle.signal(ArrangementWorkflow.give_review, act)

    async def reviewed(self) -> None:
        """All three reviews are in."""
        await self.until(lambda s: len(s.tasks) >= len(self.submission.plan.reviewers))
        for role, person in self.holders(self.submission.plan.reviewers).items():
            await self.review(role, person)
        await self.until(lambda s: s.status == "decision")

    def holders(self, roles: tuple[str, ...]) -> dict[str, str]:
        """Who holds each role in the tests' directory."""
        numbers = [
            people.EMPLOYEE, people.SUPERVISOR, people.MANAGER, people.COORDINATOR, people.HEAD,
        ]  # fmt: skip
        lines = [line.role for line in self.submission.plan.lines]
        known = dict(zip(lines, numbers, strict=False))
        return {role: known[role] for role in roles}

    async def decide(
        self,
        outcome: Outcome = Outcome.APPROVED,
        *,
        reason: str = "It serves the agency.",
        person: str = people.COORDINATOR,
        modified: Proposal | None = None,
    ) -> None:
        """The coordinator decides."""
        act = DecisionGiven(
            outcome,
            reason,
            await self.world.by(person),
            modified,
        )
        await self.handle.execute_update(ArrangementWorkflow.decide, act)

    async def open_for_signing(self) -> Standing:
        """Reviewed, approved, frozen, asked."""
        if self.submission.plan.reviewers:
            await self.reviewed()
            await self.decide()
        return await self.until(lambda s: any(t.purpose == "sign" for t in s.tasks))

    async def signature(self, line: str, person: str, **changes: object) -> SignatureGiven:
        """A good signature on one line, or one that `changes` spoil."""
        standing = await self.standing()
        version = int(str(changes.get("version", standing.version)))
        digests = changes.get("digests")
        return SignatureGiven(
            line=line,
            version=version,
            digests=digests if isinstance(digests, tuple) else self.digests(line, version),
            name=str(changes.get("name", "A. Person")),
            statement="0" * 64,
            by=await self.world.by(person, str(changes.get("key", ""))),
        )

    def digests(self, line: str, version: int) -> tuple[str, ...]:
        """What is frozen for a line."""
        wanted = next((one for one in self.submission.plan.lines if one.id == line), None)
        with self.world.tools.sessions() as session:
            frozen = {p.document: p.digest for p in papers.frozen(session, self.reference, version)}
        return tuple(frozen.get(document, "") for document in (wanted.documents if wanted else ()))

    async def sign(self, line: str, person: str, **changes: object) -> None:
        """Somebody signs a line."""
        act = await self.signature(line, person, **changes)
        await self.handle.signal(ArrangementWorkflow.sign, act)

    async def sign_all(self) -> Standing:
        """Everybody signs, stage by stage."""
        for line in sorted(self.submission.plan.lines, key=lambda one: one.stage):
            person = await self.asked(line.id)
            await self.sign(line.id, person)
        return await self.until(lambda s: s.status in {"authorized", "active"})

    async def asked(self, about: str) -> str:
        """Who is asked for a line or a copy, once somebody is."""
        standing = await self.until(lambda s: any(task.about == about for task in s.tasks))
        return next(task.person for task in standing.tasks if task.about == about)

    async def delivered(self) -> Standing:
        """Authorized, filed, and every copy delivered by real mail."""
        await self.until(
            lambda s: (
                any(t.purpose == "copy" and t.role for t in s.tasks)
                or not any(t.purpose == "copy" for t in s.tasks)
            )
        )
        async with asyncio.timeout(PATIENCE.total_seconds()):
            while any(t.purpose == "copy" for t in (await self.standing()).tasks):
                await self.world.post()
                await asyncio.sleep(0.01)
        return await self.recorded()

    async def deliver(self, key: str) -> None:
        """The mail system reports an accepted mail."""
        await self.handle.signal(
            ArrangementWorkflow.delivered, Delivered(key, await self.world.now())
        )

    async def timeline(self) -> list[TimelineEntry]:
        """What the records say happened."""
        await self.recorded()
        with self.world.tools.sessions() as session:
            return entries.timeline(session, self.reference)

    async def happened(self) -> list[str]:
        """The kinds of what happened, in order."""
        return [entry.kind for entry in await self.timeline()]

    async def letters(self, kind: str = "") -> list[Letter]:
        """The mails in the outbox, of one kind or all."""
        await self.recorded()
        with self.world.tools.sessions() as session:
            found = letters.of_arrangement(session, self.reference)
        return [letter for letter in found if kind in ("", letter.kind)]


@asynccontextmanager
async def a_world(folder: Path, database_url: str = "") -> AsyncIterator[World]:
    """An installation on the time-skipping engine, ended when the test is."""
    engine = connect(database_url or f"sqlite:///{folder}/records.db")
    SQLModel.metadata.create_all(engine)
    sessions = sessions_of(engine)
    with sessions() as session:
        people.settle(session)
    port = free_port()
    with mailbox_server(folder / "mail", port):
        server = which("temporal-test-server", path=str(BIN))
        async with await WorkflowEnvironment.start_time_skipping(
            test_server_existing_path=server, data_converter=pydantic_data_converter
        ) as env:
            await _register(env.client)
            tools = tools_for(folder, sessions, port)
            async with make_worker(env.client, tools):
                yield World(env, tools, Mailbox(folder / "mail"))
    engine.dispose()


def tools_for(folder: Path, sessions: Callable[[], Session], smtp_port: int) -> Tools:
    """What the activities of a test work with: nothing is pretended."""
    programs = load_programs(PROGRAMS)
    return Tools(
        sessions=sessions,
        programs=programs,
        agencies=load_agencies(PROGRAMS / "agencies", programs),
        store=FolderStore(folder / "documents"),
        typesetter=TYPESETTER,
        mailer=Mailer("127.0.0.1", smtp_port, timeout=5),
        office=Office("http://127.0.0.1:8000", "telecommute@example.test", b"s" * 32),
        clock=lambda: datetime.now(UTC),
    )


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def mailbox_server(folder: Path, port: int) -> Iterator[None]:
    """A real SMTP server for the span of a test."""
    server = MailboxServer(folder, "127.0.0.1", port)
    server.start()
    try:
        yield
    finally:
        server.stop()


async def _register(client: Client) -> None:
    """The time-skipping server knows only what it is told of."""
    kinds = {
        key.name: IndexedValueType.ValueType(key.indexed_value_type) for key in SEARCH_ATTRIBUTES
    }
    request = AddSearchAttributesRequest(namespace=client.namespace, search_attributes=kinds)
    await client.operator_service.add_search_attributes(request)
