"""The embedded mailbox: receives over real SMTP and keeps every mail in a folder, for development.

Each mail is one `<id>.eml`, its ID made from its Message-ID; `<id>.log` has one line for each
time it was delivered. The same mail sent again is kept once and counted.
"""

import asyncio
import hashlib
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message as Mail
from email.parser import BytesHeaderParser
from pathlib import Path
from socket import create_server
from tempfile import NamedTemporaryFile
from typing import IO

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from mail.cleaning import one_line

_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Attachment:
    """A file that came with a mail."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class ReceivedMail:
    """A mail as the mailbox keeps it; `received_at` is its first arrival, `copies` counts all."""

    id: str
    received_at: datetime
    copies: int
    sender: str
    recipient: str
    subject: str
    headers: tuple[tuple[str, str], ...]
    text: str
    html: str
    attachments: tuple[Attachment, ...]


class Mailbox:
    """Reads and fills the folder; any number of readers may look while mail arrives."""

    def __init__(self, folder: Path) -> None:
        """Use `folder`, making it where it is missing."""
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def letters(self, limit: int = 200) -> tuple[ReceivedMail, ...]:
        """The newest `limit` mails, newest first."""
        files = sorted(self._folder.glob("*.eml"), key=_arrival, reverse=True)
        return tuple(self._read(file) for file in files[:limit])

    def letter(self, letter_id: str) -> ReceivedMail | None:
        """The mail of that ID, None when there is none."""
        file = self._folder / f"{letter_id}.eml"
        return self._read(file) if _ID.fullmatch(letter_id) and file.exists() else None

    def receive(self, message: bytes) -> str:
        """Keep the mail durably and return its ID; one that is already here is only counted."""
        letter_id = _identify(message)
        self._keep(self._folder / f"{letter_id}.eml", message)
        self._count(letter_id, message)
        return letter_id

    def _keep(self, file: Path, message: bytes) -> None:
        """Under its final name only when whole and on disk, whatever interrupts us."""
        with NamedTemporaryFile(dir=self._folder, prefix=".") as part:
            part.write(message)
            _flush(part)
            with suppress(FileExistsError):
                file.hardlink_to(part.name)
        _flush_folder(self._folder)

    def _count(self, letter_id: str, message: bytes) -> None:
        line = f"{datetime.now(UTC).isoformat()} {hashlib.sha256(message).hexdigest()}\n"
        with (self._folder / f"{letter_id}.log").open("ab") as log:
            log.write(line.encode())
            _flush(log)

    def _read(self, file: Path) -> ReceivedMail:
        mail = message_from_bytes(file.read_bytes())
        log = file.with_suffix(".log")
        copies = len(log.read_text(encoding="ascii").splitlines()) if log.exists() else 1
        return ReceivedMail(
            id=file.stem,
            received_at=datetime.fromtimestamp(file.stat().st_mtime, UTC),
            copies=copies,
            sender=_shown(mail["From"]),
            recipient=_shown(mail["To"]),
            subject=_shown(mail["Subject"]),
            headers=tuple((name, _shown(value)) for name, value in mail.items()),
            text=_body(mail, "text/plain"),
            html=_body(mail, "text/html"),
            attachments=tuple(_attachment(part) for part in mail.walk() if part.get_filename()),
        )


class MailboxServer:
    """An SMTP server that fills a mailbox, in a thread of its own.

    It answers 250 only once the mail is on disk. It wants no password and keeps whatever is sent:
    bind it to the loopback interface.
    """

    def __init__(self, folder: Path, host: str, port: int) -> None:
        """Keep where to listen and what to fill; nothing listens before `start`."""
        self._mailbox, self._host, self._port = Mailbox(folder), host, port
        self._controller: Controller | None = None

    def start(self) -> None:
        """Listen; OSError when the port is taken, which aiosmtpd alone would say late."""
        create_server((self._host, self._port)).close()
        keeper = _Keeper(self._mailbox)
        self._controller = Controller(
            keeper, hostname=self._host, port=self._port, server_hostname="mailbox"
        )
        self._controller.start()

    def stop(self) -> None:
        """Finish the mail in hand and listen no more."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None


class _Keeper:
    """What aiosmtpd calls with each mail."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    async def handle_DATA(  # noqa: N802 - the name aiosmtpd looks for
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        content = envelope.content or b""
        message = content.encode() if isinstance(content, str) else content
        try:
            await asyncio.to_thread(self._mailbox.receive, message)
        except OSError as error:
            return f"452 the mailbox cannot keep it: {error.strerror}"
        return "250 kept"


def _identify(message: bytes) -> str:
    """32 hexadecimal digits: of the Message-ID, or of the whole mail where it has none."""
    found = str(BytesHeaderParser().parsebytes(message)["Message-ID"] or "").strip()
    return hashlib.sha256(found.encode("utf-8", "replace") if found else message).hexdigest()[:32]


def _arrival(file: Path) -> int:
    return file.stat().st_mtime_ns


def _shown(value: str | None) -> str:
    """A header decoded; as it came where it cannot be, since a mailbox shows everything."""
    raw = str(value or "")
    try:
        return one_line(str(make_header(decode_header(raw))))
    except (HeaderParseError, LookupError, ValueError):
        return one_line(raw)


def _body(mail: Mail, kind: str) -> str:
    """The first part of that kind that is no attachment, "" without one."""
    for part in mail.walk():
        if part.get_content_type() == kind and not part.get_filename():
            return _words(part)
    return ""


def _words(part: Mail) -> str:
    content = _bytes(part)
    try:
        words = content.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:
        words = content.decode("utf-8", "replace")
    return words.replace("\r\n", "\n")


def _attachment(part: Mail) -> Attachment:
    return Attachment(one_line(part.get_filename("")), part.get_content_type(), _bytes(part))


def _bytes(part: Mail) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _flush(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """A file's name is durable only when its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
