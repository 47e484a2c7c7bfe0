"""Putting an account on record: whole or not at all, once, whatever names people have."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select

from activities.parties import NotRecorded
from activities.recording import Recording
from activities.writing import Correspondent, Office
from demonstration.favorable import a_week
from mail.rendering import MailRenderer
from policy.account import Account, Entry, Happening, Standing, Status
from policy.acts import Attribution, Submission
from policy.notices import Kind, Notice
from policy.plan import plan
from policy.proposal import Proposal
from policy.reading.loading import PROGRAMS, load_agencies, load_programs
from policy.tasks import Purpose, Task
from records.arrangements import Arrangement
from records.database import Sessions
from records.entries import TimelineEntry
from records.facts import EmployeeFacts
from records.letters import Letter
from records.links import Link
from records.people import Person
from tests import people

AT = datetime(2026, 11, 10, 15, tzinfo=UTC)
OFFICE = Office("http://127.0.0.1:8000", "telecommute@example.test", b"s" * 32)
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


def a_submission() -> Submission:
    """The employee's proposal as it comes in."""
    programs = load_programs(PROGRAMS)
    agency = load_agencies(PROGRAMS / "agencies", programs)["comptroller"]
    return Submission(
        reference="TA-TEST-0001",
        agency=agency.id,
        unit="Audit",
        plan=plan(programs.get(agency.program), agency, {}),
        proposal=Proposal(date(2026, 12, 1), date(2027, 8, 31), a_week("tuesday")),
        by=Attribution(people.EMPLOYEE, "key-1", AT),
    )


def an_account(*kinds: Kind, revision: int = 1, note: str = "") -> Account:
    """One step: something happened, and the employee is told in several ways."""
    task = Task(Purpose.SIGN, "employee", people.EMPLOYEE, AT, 1, "employee")
    return Account(
        standing=Standing(
            reference="TA-TEST-0001",
            revision=revision,
            as_of=AT,
            status=Status.SIGNING,
            since=AT,
            version=1,
            signed=(),
            tasks=(task,),
            deadlines=(),
            starts_on=date(2026, 12, 1),
            ends_on=date(2027, 8, 31),
        ),
        entries=(Entry(1, AT, Happening.SUBMITTED, "employee", people.EMPLOYEE, note=note),),
        notices=tuple(
            Notice(
                f"TA-TEST-0001/{at}",
                kind,
                "employee",
                people.EMPLOYEE,
                AT,
                purpose=Purpose.SIGN,
                about="employee",
                version=1,
                facts={"reason": note, "outcome": "approved", "declined_by": note},
            )
            for at, kind in enumerate(kinds, 1)
        ),
        proposals=((0, a_submission().proposal),),
    )


def recording(sessions: Sessions) -> Recording:
    """The activity, with the programs as they ship."""
    programs = load_programs(PROGRAMS)
    agencies = load_agencies(PROGRAMS / "agencies", programs)
    return Recording(sessions, Correspondent(OFFICE, MailRenderer(), programs, agencies))


def rename(sessions: Sessions, name: str, mail: str = "ana@example.test") -> None:
    """The directory has another name for the employee."""
    with sessions() as session:
        person = session.get_one(Person, people.EMPLOYEE)
        person.name, person.mail = name, mail
        session.add(person)
        session.commit()


def parsed(letter: Letter) -> EmailMessage:
    """The letter as a mail program reads it."""
    return message_from_bytes(letter.message, _class=EmailMessage, policy=modern)


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


def leave(sessions: Sessions, number: str, on: date) -> None:
    """Somebody works here no more from that day on."""
    with sessions() as session:
        session.merge(EmployeeFacts(person=number, left_on=on))
        session.commit()


def told_of(sessions: Sessions, *persons: str) -> dict[str, str | None]:
    """Everybody of these who is written to, with where an answer of theirs goes."""
    account = an_account(*(Kind.SIGNATURE_REQUESTED for _ in persons))
    notices = tuple(
        replace(notice, person=person)
        for notice, person in zip(account.notices, persons, strict=True)
    )
    recording(sessions).record(replace(account, notices=notices), a_submission())
    with sessions() as session:
        return {one.person: parsed(one)["Reply-To"] for one in session.exec(select(Letter))}


def test_who_has_left_is_written_to_no_more_but_of_their_own_arrangement(
    sessions: Sessions,
) -> None:
    """They are asked for nothing, nor told that they are not; the employee has things to return."""
    for number in (people.EMPLOYEE, people.SUPERVISOR):
        leave(sessions, number, AT.date())
    leave(sessions, people.MANAGER, AT.date() + timedelta(days=1))
    told = told_of(sessions, people.EMPLOYEE, people.SUPERVISOR, people.MANAGER)
    assert set(told) == {people.EMPLOYEE, people.MANAGER}


def test_answers_reach_the_hr_representative_while_they_are_here(sessions: Sessions) -> None:
    leave(sessions, people.COORDINATOR, AT.date() + timedelta(days=1))
    assert told_of(sessions, people.EMPLOYEE) == {people.EMPLOYEE: "hana@example.test"}


def test_answers_reach_who_coordinates_once_the_hr_representative_has_left(
    sessions: Sessions,
) -> None:
    leave(sessions, people.COORDINATOR, AT.date())
    assert told_of(sessions, people.EMPLOYEE) == {people.EMPLOYEE: "dario@example.test"}


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
    ("status", "begins", "told"),
    [
        (Status.AUTHORIZED, date(2027, 9, 1), "TA-TEST-0002 follows it on the next day"),
        (Status.ACTIVE, date(2027, 9, 1), "TA-TEST-0002 follows it on the next day"),
        (Status.SIGNING, date(2027, 9, 1), "you need a new arrangement"),
        (Status.AUTHORIZED, date(2027, 9, 2), "you need a new arrangement"),
    ],
)
def test_the_mail_about_the_end_knows_what_is_signed_and_follows(
    sessions: Sessions, status: Status, begins: date, told: str
) -> None:
    recording(sessions).record(an_account(), a_submission())
    with sessions() as session:
        first = session.exec(select(Arrangement)).one()
        row = first.model_dump() | {"reference": "TA-TEST-0002"}
        session.add(Arrangement(**row | {"status": status, "starts_on": begins}))
        session.commit()
    account = an_account(Kind.TERM_ENDING, revision=2)
    (notice,) = account.notices
    notices = (replace(notice, purpose=None, facts={"days_left": "30"}),)
    recording(sessions).record(replace(account, notices=notices), None)
    with sessions() as session:
        body = parsed(session.exec(select(Letter)).one()).get_body(("plain",))
    assert body is not None
    assert told in " ".join(body.get_content().split())
