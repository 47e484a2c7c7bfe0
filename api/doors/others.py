"""The ways in beside arrangements: to registers, to recorded hours, and to the directory.

Each is an act of a workflow of its own. Unavailable (`api.doors.acts`) may also mean that it was
taken and waits: the same sent again changes nothing more.
"""

from typing import Protocol

from policy.acts import RegisterWrite
from policy.hours.handing_in import HoursHandedIn, HoursKept


class Registers(Protocol):
    """What people write outside an arrangement."""

    async def write_entry(self, agency: str, act: RegisterWrite) -> int:
        """Write an entry; its number within its register and subject, once it is on record.

        Refused says why it cannot be made.
        """


class Hours(Protocol):
    """Files of recorded hours."""

    async def hand_in(self, agency: str, act: HoursHandedIn) -> HoursKept:
        """Hand in a file whose bytes are in the store; what it changed, once it is on record.

        Refused says why it cannot be taken in.
        """


class Feeds(Protocol):
    """Feeds of the directory."""

    async def apply_feed(self, number: int) -> None:
        """Have a staged feed applied: taken for good, and applied whole, in the order of coming."""
