"""The one way into registers: every entry is an update of the agency's workflow."""

from typing import Protocol

from policy.acts import RegisterWrite


class RegisterDoor(Protocol):
    """The engine as registers use it; raises Refused or Unavailable (`api.doors.acts`)."""

    async def write(self, agency: str, act: RegisterWrite) -> int:
        """Hand in an entry and wait until it is on record; its key makes it happen once."""


class Registers:
    """What people write outside an arrangement: entries, each on record when it is answered."""

    def __init__(self, door: RegisterDoor) -> None:
        self._door = door

    async def write_entry(self, agency: str, act: RegisterWrite) -> int:
        """Write an entry; returns its number within its register and subject, from 1.

        Refused says why it cannot be made. Unavailable may also mean that it was taken and waits
        for the records: the same act sent again is the same entry.
        """
        return await self._door.write(agency, act)
