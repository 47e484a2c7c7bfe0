"""The supervisor starts parts in order, starts again what dies, and ends all."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from embedded.service import Check, Service
from embedded.supervisor import LONGEST_WAIT, STEADY, PartFailed, Supervisor
from tests.embedded.processes import is_gone

SLEEPER = (sys.executable, "-c", "import time; time.sleep(600)")


class Heard:
    """Keeps what the supervisor says."""

    def __init__(self) -> None:
        self.lines: asyncio.Queue[str] = asyncio.Queue()

    def say(self, line: str) -> None:
        self.lines.put_nowait(line)

    async def until(self, words: str) -> str:
        while words not in (line := await self.lines.get()):
            pass
        return line


async def yes() -> bool:
    return True


async def no() -> bool:
    return False


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
async def supervisor(tmp_path: Path, heard: Heard) -> AsyncIterator[Supervisor]:
    supervisor = Supervisor(tmp_path, {}, heard.say)
    yield supervisor
    await supervisor.stop()


async def test_a_part_that_is_killed_is_started_again(supervisor: Supervisor, heard: Heard) -> None:
    await supervisor.start(Service("sleeper", SLEEPER, yes))
    first = supervisor.parts[0].child.process.pid
    watching = asyncio.create_task(supervisor.watch())
    os.kill(first, 9)
    assert "-9" in await heard.until("ended")
    await heard.until("runs again")
    watching.cancel()
    assert supervisor.parts[0].child.running
    assert supervisor.parts[0].child.process.pid != first


async def test_a_part_is_said_to_run_again_once_and_when_it_serves(
    supervisor: Supervisor, heard: Heard
) -> None:
    served = asyncio.Queue[bool]()
    asked = asyncio.Queue[bool]()
    served.put_nowait(True)

    async def ready() -> bool:
        asked.put_nowait(True)
        return await served.get()

    await supervisor.start(Service("sleeper", SLEEPER, ready))
    await asked.get()
    watching = asyncio.create_task(supervisor.watch())
    os.kill(supervisor.parts[0].child.process.pid, 9)
    await heard.until("ended")
    for answer in (False, False):
        served.put_nowait(answer)
        await asked.get()
    assert heard.lines.empty()
    served.put_nowait(True)
    await heard.until("runs again")
    os.kill(supervisor.parts[0].child.process.pid, 9)
    assert "ended" in await heard.lines.get()
    watching.cancel()


async def test_a_part_that_keeps_dying_is_waited_for_longer_and_longer(tmp_path: Path) -> None:
    supervisor = Supervisor(tmp_path, {}, lambda line: None)
    await supervisor.start(Service("sleeper", SLEEPER, yes))
    part = supervisor.parts[0]
    pauses = [part.note_death(part.since + 1) for _ in range(12)]
    assert pauses[0] == 0
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_WAIT
    assert part.note_death(part.since + STEADY + 1) == 0
    await supervisor.stop()


async def test_a_part_that_ends_at_once_is_shown_with_its_last_words(
    supervisor: Supervisor,
) -> None:
    mourner = (sys.executable, "-c", "print('the disk is full'); raise SystemExit(3)")
    with pytest.raises(PartFailed, match=r"mourner ended.*\n.*the disk is full"):
        await supervisor.start(Service("mourner", mourner, no))


async def test_a_part_that_never_serves_is_given_up(supervisor: Supervisor) -> None:
    with pytest.raises(PartFailed, match="does not serve after 0 seconds"):
        await supervisor.start(Service("sleeper", SLEEPER, no, patience=0.2))


async def test_parts_end_in_the_reverse_order_of_their_start(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    await supervisor.start(Service("engine", _last_act(tmp_path, "engine"), _wrote(tmp_path)))
    await supervisor.start(Service("user", _last_act(tmp_path, "user"), _wrote(tmp_path, 2)))
    pids = [part.child.process.pid for part in supervisor.parts]
    await supervisor.stop()
    assert (tmp_path / "acts").read_text().split() == ["up", "up", "user", "engine"]
    assert all(is_gone(pid, within=0) for pid in pids)


def _last_act(folder: Path, name: str) -> tuple[str, ...]:
    """A process that writes "up" when it listens to SIGTERM, and its name when it is told."""
    program = (
        "import signal, sys\n"
        "signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})\n"
        f"open({str(folder / 'acts')!r}, 'a').write('up\\n')\n"
        "signal.sigwait({signal.SIGTERM})\n"
        f"open({str(folder / 'acts')!r}, 'a').write({name!r} + '\\n')\n"
    )
    return (sys.executable, "-c", program)


def _wrote(folder: Path, lines: int = 1) -> Check:
    async def check() -> bool:
        acts = folder / "acts"
        return acts.exists() and len(acts.read_text().split()) >= lines

    return check
