"""Rate limits, counted in this process: enough to blunt guessing, nothing to keep."""

from collections import OrderedDict, deque
from datetime import datetime, timedelta
from threading import Lock

_REMEMBERED = 10_000


class TooMany(Exception):
    """Somebody tried too often; waiting helps."""


class Limit:
    """At most `most` tries within `within` for each key; the oldest of 10,000 keys is forgotten."""

    def __init__(self, most: int, within: timedelta) -> None:
        self._most = most
        self._within = within
        self._tries: OrderedDict[str, deque[datetime]] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        """How many keys are remembered."""
        return len(self._tries)

    def spent(self, key: str, now: datetime) -> bool:
        """Whether `key` has used up its tries."""
        with self._lock:
            return len(self._recent(key, now)) >= self._most

    def take(self, key: str, now: datetime) -> bool:
        """Count one try; False when none was left (and none is counted then)."""
        with self._lock:
            recent = self._recent(key, now)
            if len(recent) >= self._most:
                return False
            recent.append(now)
            self._tries[key] = recent
            self._tries.move_to_end(key)
            while len(self._tries) > _REMEMBERED:
                self._tries.popitem(last=False)
            return True

    def _recent(self, key: str, now: datetime) -> deque[datetime]:
        """The tries of `key` that still count."""
        tries = self._tries.get(key, deque())
        while tries and tries[0] <= now - self._within:
            tries.popleft()
        return tries
