"""The whole system on one machine: what runs, in which order, and on which ports."""

import sys
import sysconfig
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from embedded.holding import holding
from embedded.ports import HOST, Port, refuse_taken
from embedded.service import Service, when_listening, when_ok
from embedded.standing import until_told
from embedded.supervisor import Say, Supervisor
from embedded.temporal_server import TemporalServer


@dataclass(frozen=True)
class Layout:
    """Where an installation keeps its state and on which ports it listens."""

    data: Path
    web: Port
    temporal: Port
    temporal_ui: Port
    smtp: Port

    @property
    def ports(self) -> tuple[Port, ...]:
        """Every port it needs."""
        return (self.web, self.temporal, self.temporal_ui, self.smtp)

    @property
    def logs(self) -> Path:
        """The folder of what each part says."""
        return self.data / "logs"

    @property
    def mailbox(self) -> Path:
        """The folder of received mail."""
        return self.data / "mailbox"

    def engine(self) -> Service:
        """Temporal's development server, on its database file."""
        server = TemporalServer(
            self.temporal.number, self.data / "temporal.db", self.temporal_ui.number
        )
        return Service("Temporal server", server.command, server.answers)

    def mail(self) -> Service:
        """The mailbox."""
        serve = (sys.executable, "-m", "embedded.mailbox")
        where = (str(self.mailbox), HOST, str(self.smtp.number))
        return Service("mailbox", (*serve, *where), when_listening(self.smtp.number))

    def worker(self) -> Service:
        """The worker; whether it polls is for the web application's `/readyz` to say."""
        return Service("worker", (*_telecommute(), "worker"), _at_once)

    def application(self) -> Service:
        """The web application, ready when all it needs is."""
        url = f"http://{HOST}:{self.web.number}/readyz"
        return Service("web application", (*_telecommute(), "api"), when_ok(url))


async def run_system(
    layout: Layout,
    prepare: Callable[[], Awaitable[None]],
    greet: Callable[[], None],
    say: Say,
    parent: int,
) -> None:
    """Run everything until told to stop, or until process `parent` ends; then stop everything.

    `prepare` runs once the engine answers, before anything uses it; `greet` once all serve.
    AlreadyRunning or PortsTaken before anything starts, PartFailed when a part does not serve.
    """
    supervisor = Supervisor(layout.logs, {"PYTHONUNBUFFERED": "1"}, say)

    async def end() -> None:
        try:
            say("Stopping everything.")
        finally:  # also where nobody reads what we say any more
            await supervisor.stop()

    async def work() -> None:
        try:
            await supervisor.start(layout.engine())
            await prepare()
            await supervisor.start(layout.mail(), layout.worker(), layout.application())
            greet()
            await supervisor.watch()
        finally:
            await end()

    with holding(layout.data):
        refuse_taken(layout.ports)
        await until_told(work, parent)


async def _at_once() -> bool:
    return True


def _telecommute() -> tuple[str, ...]:
    return (str(Path(sysconfig.get_path("scripts")) / "telecommute"),)
