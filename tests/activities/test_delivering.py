"""The one sender: each mail once, oldest first, whatever the relay and the store are up to."""

from datetime import timedelta
from itertools import repeat
from pathlib import Path

import pytest

from activities.delivering import BATCH, LONGEST_PAUSE
from mail.mailbox import Mailbox
from mail.mailer import AddressRefused, Mailer, MailUnavailable
from policy.notices import Kind
from tests.activities.outbox import Fussy, Office
from tests.ports import free_port
from tests.surroundings import mailbox_server

SIX_HOURS, TEN_MINUTES = timedelta(hours=6), timedelta(minutes=10)


async def test_after_six_hours_without_a_relay_each_mail_goes_once_and_the_oldest_first(
    office: Office,
) -> None:
    """Nothing lost, nothing twice, in the order written; nobody is given up meanwhile."""
    names = [f"p{at:02}" for at in range(BATCH + 5)]
    office.queue(*names)
    down = Fussy(**{name: repeat(MailUnavailable("down")) for name in names})
    for _ in range(SIX_HOURS // TEN_MINUTES):
        await office.deliver(down)
        office.clock.pass_by(minutes=10)
    assert down.taken == []
    assert {office.letter(name).state for name in names} == {"queued"}
    up = Fussy()
    for _ in range(3):
        await office.deliver(up)
        office.clock.pass_by(minutes=30)
    assert up.taken == names


@pytest.mark.parametrize(("minutes", "state"), [(14, "sent"), (15, "withdrawn")])
async def test_a_sign_in_letter_goes_out_only_while_its_link_works(
    office: Office, minutes: int, state: str
) -> None:
    """After an outage nobody gets a link that is dead already."""
    office.queue("ana", kind=Kind.SIGN_IN)
    office.clock.pass_by(minutes=minutes)
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
        office.clock.pass_by(hours=1)
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
    office.clock.pass_by(hours=1)
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
