"""The bytes of a mail: the same each time, and never another header than ours."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mail.cleaning import one_line
from mail.composing import NaiveInstant, UnusableAddress, attach, compose, is_usable, message_id
from mail.context import MailContext
from mail.rendering import MailRenderer, RenderedMail
from policy.notices import Kind
from tests.mail.samples import ALL, ATTACK, LINK, hostile, plain

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


@pytest.mark.parametrize(("kind", "context"), EITHER)
def test_every_mail_reads_back_whole_with_our_headers_only(
    kind: Kind, context: MailContext
) -> None:
    mail = RENDERER.render(kind, context)
    back = parse(letter(mail, name=context.recipient_name))
    assert set(back.keys()) == HEADERS
    assert [part.defects for part in back.walk()] == [[], [], []]
    assert [value.defects for value in back.values()] == [()] * len(HEADERS)
    assert back["Subject"] == mail.subject[:400].rstrip()
    assert content(back, "plain") == mail.text
    assert content(back, "html") == mail.html


@pytest.mark.parametrize(("kind", "context"), EITHER)
def test_a_second_composition_gives_the_same_bytes(kind: Kind, context: MailContext) -> None:
    first = letter(RENDERER.render(kind, context), name=context.recipient_name)
    again = letter(MailRenderer().render(kind, context), name=context.recipient_name)
    assert first == again


@pytest.mark.parametrize(("kind", "context"), EITHER)
def test_the_bytes_pass_every_relay(kind: Kind, context: MailContext) -> None:
    message = letter(RENDERER.render(kind, context), name=context.recipient_name)
    assert message.isascii()
    assert all(len(line) <= 998 for line in message.split(b"\r\n"))
    assert b"\n" not in message.replace(b"\r\n", b"")


def test_text_comes_before_html() -> None:
    parts = [part.get_content_type() for part in parse(letter(simple())).walk()]
    assert parts == ["multipart/alternative", "text/plain", "text/html"]


def test_the_date_and_the_id_come_from_the_notification_not_from_the_clock() -> None:
    back = parse(letter(simple()))
    assert back["Date"] == "Tue, 10 Nov 2026 21:12:05 +0000"
    assert back["Message-ID"] == message_id("TA-9R1B-6TZE/sign/1/agency_head", "example.gov")
    assert "TA-9R1B" not in back["Message-ID"]


def test_mails_of_one_arrangement_make_a_thread() -> None:
    back = parse(letter(simple()))
    assert back["References"] == message_id("TA-9R1B-6TZE", "example.gov")
    assert parse(letter(simple(), thread=""))["References"] is None


def test_answering_programs_are_told_not_to_answer() -> None:
    back = parse(letter(simple()))
    assert back["Auto-Submitted"] == "auto-generated"
    assert back["X-Auto-Response-Suppress"] == "All"


def test_answers_go_to_hr_and_a_bad_address_there_keeps_no_mail_back() -> None:
    assert parse(letter(simple()))["Reply-To"] == "hr@agency.example.gov"
    assert parse(letter(simple(), reply_to="call us\r\nBcc: eve@example.org"))["Reply-To"] is None
    assert parse(letter(simple(), reply_to=""))["Reply-To"] is None


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(NaiveInstant):
        compose(
            simple(),
            key="k",
            at=AT.replace(tzinfo=None),
            sender="a@example.gov",
            recipient_name="",
            recipient="b@example.gov",
            reply_to="",
            thread="",
        )


NAMES = [
    "",
    "D",
    "Null",
    "O'Brien-Łukasz",
    'Ann "Quote" \\ Backslash',
    "Smith, John <boss@example.org>",
    "=?utf-8?q?=0D=0ABcc:_eve@example.org?=",
    "日本語の名前",
    "مريم الخوري",
    "Zoë \U0001f600 " + "e" + "\u0301" * 50,
    "W" * 200,
    "Ł" * 200,
    "Ann\r\nBcc: eve@example.org",
    "Ann%0d%0aBcc:eve@example.org",
    ATTACK,
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_stays_a_name(name: str) -> None:
    shown, address = addressee(letter(simple(), name=name))
    assert shown == one_line(name)[:200].rstrip()
    assert address == "dora@agency.example.gov"
    assert set(parse(letter(simple(), name=name)).keys()) == HEADERS


@given(name=st.text(max_size=120), subject=st.text(max_size=200))
def test_no_name_and_no_subject_adds_a_header(name: str, subject: str) -> None:
    back = parse(letter(RenderedMail(subject, "Text.\n", "<p>Text.</p>\n"), name=name))
    assert set(back.keys()) == HEADERS
    assert addressee(letter(simple(), name=name))[1] == "dora@agency.example.gov"


BAD_ADDRESSES = [
    "",
    " ",
    "dora",
    "@example.gov",
    "dora@",
    "dora@example.gov, eve@example.org",
    "dora@example.gov eve@example.org",
    "dora@example.gov\r\nBcc: eve@example.org",
    "dora@example.gov\n",
    "dora\x00@example.gov",
    "dora@example.gov\u2028Bcc: eve@example.org",
    "döra@example.gov",
    "dora@exämple.gov",
    "<dora@example.gov>",
    "Dora <dora@example.gov>",
    "dora@example.gov>",
    "dora@@example.gov",
    "dora@exam ple.gov",
    "\ud800@example.gov",
]


@pytest.mark.parametrize("address", BAD_ADDRESSES)
def test_an_address_that_is_none_is_refused_by_name(address: str) -> None:
    assert not is_usable(address)
    with pytest.raises(UnusableAddress, match="not a mail address"):
        letter(simple(), to=address)


FILES = [
    [("TA-9R1B-6TZE arrangement.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 40)],
    [("one.pdf", b"%PDF-1"), ("two\r\nBcc: eve.pdf", b"%PDF-2"), ("Übersicht.pdf", b"")],
]


@pytest.mark.parametrize("files", FILES)
def test_attached_files_arrive_whole_and_the_bytes_repeat(
    files: Sequence[tuple[str, bytes]],
) -> None:
    message = letter(simple())
    full = attach(message, files)
    back = parse(full)
    assert full == attach(message, files)
    assert set(back.keys()) == HEADERS
    assert content(back, "plain") == simple().text
    parts = list(back.iter_attachments())
    assert [part.get_filename() for part in parts] == [one_line(name) for name, _ in files]
    assert [part.get_payload(decode=True) for part in parts] == [body for _, body in files]
    assert {part.get_content_type() for part in parts} == {"application/pdf"}
    assert re.search(r"^multipart/mixed", back["Content-Type"])


def test_a_message_without_files_is_left_as_it_is() -> None:
    message = letter(simple())
    assert attach(message, ()) is message


def test_the_link_survives_the_encoding() -> None:
    assert LINK in content(parse(letter(simple())), "plain").splitlines()


def test_a_date_in_utc_and_the_same_instant_elsewhere_are_one_date() -> None:
    first = letter(simple())
    utc = AT.astimezone(UTC)
    assert parse(first)["Date"].datetime == utc
