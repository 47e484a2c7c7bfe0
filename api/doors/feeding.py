"""The one way into the directory: a staged feed is applied by the workflow that keeps it."""

from typing import Protocol


class FeedDoor(Protocol):
    """The engine as feeds use it; raises Unavailable (`api.doors.acts`)."""

    async def apply_feed(self, number: int) -> None:
        """Have a staged feed applied; asking again changes nothing."""


class Feeds:
    """Feeds of the directory, each applied whole once it was handed over."""

    def __init__(self, door: FeedDoor) -> None:
        self._door = door

    async def apply(self, number: int) -> None:
        """Hand a staged feed over: accepted for good, applied in the order of coming.

        Unavailable may also mean that it was taken: handing it over again is safe.
        """
        await self._door.apply_feed(number)
