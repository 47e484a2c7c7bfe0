"""What an installation under test stands on: the engine's server, records, documents and mail."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from pathlib import Path
from shutil import which
from sys import executable
from types import TracebackType
from typing import Self

from sqlmodel import Session
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest
from temporalio.client import Client, Interceptor
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner
from temporalio.workflow import _Definition

from activities.delivering import Delivering
from activities.drawing_up import Drafter
from activities.posting import Office
from documents.rendering import Typesetter
from documents.store import FolderStore
from mail.mailbox import Mailbox, MailboxServer, ReceivedMail
from mail.mailer import Mailer
from policy.acts import Attribution
from policy.identity import KnownBy
from tests.converting import CONVERTER
from tests.holding import Holding
from tests.policy.samples import AGENCIES, PROGRAMS
from worker import Tools, make_worker
from workflows.identifiers import SEARCH_ATTRIBUTES

BIN = Path(executable).parent
TYPESETTER = Typesetter()


PREPARED: set[type] = set()
"""Workflows that were imported into the sandbox without having run."""


class Guarded(SandboxedWorkflowRunner):
    """The sandbox, which tries each workflow before the first worker starts, not before all."""

    def prepare_workflow(self, defn: _Definition) -> None:
        """Import it as each of its runs does again: that alone takes as long as a short test."""
        if defn.cls not in PREPARED:
            super().prepare_workflow(defn)
            PREPARED.add(defn.cls)


GUARDED = Guarded()
"""Workflows of tests run in the sandbox where they are kept: what they must not do fails there."""


STUCK_AFTER = 20
"""Seconds after which workflow code that has not given way is taken to be stuck, in tests."""


def give_time(worker: Worker) -> None:
    """Let a worker of a test take longer over one step than the SDK's two seconds.

    On a machine that others keep busy the step of a sound workflow takes longer than that, in the
    sandbox; one that is stuck is found all the same. The SDK has no setting for it but its debug
    mode, which looks for no such thing, and waits for it forever.
    """
    workflows = worker._workflow_worker
    assert workflows is not None
    workflows._deadlock_timeout_seconds = STUCK_AFTER


class Surroundings:
    """One installation under test, with a worker that can be taken away and brought back.

    A test that does so has a worker that remembers no workflow: this engine would go on looking
    for the lost one. It replays each history at every step, as the deployed worker does, outside
    the sandbox, where each of them would load all workflow code anew. Nor can this engine skip time
    while a task waits for a worker.
    """

    def __init__(
        self,
        env: WorkflowEnvironment,
        tools: Tools,
        mailbox: Mailbox,
        holding: Holding,
        *,
        remembers: bool = True,
    ) -> None:
        self.env = env
        self.remembers = remembers
        self.client: Client = env.client
        self.tools = tools
        self.mailbox = mailbox
        self.holding = holding
        self._worker: Worker | None = None
        self._count = 0

    async def start_worker(self) -> None:
        """Have somebody work on the queue."""
        cached, runner = (1000, GUARDED) if self.remembers else (0, None)
        self._worker = make_worker(self.client, self.tools, cached=cached, runner=runner)
        give_time(self._worker)
        await self._worker.__aenter__()

    async def stop_worker(self) -> None:
        """Leave the queue to itself; the engine and its timers go on."""
        if self._worker is not None:
            worker, self._worker = self._worker, None
            await worker.__aexit__(None, None, None)

    async def restart_worker(self) -> None:
        """A new worker takes over, which knows nothing but histories and records."""
        await self.stop_worker()
        await self.start_worker()

    async def __aenter__(self) -> Self:
        await self.start_worker()
        return self

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        await self.stop_worker()

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
        while await self.delivering().deliver_due():
            pass

    def delivering(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Delivering:
        """The sender of this installation, by any clock."""
        tools = self.tools
        return Delivering(tools.sessions, tools.store, tools.mailer, self.client, clock)

    def drafter(self) -> Drafter:
        """Who draws up documents here."""
        return Drafter(self.tools.programs, self.tools.agencies)

    async def by(self, person: str, key: str = "") -> Attribution:
        """Somebody acts now."""
        self._count += 1
        return Attribution(person, key or f"key-{self._count}", await self.now(), KnownBy.LINK)

    def mails(self, to: str) -> list[ReceivedMail]:
        """The mails to an address that begins like this, oldest first."""
        received = reversed(self.mailbox.letters())
        return [mail for mail in received if parseaddr(mail.recipient)[1].startswith(to)]


@asynccontextmanager
async def an_engine(*interceptors: Interceptor) -> AsyncIterator[WorkflowEnvironment]:
    """The time-skipping server, with the search attributes it must know of."""
    server = which("temporal-test-server", path=str(BIN))
    async with await WorkflowEnvironment.start_time_skipping(
        test_server_existing_path=server, data_converter=CONVERTER, interceptors=interceptors
    ) as env:
        await _register(env.client)
        yield env


def tools_for(folder: Path, sessions: Callable[[], Session], smtp_port: int) -> Tools:
    """What the activities of a test work with: nothing is pretended."""
    return Tools(
        sessions=sessions,
        programs=PROGRAMS,
        agencies=AGENCIES,
        store=FolderStore(folder / "documents"),
        typesetter=TYPESETTER,
        mailer=Mailer("127.0.0.1", smtp_port, timeout=60),
        office=Office("http://127.0.0.1:8000", "telecommute@example.test", b"s" * 32),
        clock=lambda: datetime.now(UTC),
    )


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
