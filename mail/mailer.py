"""Hands a message to the mail relay and says plainly what became of it."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.parser import BytesHeaderParser
from email.utils import parseaddr
from smtplib import (
    SMTP,
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from mail.composing import UnusableAddress, is_usable

_PERMANENT = range(500, 600)
_DONE = 250


class AddressRefused(Exception):
    """The relay will never take this message for this address; the text says what it answered."""


class MailUnavailable(Exception):
    """The message was not accepted, as far as we know; sending the same bytes later is right."""


class PasswordInTheClear(ValueError):
    """A mail password was given without STARTTLS: turn it on."""


class Mailer:
    """Sends through one relay; safe to use from several threads.

    With `starttls` the connection is encrypted and the relay's certificate checked, or nothing is
    sent. `timeout` (seconds) bounds a message from the call to its acceptance, not each answer.
    `tls` replaces the system's trusted certificates.
    """

    def __init__(  # noqa: PLR0913 - one setting each
        self,
        host: str,
        port: int,
        *,
        user: str = "",
        password: str = "",
        starttls: bool = False,
        timeout: float = 30.0,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Keep the settings; PasswordInTheClear when the password would travel in the clear."""
        if user and not starttls:
            raise PasswordInTheClear
        self._host, self._port, self._timeout = host, port, timeout
        self._user, self._password = user, password
        self._tls = (tls or ssl.create_default_context()) if starttls else None
        self._name = socket.gethostname()

    def send(self, message: bytes, recipient: str) -> None:
        """One message in a conversation of its own; raises what `Conversation.send` raises."""
        with self.conversation() as relay:
            relay.send(message, recipient)

    @contextmanager
    def conversation(self) -> Iterator["Conversation"]:
        """For several messages in a row; the relay is called with the first of them."""
        talk = Conversation(self._call, self._timeout)
        try:
            yield talk
            talk.say_goodbye()
        finally:
            talk.hang_up()

    def _call(self, watch: "_Watch") -> SMTP:
        relay = _Relay(self._host, self._timeout, self._name)
        watch.begin(relay)
        try:
            relay.connect(self._host, self._port)
            self._secure(relay)
        except (SMTPException, OSError):
            relay.close()
            raise
        return relay

    def _secure(self, relay: SMTP) -> None:
        if self._tls is None:
            return
        relay.starttls(context=self._tls)
        if self._user:
            relay.login(self._user, self._password)


class Conversation:
    """Messages handed over one after another, by one thread.

    A relay that has hung up in between is called again. What it refuses does not end the
    conversation; whatever leaves its state unknown does.
    """

    def __init__(self, call: Callable[["_Watch"], SMTP], timeout: float) -> None:
        """`call` connects, under a watch that gives each message `timeout` seconds."""
        self._call = call
        self._timeout = timeout
        self._relay: SMTP | None = None
        self._watch = _Watch(timeout)

    def send(self, message: bytes, recipient: str) -> None:
        """Return once the relay has taken responsibility for the message.

        AddressRefused for a permanent refusal of the recipient or the message; MailUnavailable for
        everything that may pass: no relay, no answer in time, a temporary refusal, or settings
        that an operator has to put right.
        """
        if not is_usable(recipient):
            raise AddressRefused(str(UnusableAddress(recipient)))
        try:
            self._listening().sendmail(_sender(message), [recipient], message)
        except SMTPRecipientsRefused as error:
            code, answer = error.recipients[recipient]
            raise _refusal(code, answer) from error
        except SMTPDataError as error:
            raise _refusal(error.smtp_code, error.smtp_error) from error
        except SMTPResponseException as error:
            self.hang_up()
            raise MailUnavailable(_answer(error.smtp_code, error.smtp_error)) from error
        except (SMTPException, OSError) as error:
            self.hang_up()
            raise MailUnavailable(_trouble(error)) from error

    def say_goodbye(self) -> None:
        """End it politely; what goes wrong now no longer matters."""
        if self._relay is not None:
            with suppress(SMTPException, OSError):
                self._relay.quit()

    def hang_up(self) -> None:
        """End it, whatever its state."""
        self._watch.end()
        if self._relay is not None:
            self._relay.close()
            self._relay = None

    def _listening(self) -> SMTP:
        """The relay, known to listen still; every message has the whole time for itself."""
        self._watch.restart()
        if self._relay is not None and not _answers(self._relay):
            self.hang_up()
        if self._relay is None:
            self._watch = _Watch(self._timeout)
            self._relay = self._call(self._watch)
        return self._relay


class _Watch:
    """Ends a conversation that drips on: each answer in time, the whole never done."""

    def __init__(self, timeout: float) -> None:
        self._timeout = timeout
        self._deadline = time.monotonic() + timeout
        self._over = threading.Event()
        self._relay: SMTP | None = None

    def begin(self, relay: SMTP) -> None:
        """Watch this relay from now on."""
        self._relay = relay
        threading.Thread(target=self._look, daemon=True).start()

    def restart(self) -> None:
        """Give the next message its whole time."""
        self._deadline = time.monotonic() + self._timeout

    def end(self) -> None:
        """Watch no more."""
        self._over.set()

    def _look(self) -> None:
        while (left := self._deadline - time.monotonic()) > 0:
            if self._over.wait(left):
                return
        if self._relay is not None and self._relay.sock is not None:
            with suppress(OSError):
                self._relay.sock.shutdown(socket.SHUT_RDWR)


class _Relay(SMTP):
    """A connection not yet made, so that the making of it can be watched."""

    def __init__(self, host: str, timeout: float, name: str) -> None:
        """Remember the host: `starttls` checks the certificate against it."""
        super().__init__(timeout=timeout, local_hostname=name)
        self._host = host


def _answers(relay: SMTP) -> bool:
    """Whether a relay that was left alone for a moment still listens."""
    try:
        return relay.noop()[0] == _DONE
    except (SMTPException, OSError):
        return False


def _sender(message: bytes) -> str:
    """The envelope's sender: the address of the message's From; only its headers are read."""
    headers = message.partition(b"\r\n\r\n")[0]
    return parseaddr(str(BytesHeaderParser().parsebytes(headers)["From"]))[1]


def _refusal(code: int, answer: bytes | str) -> AddressRefused | MailUnavailable:
    kind = AddressRefused if code in _PERMANENT else MailUnavailable
    return kind(_answer(code, answer))


def _trouble(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _answer(code: int, answer: bytes | str) -> str:
    words = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return f"{code} {' '.join(words.split())}"
