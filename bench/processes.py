"""The processes that are measured: how much processor time and memory each has used."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from embedded.child import Child, spawn

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
USER, SYSTEM, RESIDENT = 13, 14, 23


@dataclass(frozen=True)
class Use:
    """Processor time in seconds since the process began, and resident memory in bytes."""

    cpu: float
    memory: int


def use_of_all(pid: int) -> Use:
    """What a process and all that it has started have used so far."""
    uses = [use_of(each) for each in (pid, *_descendants(pid))]
    return Use(sum(use.cpu for use in uses), sum(use.memory for use in uses))


def use_of(pid: int) -> Use:
    """What a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    ticks = int(fields[USER - 2]) + int(fields[SYSTEM - 2])
    return Use(ticks / TICKS, int(fields[RESIDENT - 2]) * PAGE)


@contextmanager
def part(name: str, command: Sequence[str], log: Path, extra: dict[str, str]) -> Iterator[Child]:
    """A child of this benchmark, killed at its end."""
    child = spawn(name, (sys.executable, "-m", *command), log, extra)
    try:
        yield child
    finally:
        child.kill()


def _descendants(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield int(child)
            yield from _descendants(int(child))
