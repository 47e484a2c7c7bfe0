"""Putting an account on record: whole or not at all, once, whatever names people have."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select

from activities.parties import NotRecorded
from policy.account import Status
from policy.notices import Kind
from records.arrangements import Arrangement
from records.database import Sessions
from records.entries import TimelineEntry
from records.letters import Letter
from records.links import Link
from records.people import Person
from tests import people
from tests.activities.recorded import a_submission, an_account, parsed, recording

HOSTILE = [
    "Ana\r\nBcc: everybody@example.test",
    "Ana\n\n<script>alert(1)</script>",
    "\u202eariviR anA\u202c",
    "A" * 200,
    '<script>alert("x")</script>',
    "=?utf-8?q?Ana?= <x@example.test>, B",
    "李\U0001f600 Ünï\u0301çødé",
    "\x00\x07Ana\ud800".encode("utf-8", "replace").decode(),
]


def rename(sessions: Sessions, name: str, mail: str = "ana@example.test") -> None:
    """The directory has another name for the employee."""
    with sessions() as session:
        person = session.get_one(Person, people.EMPLOYEE)
        person.name, person.mail = name, mail
        session.add(person)
        session.commit()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_adds_no_header_no_line_and_no_markup(sessions: Sessions, name: str) -> None:
    """It is kept as it is, and harmless where it is shown."""
    rename(sessions, name)
    kinds = (Kind.SIGNATURE_REQUESTED, Kind.DECISION_DENIED, Kind.SIGNATURE_DECLINED)
    recording(sessions).record(an_account(*kinds, note=name), a_submission())
    with sessions() as session:
        letters = list(session.exec(select(Letter)))
        entry = session.exec(select(TimelineEntry)).one()
    assert entry.note == name
    assert len(letters) == len(kinds)
    for letter in letters:
        mail = parsed(letter)
        assert mail.get_all("Bcc") is None
        assert [each.addr_spec for each in mail["To"].addresses] == ["ana@example.test"]
        html = mail.get_body(("html",))
        assert html is not None
        assert "<script" not in html.get_content().lower()
        assert "\u202e" not in html.get_content() + letter.subject


def test_writing_the_same_step_again_changes_nothing(sessions: Sessions) -> None:
    """A step is repeated after a lost answer: one entry, one mail, one link, the same bytes."""
    account = an_account(Kind.SIGNATURE_REQUESTED, Kind.SIGNATURE_REMINDER)
    for _ in range(3):
        recording(sessions).record(account, a_submission())
    with sessions() as session:
        assert len(session.exec(select(TimelineEntry)).all()) == 1
        assert len(session.exec(select(Link)).all()) == 1
        first = {letter.key: letter.message for letter in session.exec(select(Letter))}
    assert len(first) == 2
    rename(sessions, "Somebody Else")
    recording(sessions).record(account, a_submission())
    with sessions() as session:
        assert {one.key: one.message for one in session.exec(select(Letter))} == first


@pytest.mark.parametrize("mail", ["", "not an address", "ä@example.test", "a@b\r\nc@d.test"])
def test_somebody_without_a_usable_address_is_work_and_not_silence(
    sessions: Sessions, mail: str
) -> None:
    """The step is on record all the same; the mail is refused already."""
    rename(sessions, "Ana Rivera", mail)
    recording(sessions).record(an_account(Kind.SIGNATURE_REQUESTED), a_submission())
    with sessions() as session:
        letter = session.exec(select(Letter)).one()
    assert letter.state == "refused"
    assert letter.problem


def test_who_is_not_in_the_directory_is_told_nothing_and_stops_nothing(sessions: Sessions) -> None:
    """A refused letter under their number."""
    account = an_account(Kind.SIGNATURE_REQUESTED)
    unknown = tuple(replace(notice, person="9999") for notice in account.notices)
    recording(sessions).record(replace(account, notices=unknown), a_submission())
    with sessions() as session:
        assert session.exec(select(Letter)).one().state == "refused"


def test_a_role_that_nobody_holds_gets_no_letter(sessions: Sessions) -> None:
    """There is nobody to write to; the open task shows it."""
    account = an_account(Kind.SIGNATURE_REQUESTED)
    nobody = tuple(replace(notice, person="") for notice in account.notices)
    recording(sessions).record(replace(account, notices=nobody), a_submission())
    with sessions() as session:
        assert session.exec(select(Letter)).all() == []


def test_a_step_is_written_whole_or_not_at_all(sessions: Sessions) -> None:
    """A database lost at the commit leaves nothing behind; the repetition writes it all."""
    recorder = recording(sessions)
    failing = recording(lambda: Uncommitted(sessions().get_bind()))
    account = an_account(Kind.SIGNATURE_REQUESTED)
    with pytest.raises(OperationalError):
        failing.record(account, a_submission())
    with sessions() as session:
        assert session.exec(select(TimelineEntry)).all() == []
        assert session.exec(select(Letter)).all() == []
    recorder.record(account, a_submission())
    with sessions() as session:
        assert len(session.exec(select(Letter)).all()) == 1


class Uncommitted(Session):
    """A session whose database goes away at the last moment."""

    def commit(self) -> None:
        """Lose the connection."""
        raise OperationalError("COMMIT", {}, OSError("gone"))


def test_a_later_step_of_an_unknown_arrangement_is_an_error(sessions: Sessions) -> None:
    """Nothing is invented: the step waits until the first one is there."""
    with pytest.raises(NotRecorded):
        recording(sessions).record(an_account(Kind.SIGNATURE_REQUESTED, revision=2), None)


@pytest.mark.requirement("CT-109")
@pytest.mark.parametrize(
    ("kind", "facts", "followed", "alone"),
    [
        (
            Kind.TERM_ENDING,
            {"days_left": "30"},
            "TA-TEST-0002 follows it on the next day",
            "you need a new arrangement",
        ),
        (
            Kind.ARRANGEMENT_ENDED,
            {"ended": "It reached its last day."},
            "It is followed by TA-TEST-0002, under which you go on telecommuting.",
            "Please work at your official duty station.",
        ),
    ],
)
@pytest.mark.parametrize(
    ("status", "begins", "follows"),
    [
        (Status.AUTHORIZED, date(2027, 9, 1), True),
        (Status.ACTIVE, date(2027, 9, 1), True),
        (Status.SIGNING, date(2027, 9, 1), False),
        (Status.AUTHORIZED, date(2027, 9, 2), False),
    ],
)
def test_mails_about_the_end_know_what_is_signed_and_follows(  # noqa: PLR0913 - a table
    sessions: Sessions,
    status: Status,
    begins: date,
    kind: Kind,
    facts: dict[str, str],
    *,
    follows: bool,
    followed: str,
    alone: str,
) -> None:
    recording(sessions).record(an_account(), a_submission())
    with sessions() as session:
        first = session.exec(select(Arrangement)).one()
        row = first.model_dump() | {"reference": "TA-TEST-0002"}
        session.add(Arrangement(**row | {"status": status, "starts_on": begins}))
        session.commit()
    account = an_account(kind, revision=2)
    (notice,) = account.notices
    notices = (replace(notice, purpose=None, facts=facts),)
    recording(sessions).record(replace(account, notices=notices), None)
    with sessions() as session:
        body = parsed(session.exec(select(Letter)).one()).get_body(("plain",))
    assert body is not None
    assert (followed if follows else alone) in " ".join(body.get_content().split())
