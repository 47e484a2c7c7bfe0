"""Mails to compose, and what a reader gets of them."""

from datetime import datetime, timedelta, timezone
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr

import pytest

from mail.composing import compose
from mail.rendering import MailRenderer, RenderedMail
from policy.notices import Kind
from tests.mail.samples import ALL, hostile, plain

RENDERER = MailRenderer()
AT = datetime(2026, 11, 10, 16, 12, 5, tzinfo=timezone(timedelta(hours=-5)))
HEADERS = {
    "From",
    "To",
    "Reply-To",
    "Subject",
    "Date",
    "Message-ID",
    "References",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "MIME-Version",
    "Content-Type",
}


def letter(
    mail: RenderedMail,
    *,
    name: str = "Dora Castellano",
    to: str = "dora@agency.example.gov",
    reply_to: str = "hr@agency.example.gov",
    thread: str = "TA-9R1B-6TZE",
) -> bytes:
    return compose(
        mail,
        key="TA-9R1B-6TZE/sign/1/agency_head",
        at=AT,
        sender="Telecommute <telecommute@example.gov>",
        recipient_name=name,
        recipient=to,
        reply_to=reply_to,
        thread=thread,
    )


def parse(message: bytes) -> EmailMessage:
    return message_from_bytes(message, _class=EmailMessage, policy=SMTP)


def addressee(message: bytes) -> tuple[str, str]:
    """The name and address of To, decoded as a mail program does."""
    encoded, address = parseaddr(str(message_from_bytes(message)["To"]))
    return str(make_header(decode_header(encoded))), address


def simple() -> RenderedMail:
    return RENDERER.render(Kind.SIGNATURE_REQUESTED, plain(Kind.SIGNATURE_REQUESTED))


def content(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert isinstance(part, EmailMessage)
    return str(part.get_content()).replace("\r\n", "\n")


EITHER = [
    pytest.param(kind, make(kind), id=f"{kind}-{make.__name__}")
    for kind in ALL
    for make in (plain, hostile)
]
