"""The one way in for recorded hours: every file is an update of the agency's workflow."""

from typing import Protocol

from policy.hours.handing_in import HoursHandedIn, HoursKept


class HoursDoor(Protocol):
    """The engine as recorded hours use it; raises Refused or Unavailable (`api.doors.acts`)."""

    async def hand_in(self, agency: str, act: HoursHandedIn) -> HoursKept:
        """Hand in a file and wait until it is on record; its key makes it happen once."""


class Hours:
    """Files of recorded hours, each on record as a whole when it is answered."""

    def __init__(self, door: HoursDoor) -> None:
        self._door = door

    async def hand_in(self, agency: str, act: HoursHandedIn) -> HoursKept:
        """Hand in a file whose bytes are in the store; returns what it changed.

        Refused says why it cannot be taken in. Unavailable may also mean that it was taken and
        waits for the records: the same act sent again changes nothing more.
        """
        return await self._door.hand_in(agency, act)
