"""The whole embedded system as a person starts it, on free ports and a fresh folder."""

import os
import subprocess
import sysconfig
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.embedded.processes import children, descendants, next_line
from tests.ports import free_ports

TELECOMMUTE = str(Path(sysconfig.get_path("scripts")) / "telecommute")
SERVES = "Press Ctrl-C"


@dataclass
class Installation:
    """A folder, ports, and the environment that makes a `telecommute` use them."""

    data: Path
    web: int
    temporal: int
    temporal_ui: int
    smtp: int

    @property
    def environment(self) -> dict[str, str]:
        """What a shell would export."""
        return {
            **{name: value for name, value in os.environ.items() if "TELECOMMUTE" not in name},
            "TELECOMMUTE_DATA": str(self.data),
            "TELECOMMUTE_PORT": str(self.web),
            "TELECOMMUTE_TEMPORAL_PORT": str(self.temporal),
            "TELECOMMUTE_TEMPORAL_UI_PORT": str(self.temporal_ui),
            "TELECOMMUTE_SMTP_PORT": str(self.smtp),
        }


class Running:
    """A `telecommute up` whose output the test reads."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        """Watch `process`."""
        self.process = process
        self.said: list[str] = []

    @property
    def parts(self) -> list[int]:
        """The process IDs of everything it started."""
        return children(self.process.pid)

    @property
    def all_processes(self) -> list[int]:
        """The same, with what its parts have started."""
        return descendants(self.process.pid)

    def until(self, words: str) -> str:
        """Read what it says up to the line with `words`, and return that line."""
        while words not in (line := next_line(self.process)):
            assert line or self.process.poll() is None, "\n".join(self.said)
            self.said += [line] if line else []
        return line

    def rest(self) -> str:
        """Everything it still says, until it ends."""
        assert self.process.stdout is not None
        return self.process.stdout.read()


Start = Callable[[Installation], Running]
KeepUp = Callable[[], Running]


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    """Free ports and a folder that does not exist yet."""
    return Installation(tmp_path / "var", *free_ports(4))


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts `telecommute up`; whatever still runs at the end is killed."""
    with starting() as begin:
        yield begin


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The installation that tests share that do not end it."""
    return Installation(tmp_path_factory.mktemp("home") / "var", *free_ports(4))


@pytest.fixture(scope="module")
def keep_up(home: Installation) -> Iterator[KeepUp]:
    """The shared installation, serving: started again where a test before has ended it."""
    running: list[Running] = []
    with starting() as begin:

        def serving() -> Running:
            if not running or running[-1].process.poll() is not None:
                running.append(begin(home))
                running[-1].until(SERVES)
            return running[-1]

        yield serving


@pytest.fixture
def up(keep_up: KeepUp) -> Running:
    """The shared installation, serving."""
    return keep_up()


@contextmanager
def starting() -> Iterator[Start]:
    """A way to start; kills what it has started."""
    started: list[subprocess.Popen[str]] = []

    def begin(installation: Installation) -> Running:
        process = subprocess.Popen(  # noqa: S603
            [TELECOMMUTE, "up"],
            env=installation.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return Running(process)

    try:
        yield begin
    finally:
        for process in started:
            process.kill()
            process.communicate()
