"""Child processes on a leash: none outlives the process that started it, however that ends."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from embedded import leash

FEW_HEAPS = {"MALLOC_ARENA_MAX": "2"}
"""The C library would give every thread a heap of its own, and give little of it back."""

LARGE = 20_000_000
"""Bytes after which a log is put aside when its child starts; one older log is kept."""


@dataclass(frozen=True)
class Child:
    """A running child; its output goes to `log`, appended."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def running(self) -> bool:
        """Whether it has not ended yet."""
        return self.process.poll() is None

    def kill(self) -> None:
        """End it at once, as a power cut would, and wait until it is gone."""
        self.process.kill()
        self.process.wait()

    async def stop(self, patience: float = 10.0) -> None:
        """Ask it to end (SIGTERM); after `patience` seconds, make it."""
        if not self.running:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            await asyncio.to_thread(self.process.wait, patience)
        except subprocess.TimeoutExpired:
            await asyncio.to_thread(self.kill)

    def last_words(self, lines: int = 5) -> str:
        """The last lines it wrote, for a person who asks why it ended."""
        written = self.log.read_text(errors="replace").splitlines()
        return "\n".join(written[-lines:])


def spawn(name: str, command: Sequence[str], log: Path, settings: Mapping[str, str]) -> Child:
    """Start `command` on a leash, with `settings` added to the environment.

    Call it from the main thread: the leash is tied to the thread that starts the child. The child
    gets a session of its own, so that Ctrl-C reaches only who started it, which ends it in order.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.is_file() and log.stat().st_size > LARGE:
        log.replace(log.with_suffix(".old.log"))
    leashed = [sys.executable, "-I", "-S", leash.__file__, str(os.getpid()), *command]
    with log.open("ab") as output:
        process = subprocess.Popen(  # noqa: S603 - our own command line
            leashed,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**FEW_HEAPS, **os.environ, **settings},
            start_new_session=True,
        )
    return Child(name, process, log)
