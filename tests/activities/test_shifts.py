"""A sender that is slow, believed dead, or at the end of its hour sends each mail once."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress

import pytest
from sqlmodel import Session
from temporalio.testing import ActivityEnvironment

from activities.delivering import Delivering, Post
from activities.tending import SHIFT
from mail.mailer import AddressRefused
from records.database import Sessions
from tests.activities.outbox import Fussy, Office
from tests.clock import Clock


class Slow(Fussy):
    """A relay that keeps the sender waiting until a sign of life was seen twice."""

    def __init__(self, beats: threading.Semaphore) -> None:
        super().__init__()
        self._beats = beats

    def send(self, message: bytes, recipient: str) -> None:
        """Take the mail after two heartbeats; give up after half a minute."""
        assert self._beats.acquire(timeout=30)
        assert self._beats.acquire(timeout=30)
        super().send(message, recipient)


async def test_a_slow_relay_does_not_make_the_sender_seem_dead(office: Office) -> None:
    """It shows signs of life while it waits, so that no second sender starts."""
    beats = threading.Semaphore(0)
    environment = ActivityEnvironment()
    environment.on_heartbeat = lambda *_: beats.release()
    office.queue("one")
    relay = Slow(beats)
    sender = office.sender(relay)
    shift = asyncio.create_task(run_shift(environment, sender))
    await until(lambda: relay.taken == ["one"])
    environment.worker_shutdown()
    assert (await shift).sent == 1


class Crossed(Fussy):
    """A relay that takes a mail when two senders are at it, or else after half a second."""

    two = threading.Barrier(2, timeout=0.5)

    def send(self, message: bytes, recipient: str) -> None:
        """Give a second sender the time to come."""
        with suppress(threading.BrokenBarrierError):
            self.two.wait()
        super().send(message, recipient)


async def test_a_sender_believed_dead_and_its_successor_send_each_mail_once(office: Office) -> None:
    """The engine missed a sign of life: both work in one process until the first is told."""
    office.queue("one", "two")
    relay = Crossed()
    sender = office.sender(relay)
    await asyncio.gather(sender.deliver_due(), sender.deliver_due())
    assert relay.taken == ["one", "two"]


class Locked:
    """Records that cannot be opened once the relay has taken a mail, until they are mended."""

    def __init__(self, sessions: Sessions, relay: Fussy) -> None:
        self._sessions, self._relay = sessions, relay
        self.mended = False

    def __call__(self) -> Session:
        if self._relay.taken and not self.mended:
            raise ConnectionError
        return self._sessions()


async def test_a_mail_not_yet_noted_as_sent_is_not_sent_again(office: Office) -> None:
    """The records were away for a moment, just after the relay took the mail."""
    office.queue("one", "two")
    relay = Fussy()
    office.sessions = records = Locked(office.sessions, relay)
    sender = office.sender(relay)
    for _ in range(2):
        with pytest.raises(ConnectionError):
            await sender.deliver_due()
    records.mended = True
    await sender.deliver_due()
    assert relay.taken == ["one", "two"]
    assert [office.letter(name).state for name in relay.taken] == ["sent", "sent"]


class LongDay(Fussy):
    """A relay that takes until after the end of a shift, and does not know everybody."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(gone=[AddressRefused("550 no such mailbox")])
        self._clock = clock

    def send(self, message: bytes, recipient: str) -> None:
        """Take the mail, in the end."""
        self._clock.pass_by(seconds=SHIFT.total_seconds() + 1)
        super().send(message, recipient)


async def test_a_shift_ends_with_its_hour(office: Office) -> None:
    """So that the workflow's history stays short; what became of its mails is shown."""
    office.queue("one", "gone", "two")
    sender = office.sender(LongDay(office.clock))
    assert await run_shift(ActivityEnvironment(), sender) == Post(2, 1)


async def run_shift(environment: ActivityEnvironment, sender: Delivering) -> Post:
    """The activity as a worker runs it."""
    return await environment.run(sender.deliver)


async def until(done: Callable[[], bool]) -> None:
    """Wait for something that happens in another thread."""
    async with asyncio.timeout(60):
        while not done():
            await asyncio.sleep(0.01)
