"""The one sender: each mail once, oldest first, whatever the relay and the store are up to."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from itertools import repeat
from pathlib import Path

import pytest
from sqlmodel import Session
from temporalio.client import Client
from temporalio.testing import ActivityEnvironment

from activities.delivering import BATCH, LONGEST_PAUSE, Delivering, Post
from activities.tending import SHIFT
from mail.mailbox import Mailbox
from mail.mailer import AddressRefused, Mailer, MailUnavailable
from policy.notices import Kind
from records.database import Sessions
from tests.activities.conftest import Clock
from tests.activities.outbox import Fussy, Office
from tests.surroundings import free_port, mailbox_server

SIX_HOURS, TEN_MINUTES = timedelta(hours=6), timedelta(minutes=10)


@pytest.fixture
async def office(sessions: Sessions, tmp_path: Path, clock: Clock) -> Office:
    """Nobody waits for these mails, so the engine is never called."""
    client = await Client.connect("127.0.0.1:9", lazy=True)
    return Office(sessions, tmp_path, clock, client)


async def test_after_six_hours_without_a_relay_each_mail_goes_once_and_the_oldest_first(
    office: Office,
) -> None:
    """Nothing lost, nothing twice, in the order written; nobody is given up meanwhile."""
    names = [f"p{at:02}" for at in range(BATCH + 5)]
    office.queue(*names)
    down = Fussy(**{name: repeat(MailUnavailable("down")) for name in names})
    for _ in range(SIX_HOURS // TEN_MINUTES):
        await office.deliver(down)
        office.clock.go_on(minutes=10)
    assert down.taken == []
    assert {office.letter(name).state for name in names} == {"queued"}
    up = Fussy()
    for _ in range(3):
        await office.deliver(up)
        office.clock.go_on(minutes=30)
    assert up.taken == names


@pytest.mark.parametrize(("minutes", "state"), [(14, "sent"), (15, "withdrawn")])
async def test_a_sign_in_letter_goes_out_only_while_its_link_works(
    office: Office, minutes: int, state: str
) -> None:
    """After an outage nobody gets a link that is dead already."""
    office.queue("ana", kind=Kind.SIGN_IN)
    office.clock.go_on(minutes=minutes)
    relay = Fussy()
    await office.deliver(relay)
    assert office.letter("ana").state == state
    assert relay.taken == (["ana"] if state == "sent" else [])


async def test_fifty_temporary_refusals_are_no_end(office: Office) -> None:
    """The pause grows and stays within bounds; the fifty-first attempt delivers."""
    office.queue("slow")
    relay = Fussy(slow=[MailUnavailable("451 later")] * 50)
    for attempt in range(50):
        before = office.clock.now
        await office.deliver(relay)
        letter = office.letter("slow")
        assert (letter.state, letter.attempts) == ("queued", attempt + 1)
        assert timedelta(0) < letter.next_attempt_at - before <= LONGEST_PAUSE
        office.clock.now = letter.next_attempt_at
    await office.deliver(relay)
    assert relay.taken == ["slow"]
    assert office.letter("slow").state == "sent"


async def test_a_mail_that_was_put_off_is_not_tried_before_its_time(office: Office) -> None:
    """A relay in trouble is spared."""
    office.queue("slow")
    relay = Fussy(slow=[MailUnavailable("451 later")] * 3)
    for _ in range(9):
        await office.deliver(relay)
    assert office.letter("slow").attempts == 1


async def test_one_refused_address_keeps_nobody_elses_mail(office: Office) -> None:
    """It is on record with the relay's words, and is not tried again."""
    office.queue("first", "gone", "last")
    relay = Fussy(gone=[AddressRefused("550 no such mailbox")])
    for _ in range(3):
        await office.deliver(relay)
        office.clock.go_on(hours=1)
    assert relay.taken == ["first", "last"]
    gone = office.letter("gone")
    assert (gone.state, gone.problem, gone.attempts) == ("refused", "550 no such mailbox", 1)


@pytest.mark.parametrize("trouble", ["missing", "damaged", "unavailable"])
async def test_a_document_in_trouble_keeps_only_its_own_mail_back(
    office: Office, trouble: str
) -> None:
    """The mail without it goes; the other goes when the document is back."""
    digest = office.store.put(b"%PDF the whole document")
    kept = office.folder / digest[:2] / digest
    aside = office.folder / "aside"
    kept.rename(aside)
    if trouble == "damaged":
        kept.write_bytes(b"%PDF something else")
    if trouble == "unavailable":
        kept.mkdir()
    office.queue("copy", attachments=[["arrangement.pdf", digest]])
    office.queue("other")
    relay = Fussy()
    await office.deliver(relay)
    assert relay.taken == ["other"]
    assert office.letter("copy").state == "queued"
    if trouble == "unavailable":
        kept.rmdir()
    aside.replace(kept)
    office.clock.go_on(hours=1)
    await office.deliver(relay)
    assert relay.taken == ["other", "copy"]


async def test_a_mail_is_whole_when_it_arrives(office: Office, tmp_path: Path) -> None:
    """By a real relay, with the very bytes of its document."""
    content = bytes(range(256)) * 500
    office.queue("copy", attachments=[["arrangement.pdf", office.store.put(content)]])
    port = free_port()
    with mailbox_server(tmp_path / "mail", port):
        await office.deliver(Mailer("127.0.0.1", port))
    (mail,) = Mailbox(tmp_path / "mail").letters()
    assert [(one.name, one.content) for one in mail.attachments] == [("arrangement.pdf", content)]
    assert mail.copies == 1


async def test_an_empty_outbox_is_no_work(office: Office) -> None:
    """And nobody is told of anything."""
    assert await office.sender(Fussy()).deliver_due() is False


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
    """A relay that takes until after the end of a shift."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock

    def send(self, message: bytes, recipient: str) -> None:
        """Take the mail, in the end."""
        self._clock.go_on(seconds=SHIFT.total_seconds() + 1)
        super().send(message, recipient)


async def test_a_shift_ends_with_its_hour(office: Office) -> None:
    """So that the workflow's history stays short; the next shift goes on."""
    office.queue("one")
    sender = office.sender(LongDay(office.clock))
    assert await run_shift(ActivityEnvironment(), sender) == Post(1, 0)


async def run_shift(environment: ActivityEnvironment, sender: Delivering) -> Post:
    """The activity as a worker runs it."""
    return await environment.run(sender.deliver)


async def until(done: Callable[[], bool]) -> None:
    """Wait for something that happens in another thread."""
    async with asyncio.timeout(60):
        while not done():
            await asyncio.sleep(0.01)
