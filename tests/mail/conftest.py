"""Relays to send to: real SMTP servers on free ports, each with one way to behave."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
import trustme

from tests.mail.relays import Relay

OpenRelay = Callable[..., Relay]


@pytest.fixture
def open_relay() -> Iterator[OpenRelay]:
    """Opens a relay that is closed after the test: `open_relay(mode, tls=...)`."""
    with ExitStack() as closing:

        def opening(mode: str = "ok", tls: ssl.SSLContext | None = None) -> Relay:
            return closing.enter_context(Relay(mode, tls))

        yield opening


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """A certificate authority of the tests' own."""
    return trustme.CA()


@pytest.fixture
def server_tls(authority: trustme.CA) -> ssl.SSLContext:
    """What a relay with a right certificate for 127.0.0.1 uses."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


@pytest.fixture
def client_tls(authority: trustme.CA) -> ssl.SSLContext:
    """What a mailer that trusts the authority uses."""
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context
