"""What many people read alike, read once for each change of the records.

When something changes, every open board asks anew at once; the first one reads, the others are
shown the same.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Generic, TypeVar

from markupsafe import Markup

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
        """Whether what was read then is what would be read now; at most a second is not told.

        Who waited for it to be read may have come a moment before that.
        """
        return self.stamp == now.stamp and abs(now.at - self.at) < LONGEST


class _Place(Generic[T]):
    """Where one thing is kept; whoever reads it holds the lock."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.kept: tuple[Moment, T] | None = None


class Recent(Generic[T]):
    """What was read last under each of a few keys. A key names everything that was asked for.

    Whoever asks while it is being read waits for that, and does not read it too.
    """

    def __init__(self) -> None:
        self._places: dict[Hashable, _Place[T]] = {}

    @property
    def size(self) -> int:
        """How many things are kept."""
        return len(self._places)

    def get(self, key: Hashable, now: Moment, read: Callable[[], T]) -> T:
        """What `read` gives, or gave for the same key as long as nothing has changed since."""
        if key not in self._places and self.size >= MOST:
            self._places.clear()
        place = self._places.setdefault(key, _Place())
        with place.lock:
            if place.kept is None or not place.kept[0].holds(now):
                place.kept = (now, read())
            return place.kept[1]


@dataclass(frozen=True)
class Shown:
    """A page of the board, with each row written out as who is not asked in it sees it."""

    page: BoardPage
    rows: tuple[Markup, ...]


@dataclass(frozen=True)
class Boards:
    """What boards showed last."""

    pages: Recent[Shown] = field(default_factory=Recent)
    surroundings: Recent[Surroundings] = field(default_factory=Recent)
