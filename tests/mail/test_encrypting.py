"""What the mailer wants of a relay before it gives it a password, or anything to read."""

import ssl
from smtplib import SMTPException

import pytest
import trustme

from mail.mailer import Mailer, MailUnavailable, PasswordInTheClear
from tests.mail.conftest import OpenRelay
from tests.mail.sending import MESSAGE, PATIENCE, TO


def test_with_starttls_the_message_travels_encrypted(
    open_relay: OpenRelay, server_tls: ssl.SSLContext, client_tls: ssl.SSLContext
) -> None:
    relay = open_relay(tls=server_tls)
    secure = Mailer("127.0.0.1", relay.port, starttls=True, timeout=PATIENCE, tls=client_tls)
    secure.send(MESSAGE, TO)
    assert relay.taken == [(TO, MESSAGE)]


def test_a_relay_that_cannot_encrypt_gets_nothing(open_relay: OpenRelay) -> None:
    relay = open_relay()
    with pytest.raises(MailUnavailable, match="STARTTLS"):
        Mailer("127.0.0.1", relay.port, starttls=True, timeout=PATIENCE).send(MESSAGE, TO)
    assert relay.taken == []


def test_an_unknown_certificate_gets_nothing(
    open_relay: OpenRelay, server_tls: ssl.SSLContext
) -> None:
    relay = open_relay(tls=server_tls)
    with pytest.raises(MailUnavailable, match="CERTIFICATE_VERIFY_FAILED"):
        Mailer("127.0.0.1", relay.port, starttls=True, timeout=PATIENCE).send(MESSAGE, TO)
    assert relay.taken == []


def test_a_certificate_for_another_host_gets_nothing(
    open_relay: OpenRelay, authority: trustme.CA, client_tls: ssl.SSLContext
) -> None:
    elsewhere = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("mail.example.gov").configure_cert(elsewhere)
    relay = open_relay(tls=elsewhere)
    with pytest.raises(MailUnavailable, match="IP address mismatch"):
        Mailer("127.0.0.1", relay.port, starttls=True, timeout=PATIENCE, tls=client_tls).send(
            MESSAGE, TO
        )
    assert relay.taken == []


def test_the_password_is_sent_over_the_encrypted_connection(
    open_relay: OpenRelay, server_tls: ssl.SSLContext, client_tls: ssl.SSLContext
) -> None:
    relay = open_relay(tls=server_tls)
    Mailer(
        "127.0.0.1",
        relay.port,
        user="telecommute",
        password="right",  # noqa: S106
        starttls=True,
        timeout=PATIENCE,
        tls=client_tls,
    ).send(MESSAGE, TO)
    assert relay.logins == [("telecommute", "right")]
    assert relay.taken == [(TO, MESSAGE)]


def test_a_wrong_password_is_the_operators_to_mend(
    open_relay: OpenRelay, server_tls: ssl.SSLContext, client_tls: ssl.SSLContext
) -> None:
    relay = open_relay(tls=server_tls)
    wrong = Mailer(
        "127.0.0.1",
        relay.port,
        user="telecommute",
        password="wrong",  # noqa: S106
        starttls=True,
        timeout=PATIENCE,
        tls=client_tls,
    )
    with pytest.raises(MailUnavailable, match=r"^535 ") as trouble:
        wrong.send(MESSAGE, TO)
    assert isinstance(trouble.value.__cause__, SMTPException)
    assert relay.taken == []


def test_a_password_in_the_clear_is_refused_at_once() -> None:
    with pytest.raises(PasswordInTheClear):
        Mailer("127.0.0.1", 25, user="telecommute", password="x")  # noqa: S106
