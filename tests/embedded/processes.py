"""Looking at processes from outside: who are its children, and is it gone yet."""

import os
import select
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path


def children(pid: int) -> list[int]:
    """The process IDs of everything `pid` has started and that still runs."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in listed.split()]


def descendants(pid: int) -> list[int]:
    """The same, with everything that those have started."""
    found = children(pid)
    return [*found, *(each for child in found for each in descendants(child))]


def command_of(pid: int) -> str:
    """The command line of a process, "" of one that has ended and was not waited for yet.

    While a process becomes another program, as everything on a leash does, it has none for some
    moments: look again.
    """
    while not (words := Path(f"/proc/{pid}/cmdline").read_bytes()) and not _has_ended(pid):
        os.sched_yield()
    return words.replace(b"\0", b" ").decode()


def _has_ended(pid: int) -> bool:
    """Whether it is a zombie: its state follows its name, which may hold anything."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].startswith("Z")


def is_gone(pid: int, within: float) -> bool:
    """Whether process `pid` has ended, or ends within so many seconds."""
    with suppress(ProcessLookupError):
        descriptor = os.pidfd_open(pid)
        try:
            return bool(select.select([descriptor], [], [], within)[0])
        finally:
            os.close(descriptor)
    return True


@contextmanager
def running(
    program: str, *arguments: str, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[str]]:
    """A Python program that runs beside the test, and is killed at the end if it still does."""
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", program, *arguments],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def next_line(process: subprocess.Popen[str]) -> str:
    """The next line the process prints."""
    assert process.stdout is not None
    return process.stdout.readline().rstrip()
