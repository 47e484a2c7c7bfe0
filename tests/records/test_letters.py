"""The outbox: each letter is tried until it is sent or refused, and settled once."""

from datetime import datetime

import pytest
from sqlmodel import Session

from policy.notices import Kind
from records import letters
from records.letters import AGAIN, FIRST, Letter
from tests.records.samples import DAY, HOUR, NOW, REFERENCE, a_letter


def put(session: Session, *queued: Letter) -> None:
    """Queue letters."""
    letters.queue(session, queued)


def get(session: Session, key: str = "k") -> Letter:
    """The letter as the database has it."""
    session.expire_all()
    return session.get_one(Letter, key)


def test_a_letters_bytes_come_back_exactly(session: Session) -> None:
    put(session, a_letter())
    letter = get(session)
    assert letter.message == b"Subject: Sign\r\n\r\n\x00\xff"
    assert letter.attachments == [["arrangement.pdf", "0" * 64]]


def test_letters_are_due_oldest_first_and_no_more_than_asked(session: Session) -> None:
    put(session, a_letter("b", NOW - HOUR), a_letter("a"), a_letter("c", NOW - DAY))
    assert [letter.key for letter in letters.due(session, NOW, 10)] == ["c", "b", "a"]
    assert [letter.key for letter in letters.due(session, NOW, 2)] == ["c", "b"]


def test_a_letter_is_not_due_before_its_time(session: Session) -> None:
    put(session, a_letter("later", NOW + HOUR))
    assert letters.due(session, NOW, 10) == []
    assert len(letters.due(session, NOW + HOUR, 10)) == 1


def test_a_letter_put_off_waits_and_says_why(session: Session) -> None:
    put(session, a_letter())
    letters.put_off(session, "k", "451 try later", NOW + HOUR)
    letter = get(session)
    assert (letter.state, letter.attempts, letter.problem) == ("queued", 1, "451 try later")
    assert letters.due(session, NOW, 10) == []
    assert letters.oldest_queued(session) == NOW


def test_a_sent_letter_is_done_with(session: Session) -> None:
    put(session, a_letter())
    letters.put_off(session, "k", "451 try later", NOW)
    letters.mark_sent(session, "k", NOW + HOUR)
    letter = get(session)
    assert (letter.state, letter.attempts, letter.problem) == ("sent", 2, "")
    assert letter.sent_at == NOW + HOUR
    assert letters.due(session, NOW + DAY, 10) == []


def test_what_is_settled_stays_settled(session: Session) -> None:
    put(session, a_letter())
    letters.mark_sent(session, "k", NOW)
    letters.mark_refused(session, "k", "550 late news")
    letters.put_off(session, "k", "451", NOW + DAY)
    letters.mark_sent(session, "k", NOW + DAY)
    letter = get(session)
    assert (letter.state, letter.sent_at, letter.attempts) == ("sent", NOW, 1)


def test_the_outbox_says_since_when_its_oldest_letter_waits(session: Session) -> None:
    assert letters.oldest_queued(session) is None
    put(session, a_letter("new"), a_letter("old", NOW - DAY))
    assert letters.oldest_queued(session) == NOW - DAY
    letters.mark_sent(session, "old", NOW)
    assert letters.oldest_queued(session) == NOW


def test_only_awaited_letters_that_were_sent_are_reported_and_only_once(session: Session) -> None:
    put(session, awaited("sent"), awaited("queued"), a_letter("unawaited"))
    letters.mark_sent(session, "sent", NOW)
    letters.mark_sent(session, "unawaited", NOW)
    assert [letter.key for letter in letters.untold(session)] == ["sent"]
    letters.mark_told(session, "sent")
    assert letters.untold(session) == []


def test_a_refused_letter_is_work_until_a_later_one_arrives(session: Session) -> None:
    put(session, a_letter("first"))
    letters.mark_refused(session, "first", "550 no such user")
    assert keys(session) == ["first"]
    put(session, a_letter("second", NOW + HOUR))
    assert keys(session) == ["first"]
    letters.mark_sent(session, "second", NOW + HOUR)
    assert keys(session) == []


def test_a_reminder_that_arrives_makes_good_what_it_reminds_of(session: Session) -> None:
    put(session, a_letter("first"), a_letter("second", NOW + HOUR, kind="signature_reminder"))
    letters.mark_refused(session, "first", "550 no such user")
    letters.mark_sent(session, "second", NOW + HOUR)
    assert keys(session) == []


def test_every_reminder_is_named_after_what_it_reminds_of() -> None:
    again = [kind.removesuffix(AGAIN) for kind in Kind if kind.endswith(AGAIN)]
    assert {kind + FIRST for kind in again} == {kind for kind in Kind if kind.endswith(FIRST)}


@pytest.mark.parametrize(
    "other",
    [
        a_letter("other", NOW - HOUR),
        a_letter("other", NOW + HOUR, kind="authorized"),
        a_letter("other", NOW + HOUR, role="head"),
        a_letter("other", NOW + HOUR, reference="TA-OTHER"),
    ],
)
def test_no_other_letter_makes_a_refused_one_good(session: Session, other: Letter) -> None:
    put(session, a_letter("first"), other)
    letters.mark_refused(session, "first", "550")
    letters.mark_sent(session, "other", NOW + DAY)
    assert keys(session) == ["first"]


def test_every_letter_about_an_arrangement_is_listed_oldest_first(session: Session) -> None:
    put(session, a_letter("b"), a_letter("a", NOW - HOUR), a_letter("c", reference="TA-OTHER"))
    listed = letters.of_arrangement(session, REFERENCE)
    assert [letter.key for letter in listed] == ["a", "b"]


def awaited(key: str, queued_at: datetime = NOW) -> Letter:
    """A letter that a workflow waits for."""
    letter = a_letter(key, queued_at)
    letter.awaited = True
    return letter


def keys(session: Session) -> list[str]:
    """The refused letters of the arrangement that were not made good."""
    session.expire_all()
    return [letter.key for letter in letters.refused(session, REFERENCE)]
