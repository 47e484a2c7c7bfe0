"""Builds the MIME message. The same values give the same bytes, so that an attempt can be repeated
without becoming a second mail."""

import hashlib
import mimetypes
from collections.abc import Sequence
from datetime import UTC, datetime
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr

from mail.cleaning import one_line
from mail.rendering import RenderedMail

_NAME_LIMIT = 100


class UnusableAddress(ValueError):
    """A mail address that no mail can be sent to: malformed, or not in ASCII."""

    def __init__(self, address: str) -> None:
        """Name the address, made safe to print."""
        super().__init__(f"not a mail address: {one_line(address)!r}")


class NaiveInstant(ValueError):
    """An instant without a zone, which would give a mail a wrong date."""


def compose(  # noqa: PLR0913 - a mail has that many parts
    mail: RenderedMail,
    *,
    key: str,
    at: datetime,
    sender: str,
    recipient_name: str,
    recipient: str,
    reply_to: str,
    thread: str,
) -> bytes:
    """The whole message, less its attachments.

    `at` (aware) becomes its Date, `key` its Message-ID. `sender` is an address, with a name before
    it in angle brackets where wanted. `reply_to` is left out when it is no usable address: a slip
    there must not keep somebody's mail. Mails with the same `thread` are shown together; "" for
    none. UnusableAddress when `sender` or `recipient` cannot be written to, NaiveInstant for a
    naive `at`.
    """
    if at.tzinfo is None:
        raise NaiveInstant(at)
    origin = mailbox_address(*parseaddr(sender))
    message = EmailMessage(policy=SMTP)
    message["From"] = origin
    message["To"] = mailbox_address(recipient_name, recipient)
    if is_usable(reply_to):
        message["Reply-To"] = mailbox_address("", reply_to)
    message["Subject"] = one_line(mail.subject)
    message["Date"] = at.astimezone(UTC)
    _identify(message, key, thread, origin.domain)
    _fill(message, mail, key)
    return message.as_bytes()


def attach(message: bytes, files: Sequence[tuple[str, bytes]]) -> bytes:
    """The message with `files` (name, content) added in order; unchanged when there are none."""
    if not files:
        return message
    letter = message_from_bytes(message, _class=EmailMessage, policy=SMTP)
    for name, content in files:
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        main, _, sub = kind.partition("/")
        letter.add_attachment(content, maintype=main, subtype=sub, filename=one_line(name))
    letter.set_boundary(_boundary("mixed", str(letter["Message-ID"])))
    return letter.as_bytes()


def message_id(key: str, domain: str) -> str:
    """The Message-ID of the mail with that key: always the same one, and it tells nothing else."""
    return f"<{_digest(key)}@{domain}>"


def mailbox_address(name: str, address: str) -> Address:
    """The address with its display name; UnusableAddress when no mail can be sent to it."""
    if not address.isascii() or one_line(address) != address or " " in address:
        raise UnusableAddress(address)
    try:
        found = Address(display_name=one_line(name)[:_NAME_LIMIT], addr_spec=address)
    except (ValueError, IndexError) as error:
        raise UnusableAddress(address) from error
    if not found.username or not found.domain:
        raise UnusableAddress(address)
    return found


def is_usable(address: str) -> bool:
    """Whether mail can be sent to `address`, as far as its form tells."""
    try:
        mailbox_address("", address)
    except UnusableAddress:
        return False
    return True


def _identify(message: EmailMessage, key: str, thread: str, domain: str) -> None:
    """Its own ID, its thread, and a request to out-of-office programs not to answer."""
    message["Message-ID"] = message_id(key, domain)
    if thread and thread != key:
        message["References"] = message_id(thread, domain)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"


def _fill(message: EmailMessage, mail: RenderedMail, key: str) -> None:
    """Text first, then HTML; quoted-printable passes every relay unchanged."""
    message.set_content(mail.text, cte="quoted-printable")
    message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    message.set_boundary(_boundary("alternative", key))


def _boundary(part: str, key: str) -> str:
    return f"=_{_digest(f'{part} {key}')}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
