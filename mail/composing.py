"""Builds the MIME message. The same values give the same bytes, so that an attempt can be repeated
without becoming a second mail."""

import hashlib
import mimetypes
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email import message_from_bytes
from email.charset import QP, Charset
from email.errors import HeaderParseError
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import SMTP, Compat32
from email.utils import format_datetime, parseaddr, quote
from functools import lru_cache

from mail.cleaning import one_line
from mail.rendering import RenderedMail
from policy.deadlines import NoZone

_LIMIT = 200
_CALENDAR = "invitation.ics"
_AS_RECEIVED = SMTP.clone(refold_source="none")
_PRINTABLE = Charset("utf-8")
_PRINTABLE.body_encoding = QP
_SPECIAL = re.compile(r'[][\\()<>@,:;".]')
_LINE = 78


class _Ready(Compat32):
    """Takes a header as it is where its lines are short enough: `Header` has folded them.

    The library would take each apart and fold it once more, at a third of the time of a mail.
    """

    def fold_binary(self, name: str, value: str) -> bytes:
        """The lines of one header, which were read with their line ends or never had any."""
        lines = f"{name}: {value}".replace("\r\n", "\n").split("\n")
        if any(len(line) > _LINE or not line.isascii() for line in lines):
            return super().fold_binary(name, value)
        return "".join(f"{line}{self.linesep}" for line in lines).encode()


_POLICY = _Ready(linesep="\r\n")


class UnusableAddress(ValueError):
    """A mail address that no mail can be sent to: malformed, or not in ASCII."""

    def __init__(self, address: str) -> None:
        """Name the address, made safe to print."""
        super().__init__(f"not a mail address: {one_line(address)!r}")


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
    calendar: bytes = b"",
    method: str = "",
) -> bytes:
    """The whole message, less its attachments.

    `at` (aware) becomes its Date, `key` its Message-ID. `sender` is an address, with a name before
    it in angle brackets where wanted. `reply_to` is left out when it is no usable address: a slip
    there must not keep somebody's mail. `calendar` is a calendar file with that `method`, which
    calendars understand as the message itself (RFC 6047). Mails with the same `thread` are shown
    together; "" for none. UnusableAddress when `sender` or `recipient` cannot be written to,
    NoZone for a naive `at`.
    """
    if at.tzinfo is None:
        raise NoZone(at.isoformat())
    name, address = _parts(sender)
    origin = address_of(address)
    message = _body(mail, key)
    if calendar:
        message.attach(_calendar_part(calendar, method))
    message["From"] = _named("From", name, origin.addr_spec)
    message["To"] = _named("To", recipient_name, address_of(recipient).addr_spec)
    if is_usable(reply_to):
        message["Reply-To"] = address_of(reply_to).addr_spec
    message["Subject"] = _words("Subject", mail.subject).encode()
    message["Date"] = format_datetime(at.astimezone(UTC))
    _identify(message, key, thread, origin.domain)
    return message.as_bytes()


def attach(message: bytes, files: Sequence[tuple[str, bytes]]) -> bytes:
    """The message with `files` (name, content) added in order; unchanged when there are none."""
    if not files:
        return message
    letter = message_from_bytes(message, _class=EmailMessage, policy=_AS_RECEIVED)
    for name, content in files:
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        main, _, sub = kind.partition("/")
        letter.add_attachment(content, maintype=main, subtype=sub, filename=one_line(name))
    letter.set_boundary(_boundary("mixed", str(letter["Message-ID"])))
    return letter.as_bytes()


def readdress(message: bytes, *, key: str, recipient_name: str, recipient: str) -> bytes:
    """A composed message to another address: a mail of its own, with the ID of `key`."""
    letter = message_from_bytes(message, policy=_POLICY)
    domain = str(letter["Message-ID"]).rpartition("@")[2].rstrip(">")
    letter.replace_header("To", _named("To", recipient_name, address_of(recipient).addr_spec))
    letter.replace_header("Message-ID", message_id(key, domain))
    return letter.as_bytes()


def message_id(key: str, domain: str) -> str:
    """The Message-ID of the mail with that key: always the same one, and it tells nothing else."""
    return f"<{_digest(key)}@{domain}>"


@lru_cache(maxsize=1024)
def address_of(address: str) -> Address:
    """The address in its parts; UnusableAddress when no mail can be sent to it."""
    if not address.isascii() or one_line(address) != address or " " in address:
        raise UnusableAddress(address)
    try:
        found = Address(addr_spec=address)
    except (ValueError, IndexError, HeaderParseError) as error:
        raise UnusableAddress(address) from error
    if not found.username or not found.domain or found.addr_spec != address:
        raise UnusableAddress(address)
    return found


def is_usable(address: str) -> bool:
    """Whether mail can be sent to `address`, as far as its form tells."""
    try:
        address_of(address)
    except UnusableAddress:
        return False
    return True


def _body(mail: RenderedMail, key: str) -> MIMEMultipart:
    """Text first, then HTML; quoted-printable passes every relay unchanged.

    The classic classes and `Header` on purpose: the newer `EmailMessage`, in Python 3.11, decodes
    an encoded word that somebody has for a name and lets its line break start a new header.
    """
    message = MIMEMultipart("alternative", _boundary("alternative", key), policy=_POLICY)
    for kind, words in (("plain", mail.text), ("html", mail.html)):
        part = MIMENonMultipart("text", kind, policy=_POLICY)
        part.set_payload(words, _PRINTABLE)
        message.attach(part)
    return message


def _calendar_part(calendar: bytes, method: str) -> MIMENonMultipart:
    part = MIMENonMultipart("text", "calendar", method=method, name=_CALENDAR, policy=_POLICY)
    part.set_payload(calendar.decode(), _PRINTABLE)
    return part


def _identify(message: MIMEMultipart, key: str, thread: str, domain: str) -> None:
    """Its own ID, its thread, and a request to out-of-office programs not to answer."""
    message["Message-ID"] = message_id(key, domain)
    if thread:
        message["References"] = message_id(thread, domain)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"


@lru_cache(maxsize=16)
def _parts(sender: str) -> tuple[str, str]:
    """Name and address of who sends: always the same."""
    return parseaddr(sender)


@lru_cache(maxsize=1024)
def _named(field: str, name: str, address: str) -> str:
    """`name <address>`; the name quoted or encoded as it needs."""
    clean = one_line(name)[:_LIMIT].rstrip()
    quoted = f'"{quote(clean)}"' if _SPECIAL.search(clean) else clean
    header = _words(field, quoted if _is_simple(clean) else clean)
    header.append(f"<{address}>", "us-ascii")
    return header.encode()


def _words(field: str, text: str) -> Header:
    """Words of a header: as they are when that is safe, else encoded."""
    clean = one_line(text)[: 2 * _LIMIT].rstrip()
    return Header(clean, "us-ascii" if _is_simple(clean) else "utf-8", header_name=field)


def _is_simple(text: str) -> bool:
    return text.isascii() and "=?" not in text


def _boundary(part: str, key: str) -> str:
    return f"=_{_digest(f'{part} {key}')}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
