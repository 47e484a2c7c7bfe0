"""The whole system as a person starts it, with ways to hurt it: `telecommute up` in a folder."""

import os
import signal
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.error import URLError

from sqlalchemy import Engine
from temporalio.client import Client

from embedded.ports import answers
from mail.mailbox import Mailbox
from payloads import converter_with
from records.database import Sessions, connect, sessions_of
from tests.embedded.conftest import SERVES, Installation, Running, starting
from tests.embedded.processes import command_of, descendants, is_gone
from tests.ports import free_ports

PATIENCE = 120.0
"""Seconds that anything may take: the machine may be busy, but nothing waits for nothing."""
LOOK = 0.05


class Part(StrEnum):
    """What runs, by the words of its command line that no other part has."""

    ENGINE = "server start-dev"
    WORKER = "worker.py"
    WEB = "commands.supervising"
    MAILBOX = "embedded.mailbox"


@dataclass
class Home(Installation):
    """A folder and ports, with further settings."""

    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """What a shell would export."""
        return super().environment | dict(self.settings)


class System:
    """A running installation: where everything answers, and its parts to kill and miss."""

    def __init__(self, home: Home, up: Running, engine: Engine) -> None:
        self.home = home
        self.up = up
        self.engine = engine
        self.web = f"http://127.0.0.1:{home.web}"
        self.temporal = f"127.0.0.1:{home.temporal}"
        self.temporal_ui = f"http://127.0.0.1:{home.temporal_ui}"
        self.data = home.data
        self.logs = home.data / "logs"
        self.documents = home.data / "documents"
        self.mailbox = Mailbox(home.data / "mailbox")
        self.sessions: Sessions = sessions_of(engine)

    async def client(self) -> Client:
        """A client of its Temporal server."""
        key = (self.data / "payload_keys").read_text().strip()
        return await Client.connect(self.temporal, data_converter=converter_with((key,)))

    def pid(self, part: Part) -> int | None:
        """The process ID of a part, None while it does not run."""
        return next((pid for pid in self.up.parts if part in _command(pid)), None)

    def ready(self) -> bool:
        """Whether `/readyz` says so, and the mailbox, of which it knows nothing, takes calls."""
        return is_ok(f"{self.web}/readyz") and answers(self.home.smtp)

    def kill(self, part: Part) -> None:
        """Kill a part as a power cut would; the supervisor starts it again by itself."""
        pid = self.pid(part)
        assert pid is not None, f"{part} does not run"
        processes = [pid, *descendants(pid)]
        os.kill(pid, signal.SIGKILL)
        assert all(is_gone(each, within=PATIENCE) for each in processes)

    def kill_and_return(self, part: Part) -> None:
        """Kill a part and wait until all is ready again."""
        before = self.pid(part)
        self.kill(part)
        until(lambda: self.pid(part) not in (None, before) and self.ready(), f"{part} is back")

    @contextmanager
    def without(self, part: Part) -> Iterator[None]:
        """A part is killed and stays away for the block; afterwards it is back."""
        supervisor = self.up.process
        before = self.pid(part)
        supervisor.send_signal(signal.SIGSTOP)  # so that nobody starts it again
        try:
            self.kill(part)
            yield
        finally:
            supervisor.send_signal(signal.SIGCONT)
        until(lambda: self.pid(part) not in (None, before) and self.ready(), f"{part} is back")


@contextmanager
def a_system(folder: Path, **settings: str) -> Iterator[System]:
    """`telecommute up` on free ports with its data in `folder`; ended by process ID.

    Nobody is held up for trying again and again while something is down.
    """
    settings = {"TELECOMMUTE_ACTS_PER_MINUTE": "60000", **settings}
    web, temporal, temporal_ui, smtp = free_ports(4)
    home = Home(folder / "var", web, temporal, temporal_ui, smtp, settings)
    url = settings.get("TELECOMMUTE_DATABASE_URL", f"sqlite:///{home.data}/telecommute.db")
    with starting() as start:
        up = start(home)
        up.until(SERVES)
        engine = connect(url)
        try:
            yield System(home, up, engine)
        finally:
            engine.dispose()
            up.process.send_signal(signal.SIGCONT)
            up.process.send_signal(signal.SIGTERM)
            up.rest()
            up.process.wait(PATIENCE)


def until(done: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
    """Look until it is so; fail when it takes longer than `patience` seconds."""
    give_up_at = time.monotonic() + patience
    while not done():
        assert time.monotonic() < give_up_at, f"not within {patience:.0f} s: {what}"
        time.sleep(LOOK)


def is_ok(url: str) -> bool:
    """Whether an address answers 200."""
    with suppress(URLError, OSError), urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310
        return bool(answer.status == 200)
    return False


def _command(pid: int) -> str:
    with suppress(FileNotFoundError, ProcessLookupError):
        return command_of(pid)
    return ""
