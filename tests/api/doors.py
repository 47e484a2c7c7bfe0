"""Doors to workflows that note what was sent, or answer as a workflow would."""

from dataclasses import dataclass, field

from temporalio.exceptions import ApplicationError

from activities.feeding import Feeding
from activities.timekeeping import Timekeeping
from api.doors.acts import Act, Refused, Signal, Update
from policy.acts import RegisterWrite, Submission
from policy.hours.handing_in import HoursHandedIn, HoursKept
from records import registers
from records.database import Sessions
from tests.clock import Clock


@dataclass
class NotingDoor:
    """A door that notes what is handed in, or raises what it is told to."""

    acts: list[tuple[str, object]] = field(default_factory=list)
    trouble: Exception | None = None

    async def start(self, submission: Submission) -> None:
        self._note(submission.reference, submission)

    async def signal(self, reference: str, signal: Signal, act: Act) -> None:
        self._note(reference, act)

    async def update(self, reference: str, update: Update, act: Act, key: str) -> None:
        self._note(reference, act)

    async def ready(self) -> None:
        if self.trouble:
            raise self.trouble

    def _note(self, reference: str, act: object) -> None:
        if self.trouble:
            raise self.trouble
        self.acts.append((reference, act))


@dataclass
class KeepingDoor:
    """A door of registers that notes what is handed in and keeps it, or raises what it is told."""

    sessions: Sessions
    clock: Clock
    acts: list[tuple[str, RegisterWrite]] = field(default_factory=list)
    trouble: Exception | None = None

    async def write_entry(self, agency: str, act: RegisterWrite) -> int:
        if self.trouble:
            raise self.trouble
        self.acts.append((agency, act))
        with self.sessions() as session:
            number = registers.add(session, agency, act, self.clock())
            session.commit()
        return number


@dataclass
class HoursDoor:
    """A door of hours that takes files in as the worker does, or raises what it is told."""

    clock: Clock
    timekeeping: Timekeeping
    acts: list[tuple[str, HoursHandedIn]] = field(default_factory=list)
    trouble: Exception | None = None

    async def hand_in(self, agency: str, act: HoursHandedIn) -> HoursKept:
        if self.trouble:
            raise self.trouble
        self.acts.append((agency, act))
        try:
            return self.timekeeping.take_in(agency, act, self.clock())
        except ApplicationError as error:
            raise Refused(error.message) from error


@dataclass
class FeedingDoor:
    """A door of feeds that applies each as the worker does, or raises what it is told.

    Where it `waits`, a feed is taken and nothing more.
    """

    feeding: Feeding
    clock: Clock
    taken: list[int] = field(default_factory=list)
    trouble: Exception | None = None
    waits: bool = False

    async def apply_feed(self, number: int) -> None:
        if self.trouble:
            raise self.trouble
        self.taken.append(number)
        if not self.waits:
            self.feeding.apply(number, self.clock())
