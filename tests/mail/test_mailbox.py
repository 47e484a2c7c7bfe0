"""The embedded mailbox keeps each mail once, durably, and shows whatever came."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

import pytest

from mail.composing import attach, compose
from mail.mailbox import Attachment, Mailbox, MailboxServer
from mail.mailer import Mailer, MailUnavailable
from mail.rendering import RenderedMail
from tests.mail.composed import AT
from tests.ports import free_port

TO = "dora@agency.example.gov"


def message(key: str, name: str = "Dóra Castellano") -> bytes:
    return compose(
        RenderedMail(f"Sign {key}", "Please sign, Dóra.\n", "<p>Please sign, Dóra.</p>\n"),
        key=key,
        at=AT,
        sender="Telecommute <telecommute@example.gov>",
        recipient_name=name,
        recipient=TO,
        reply_to="hr@agency.example.gov",
        thread="t",
    )


@contextmanager
def serving(folder: Path) -> Iterator[Mailer]:
    port = free_port()
    server = MailboxServer(folder, "127.0.0.1", port)
    server.start()
    try:
        yield Mailer("127.0.0.1", port, timeout=60)
    finally:
        server.stop()


def test_a_mail_that_was_sent_can_be_read_whole(tmp_path: Path) -> None:
    with serving(tmp_path) as mailer:
        mailer.send(attach(message("k1"), [("arrangement.pdf", b"%PDF-1.7")]), TO)
    (letter,) = Mailbox(tmp_path).letters()
    assert letter.sender == "Telecommute <telecommute@example.gov>"
    assert letter.recipient == f"Dóra Castellano <{TO}>"
    assert letter.subject == "Sign k1"
    assert letter.text == "Please sign, Dóra.\n"
    assert letter.html == "<p>Please sign, Dóra.</p>\n"
    assert letter.attachments == (Attachment("arrangement.pdf", "application/pdf", b"%PDF-1.7"),)
    assert ("Auto-Submitted", "auto-generated") in letter.headers
    assert letter.copies == 1
    assert Mailbox(tmp_path).letter(letter.id) == letter


def test_the_same_mail_sent_again_is_kept_once_and_counted(tmp_path: Path) -> None:
    with serving(tmp_path) as mailer:
        for _ in range(3):
            mailer.send(message("k1"), TO)
    with serving(tmp_path) as mailer:
        mailer.send(message("k1"), TO)
    (letter,) = Mailbox(tmp_path).letters()
    assert letter.copies == 4
    first, *others = (tmp_path / f"{letter.id}.log").read_text().splitlines()
    assert {line.split()[1] for line in others} == {first.split()[1]}


def test_twenty_deliveries_at_once_make_one_mail(tmp_path: Path) -> None:
    with serving(tmp_path) as mailer, ThreadPoolExecutor(20) as pool:
        list(pool.map(lambda _: mailer.send(message("k1"), TO), range(20)))
    (letter,) = Mailbox(tmp_path).letters()
    assert letter.copies == 20


def test_the_newest_mail_comes_first(tmp_path: Path) -> None:
    box = Mailbox(tmp_path)
    for number in range(4):
        box.receive(message(f"k{number}"))
    assert [letter.subject for letter in box.letters()] == [f"Sign k{n}" for n in (3, 2, 1, 0)]
    assert [letter.subject for letter in box.letters(limit=2)] == ["Sign k3", "Sign k2"]


def test_nothing_but_whole_mails_lies_under_a_final_name(tmp_path: Path) -> None:
    box = Mailbox(tmp_path)
    box.receive(message("k1"))
    (tmp_path / ".half-written").write_bytes(b"Subject: half")
    assert sorted(path.suffix for path in tmp_path.glob("[!.]*")) == [".eml", ".log"]
    assert len(box.letters()) == 1


def test_a_mail_that_cannot_be_kept_is_not_accepted(tmp_path: Path) -> None:
    folder = tmp_path / "box"
    with serving(folder) as mailer:
        rmtree(folder)
        with pytest.raises(MailUnavailable, match=r"^452 "):
            mailer.send(message("k1"), TO)


def test_a_port_that_is_taken_is_said_at_once(tmp_path: Path) -> None:
    port = free_port()
    first, second = (MailboxServer(tmp_path, "127.0.0.1", port) for _ in range(2))
    first.start()
    try:
        with pytest.raises(OSError, match="Address already in use"):
            second.start()
    finally:
        first.stop()


STRANGE = [
    b"",
    b"\r\n\r\n",
    b"no headers at all",
    b"Subject: =?utf-8?q?=0D=0ABcc:_eve?=\r\nTo: =?utf-8?b?!!!?= <a@b>\r\n\r\nhello",
    b"Subject: \xff\xfe\r\nContent-Type: text/plain; charset=klingon\r\n\r\nhello",
    b"Content-Type: text/plain; charset=utf-8\r\n\r\n\xff\xfe",
    b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nbroken",
    b'To: "=?utf-8?q?=0D=0A?=" <>\r\nMessage-ID:\r\n\r\nhello',
    b"Content-Disposition: attachment; filename*=klingon''%FF\r\n\r\nhello",
]


@pytest.mark.parametrize("content", STRANGE)
def test_whatever_comes_is_shown_and_breaks_nothing(tmp_path: Path, content: bytes) -> None:
    box = Mailbox(tmp_path)
    letter = box.letter(box.receive(content))
    assert letter is not None
    for _, value in (*letter.headers, ("", letter.subject), ("", letter.recipient)):
        assert len(value.splitlines()) <= 1


@pytest.mark.parametrize("letter_id", ["", "..", "../secret", "f" * 31, "F" * 32, "0" * 32 + "\n"])
def test_only_ids_are_looked_up(tmp_path: Path, letter_id: str) -> None:
    (tmp_path / "secret.eml").write_bytes(b"Subject: secret")
    box = Mailbox(tmp_path / "box")
    assert box.letter(letter_id) is None
    assert box.letter("0" * 32) is None
