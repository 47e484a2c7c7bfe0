"""The bytes of a mail: the same each time, and never another header than ours."""

import re
from collections.abc import Sequence
from datetime import UTC

import pytest

from mail.cleaning import one_line
from mail.composing import attach, compose, message_id, readdress
from mail.context import MailContext
from mail.rendering import MailRenderer
from policy.deadlines import NoZone
from policy.notices import Kind
from tests.mail.composed import (
    AT,
    EITHER,
    HEADERS,
    RENDERER,
    addressee,
    content,
    letter,
    parse,
    simple,
)
from tests.mail.samples import LINK


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


def test_another_address_makes_another_mail_that_says_the_same() -> None:
    """Its headers keep their lines, and a name is encoded as in the first one."""
    first = letter(simple())
    again = readdress(first, key="k", recipient_name="Zoë Weiß, Jr.", recipient="zoe@example.gov")
    assert addressee(again) == ("Zoë Weiß, Jr.", "zoe@example.gov")
    assert parse(again)["Message-ID"] == message_id("k", "example.gov")
    changed = (b"To: ", b"Message-ID: ")
    kept = [line for line in again.split(b"\r\n") if not line.startswith(changed)]
    assert kept == [line for line in first.split(b"\r\n") if not line.startswith(changed)]


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
    with pytest.raises(NoZone):
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
