"""What many people read alike, read once for each change of the records.

When something changes, every open board asks anew at once; the first one reads, the others are
shown the same.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Generic, TypeVar

from records.board import BoardPage
from records.tallies import Surroundings

T = TypeVar("T")
LONGEST = timedelta(seconds=1)
MOST = 64


@dataclass(frozen=True)
class Moment:
    """When something was read: the stamp of the records (`records.arrangements.stamp`), the time.

    The stamp differs with every act. The time is for what changes without one: a deadline passes,
    the directory is imported anew.
    """

    stamp: str
    at: datetime

    def holds(self, now: "Moment") -> bool:
        """Whether what was read then is what would be read now; at most a second is not told."""
        return self.stamp == now.stamp and timedelta() <= now.at - self.at < LONGEST


class Recent(Generic[T]):
    """What was read last under each of a few keys. A key names everything that was asked for."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[Moment, T]] = {}
        self._lock = Lock()

    @property
    def size(self) -> int:
        """How many things are kept."""
        return len(self._kept)

    def get(self, key: Hashable, now: Moment, read: Callable[[], T]) -> T:
        """What `read` gives, or gave for the same key as long as nothing has changed since."""
        kept = self._kept.get(key)
        if kept is not None and kept[0].holds(now):
            return kept[1]
        found = read()
        with self._lock:
            if len(self._kept) >= MOST:
                self._kept.clear()
            self._kept[key] = (now, found)
        return found


@dataclass(frozen=True)
class Boards:
    """What boards showed last."""

    pages: Recent[BoardPage] = field(default_factory=Recent)
    surroundings: Recent[Surroundings] = field(default_factory=Recent)
