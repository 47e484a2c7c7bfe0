"""What the mailer says of each way in which a relay can answer."""

import threading
import time
from contextlib import suppress

import pytest

from mail.mailer import AddressRefused, MailUnavailable
from tests.mail.conftest import OpenRelay
from tests.mail.relays import DrippingServer
from tests.mail.sending import MESSAGE, PATIENCE, TO, mailer
from tests.ports import free_port


def test_an_accepted_message_arrives_byte_for_byte(open_relay: OpenRelay) -> None:
    relay = open_relay()
    mailer(relay.port).send(MESSAGE, TO)
    assert relay.taken == [(TO, MESSAGE)]


def test_several_messages_go_in_one_conversation(open_relay: OpenRelay) -> None:
    relay = open_relay()
    with mailer(relay.port).conversation() as talk:
        for _ in range(3):
            talk.send(MESSAGE, TO)
    assert relay.taken == [(TO, MESSAGE)] * 3
    assert (len(relay.callers), relay.goodbyes) == (1, 1)


def test_who_has_nothing_to_say_calls_nobody(open_relay: OpenRelay) -> None:
    relay = open_relay()
    with mailer(relay.port).conversation():
        pass
    assert relay.callers == set()


@pytest.mark.parametrize("mode", ["recipient-550", "message-554", "recipient-451", "message-451"])
def test_what_is_refused_does_not_end_the_conversation(open_relay: OpenRelay, mode: str) -> None:
    relay = open_relay(mode)
    with mailer(relay.port).conversation() as talk:
        with pytest.raises((AddressRefused, MailUnavailable)):
            talk.send(MESSAGE, TO)
        relay.mode = "ok"
        talk.send(MESSAGE, TO)
    assert relay.taken == [(TO, MESSAGE)]
    assert len(relay.callers) == 1


@pytest.mark.parametrize("mode", ["drop", "sender-550"])
def test_a_conversation_that_went_wrong_is_begun_anew(open_relay: OpenRelay, mode: str) -> None:
    relay = open_relay(mode)
    with mailer(relay.port).conversation() as talk:
        with pytest.raises(MailUnavailable):
            talk.send(MESSAGE, TO)
        relay.mode = "ok"
        talk.send(MESSAGE, TO)
    assert len(relay.callers) == 2


def test_a_relay_that_hung_up_between_two_messages_is_called_again(open_relay: OpenRelay) -> None:
    relay = open_relay("brief")
    with mailer(relay.port).conversation() as talk:
        talk.send(MESSAGE, TO)
        talk.send(MESSAGE, TO)
    assert relay.taken == [(TO, MESSAGE)] * 2
    assert len(relay.callers) == 2


def test_every_message_of_a_conversation_has_the_whole_time(open_relay: OpenRelay) -> None:
    relay = open_relay("silent")
    with mailer(relay.port, timeout=0.3).conversation() as talk:
        for _ in range(2):
            began = time.monotonic()
            with pytest.raises(MailUnavailable):
                talk.send(MESSAGE, TO)
            assert 0.2 < time.monotonic() - began < PATIENCE


@pytest.mark.parametrize("mode", ["ok", "drop"])
def test_nobody_watches_a_conversation_that_is_over(open_relay: OpenRelay, mode: str) -> None:
    """However it ended."""
    relay = open_relay("ok")
    before = set(threading.enumerate())
    with mailer(relay.port).conversation() as talk:
        talk.send(MESSAGE, TO)
        watching = set(threading.enumerate()) - before
        relay.mode = mode
        with suppress(MailUnavailable):
            talk.send(MESSAGE, TO)
    assert watching
    for each in watching:
        each.join(PATIENCE / 4)
        assert not each.is_alive()


def test_messages_that_take_longer_together_than_one_may_are_not_cut_off(
    open_relay: OpenRelay,
) -> None:
    relay = open_relay("slow")
    with mailer(relay.port, timeout=2).conversation() as talk:
        talk.send(MESSAGE, TO)
        talk.send(MESSAGE, TO)
    assert len(relay.callers) == 1


@pytest.mark.parametrize("mode", ["recipient-451", "message-451"])
def test_a_temporary_refusal_may_pass(open_relay: OpenRelay, mode: str) -> None:
    with pytest.raises(MailUnavailable, match=r"^451 "):
        mailer(open_relay(mode).port).send(MESSAGE, TO)


@pytest.mark.parametrize(("mode", "code"), [("recipient-550", "550"), ("message-554", "554")])
def test_a_permanent_refusal_is_final_and_says_why(
    open_relay: OpenRelay, mode: str, code: str
) -> None:
    with pytest.raises(AddressRefused, match=f"^{code} 5"):
        mailer(open_relay(mode).port).send(MESSAGE, TO)


def test_a_refused_sender_is_the_operators_to_mend_not_the_recipients(
    open_relay: OpenRelay,
) -> None:
    with pytest.raises(MailUnavailable, match=r"^550 5.7.1 we do not know this sender"):
        mailer(open_relay("sender-550").port).send(MESSAGE, TO)


def test_a_relay_that_is_away_may_come_back() -> None:
    with pytest.raises(MailUnavailable, match="ConnectionRefusedError"):
        mailer(free_port()).send(MESSAGE, TO)


def test_a_relay_that_takes_the_mail_and_hangs_up_gets_the_same_bytes_again(
    open_relay: OpenRelay,
) -> None:
    relay = open_relay("drop")
    for _ in range(2):
        with pytest.raises(MailUnavailable):
            mailer(relay.port).send(MESSAGE, TO)
    assert relay.taken == [(TO, MESSAGE)] * 2


def test_a_relay_that_never_answers_does_not_hold_us(open_relay: OpenRelay) -> None:
    relay = open_relay("silent")
    with pytest.raises(MailUnavailable):
        mailer(relay.port, timeout=0.3).send(MESSAGE, TO)


def test_a_relay_that_drips_its_greeting_does_not_hold_us() -> None:
    with DrippingServer() as server:
        began = time.monotonic()
        with pytest.raises(MailUnavailable):
            mailer(server.port, timeout=0.3).send(MESSAGE, TO)
    assert time.monotonic() - began < PATIENCE


def test_a_rude_good_bye_after_acceptance_is_no_failure(open_relay: OpenRelay) -> None:
    relay = open_relay("rude")
    mailer(relay.port).send(MESSAGE, TO)
    assert relay.taken == [(TO, MESSAGE)]


@pytest.mark.parametrize(
    "address", ["", "dora", "döra@example.gov", "a@b.gov\r\nRCPT TO:<e@x.org>"]
)
def test_an_address_that_is_none_is_refused_without_asking_the_relay(address: str) -> None:
    with pytest.raises(AddressRefused, match="not a mail address"):
        mailer(free_port()).send(MESSAGE, address)
