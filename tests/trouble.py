"""Parts of an installation that are away for a while: handed in where a test wants trouble."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from documents.store import FolderStore, StoreUnavailable
from records.database import Sessions
from worker import Tools


class FullStore(FolderStore):
    """A document store whose disk is full, for so many attempts or until `failures` is 0."""

    def __init__(self, folder: Path, failures: int) -> None:
        super().__init__(folder)
        self.failures = failures

    def put(self, content: bytes) -> str:
        """Fail as a full disk does, then keep."""
        if self.failures:
            self.failures -= 1
            raise StoreUnavailable(28, "No space left on device")
        return super().put(content)


class Away:
    """A database that cannot be reached while `away`."""

    def __init__(self, sessions: Sessions) -> None:
        self.steady = sessions
        self.away = False

    def __call__(self) -> Session:
        if self.away:
            raise OperationalError("connect", {}, OSError("connection refused"))
        return self.steady()


def full(folder: Path, found: list[FullStore]) -> Callable[[Tools], Tools]:
    """An installation whose disk is full until told otherwise."""

    def change(tools: Tools) -> Tools:
        found.append(FullStore(folder / "documents", failures=10_000))
        return replace(tools, store=found[0])

    return change


def leaving(found: list[Away]) -> Callable[[Tools], Tools]:
    """An installation whose database may be taken away from it, and is there for the test."""

    def change(tools: Tools) -> Tools:
        found.append(Away(tools.sessions))
        return replace(tools, sessions=found[0])

    return change
