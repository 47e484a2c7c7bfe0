"""One copy on one folder: a lock that the kernel releases however its holder ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class AlreadyRunning(RuntimeError):
    """Another copy runs on the same data; two would corrupt it."""

    def __init__(self, folder: Path, holder: str) -> None:
        """`holder` is the process ID that the other copy left in the lock."""
        super().__init__(
            f"Another copy (process {holder}) runs on {folder.absolute()}. "
            "Stop it, or set TELECOMMUTE_DATA to another folder."
        )


@contextmanager
def holding(folder: Path) -> Iterator[None]:
    """Hold `folder` for this process alone; AlreadyRunning when another has it.

    The lock is the kernel's (`flock`), not the file's being there: none is left behind by a crash.
    """
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(folder, os.read(descriptor, 20).decode()) from None
        os.ftruncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode())
        yield
    finally:
        os.close(descriptor)
