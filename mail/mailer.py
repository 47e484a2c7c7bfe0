"""Hands a message to the mail relay and says plainly what became of it."""

import socket
import ssl
import threading
from collections.abc import Iterator
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


class AddressRefused(Exception):
    """The relay will never take this message for this address; the text says what it answered."""


class MailUnavailable(Exception):
    """The message was not accepted, as far as we know; sending the same bytes later is right."""


class PasswordInTheClear(ValueError):
    """A mail password was given without STARTTLS: turn it on."""


class Mailer:
    """Sends through one relay; safe to use from several threads.

    With `starttls` the connection is encrypted and the relay's certificate checked, or nothing is
    sent. `timeout` (seconds) bounds the whole conversation, not each answer. `tls` replaces the
    system's trusted certificates.
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
        """Return once the relay has taken responsibility for the message.

        AddressRefused for a permanent refusal of the recipient or the message; MailUnavailable for
        everything that may pass: no relay, no answer in time, a temporary refusal, or settings
        that an operator has to put right.
        """
        if not is_usable(recipient):
            raise AddressRefused(str(UnusableAddress(recipient)))
        try:
            with self._conversation() as relay:
                relay.sendmail(_sender(message), [recipient], message)
        except SMTPRecipientsRefused as error:
            code, answer = error.recipients[recipient]
            raise _refusal(code, answer) from error
        except SMTPDataError as error:
            raise _refusal(error.smtp_code, error.smtp_error) from error
        except SMTPResponseException as error:
            raise MailUnavailable(_answer(error.smtp_code, error.smtp_error)) from error
        except (SMTPException, OSError) as error:
            raise MailUnavailable(_trouble(error)) from error

    @contextmanager
    def _conversation(self) -> Iterator[SMTP]:
        """A connection ready for a message; what goes wrong at good-bye no longer matters."""
        relay = _Relay(self._host, self._timeout, self._name)
        watch = threading.Timer(self._timeout, _hang_up, (relay,))
        watch.start()
        try:
            relay.connect(self._host, self._port)
            self._secure(relay)
            yield relay
            with suppress(SMTPException, OSError):
                relay.quit()
        finally:
            watch.cancel()
            relay.close()

    def _secure(self, relay: SMTP) -> None:
        if self._tls is None:
            return
        relay.starttls(context=self._tls)
        if self._user:
            relay.login(self._user, self._password)


class _Relay(SMTP):
    """A connection not yet made, so that the making of it can be watched."""

    def __init__(self, host: str, timeout: float, name: str) -> None:
        """Remember the host: `starttls` checks the certificate against it."""
        super().__init__(timeout=timeout, local_hostname=name)
        self._host = host


def _hang_up(relay: SMTP) -> None:
    """Ends a conversation that drips on: each answer in time, the whole never done."""
    if relay.sock is not None:
        with suppress(OSError):
            relay.sock.shutdown(socket.SHUT_RDWR)


def _sender(message: bytes) -> str:
    """The envelope's sender: the address of the message's From."""
    return parseaddr(str(BytesHeaderParser().parsebytes(message)["From"]))[1]


def _refusal(code: int, answer: bytes | str) -> AddressRefused | MailUnavailable:
    kind = AddressRefused if code in _PERMANENT else MailUnavailable
    return kind(_answer(code, answer))


def _trouble(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _answer(code: int, answer: bytes | str) -> str:
    words = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return f"{code} {' '.join(words.split())}"
