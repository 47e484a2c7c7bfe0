"""The statement of a year is written once, with its files and a mail to each coordinator."""

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlmodel import insert

from activities.announcing import Announcer
from activities.counting import Statistician
from activities.digesting import MOST, Digesting, DigestOrder
from activities.posting import Office
from activities.stating import StatementOrder, Stating
from documents.rendering import Typesetter
from documents.store import FolderStore
from mail.rendering import MailRenderer
from records import letters, statements
from records.arrangements import Arrangement
from records.database import Sessions
from records.letters import Letter
from records.people import Person
from tests import people
from tests.policy.samples import AGENCIES, PROGRAMS

ANNOUNCER = Announcer(Office("https://t.test", "telecommute@t.test", b"s" * 32), MailRenderer())
JANUARY = datetime(2027, 1, 2, 11, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)
EAST, WEST = "America/New_York", "America/Los_Angeles"


@dataclass(frozen=True)
class Desk:
    """Records, a store, and what writes into them."""

    sessions: Sessions
    store: FolderStore

    def state(self, key: str = "extent-comptroller-1", agency: str = "comptroller") -> int:
        """Write last year's statement."""
        statistician = Statistician(PROGRAMS, AGENCIES)
        stating = Stating(self.sessions, statistician, Typesetter(), self.store, ANNOUNCER)
        return stating.write(StatementOrder(agency, JANUARY, key))

    def digest(self, zone: str = EAST, key: str = "digest-1") -> int:
        """Write Monday's digests."""
        digesting = Digesting(self.sessions, PROGRAMS, AGENCIES, ANNOUNCER)
        return digesting.digest(DigestOrder(zone, MONDAY, key))

    def mails(self) -> list[Letter]:
        """What is in the outbox."""
        with self.sessions() as session:
            return letters.due(session, JANUARY, 100)

    def arrangement(self, reference: str, employee: str = people.EMPLOYEE, **more: object) -> None:
        """One with a deadline on Wednesday, or as given."""
        due = "2026-11-25T17:00:00+00:00"
        given = {
            "reference": reference,
            "revision": 1,
            "program": "connecticut",
            "program_version": "2010.1",
            "agency": "comptroller",
            "unit": "",
            "employee": employee,
            "status": "authorized",
            "since": MONDAY,
            "submitted_at": MONDAY,
            "starts_on": MONDAY.date(),
            "signed": [],
            "deadlines": [
                {"name": "das:1:due", "label": "Copy due to DAS", "at": due},
                {"name": "reminder", "label": "Reminder", "at": due},
            ],
            "next_deadline": datetime.fromisoformat(due),
            **more,
        }
        with self.sessions() as session:
            session.exec(insert(Arrangement), params=[given])
            session.commit()


@pytest.fixture
def desk(sessions: Sessions, tmp_path: Path) -> Desk:
    """A desk whose people have their coordinator."""
    with sessions() as session:
        employee = session.get(Person, people.EMPLOYEE)
        assert employee is not None
        employee.hr_representative = people.COORDINATOR
        session.add(employee)
        session.commit()
    return Desk(sessions, FolderStore(tmp_path / "documents"))


@pytest.mark.requirement("CT-014")
def test_last_years_statement_is_kept_with_its_files_and_coordinators_are_told(desk: Desk) -> None:
    assert desk.state() == 2026
    with desk.sessions() as session:
        (written,) = statements.of_year(session, {"comptroller"}, 2026)
    text = PdfReader(io.BytesIO(desk.store.get(written.pdf))).pages[0].extract_text()
    assert "Extent of use of telecommuting, 2026" in " ".join(text.split())
    assert desk.store.get(written.spreadsheet).startswith(b"PK")
    (mail,) = [each for each in desk.mails() if each.person == people.COORDINATOR]
    assert mail.subject == "Check the extent of use of 2026: Office of the Comptroller"
    assert b"/extent?year=3D2026" in mail.message or b"/extent?year=2026" in mail.message


def test_a_run_that_is_repeated_changes_nothing(desk: Desk) -> None:
    desk.state()
    before = {mail.key for mail in desk.mails()}
    desk.state()
    assert {mail.key for mail in desk.mails()} == before
    with desk.sessions() as session:
        assert len(statements.of_year(session, {"comptroller"}, 2026)) == 1


def test_another_run_writes_the_year_anew_beside_the_first(desk: Desk) -> None:
    desk.state("run-1")
    desk.state("run-2")
    with desk.sessions() as session:
        assert len(statements.of_year(session, {"comptroller"}, 2026)) == 2


def test_an_agency_that_is_no_more_has_no_statement(desk: Desk) -> None:
    assert desk.state(agency="atlantis") == 0
    assert desk.mails() == []


def test_people_who_are_late_are_told_of_without_a_deadline(desk: Desk) -> None:
    desk.arrangement(
        "TA-2222-2222", late_since=datetime(2026, 11, 20, 15, tzinfo=UTC), deadlines=[]
    )
    desk.arrangement("TA-3333-3333", next_deadline=datetime(2026, 12, 1, tzinfo=UTC), deadlines=[])
    assert desk.digest() == 1
    (mail,) = desk.mails()
    text = mail.message.decode()
    assert mail.subject == "See what this week brings: 1 deadline"
    assert "TA-2222-2222: since Friday, November 20" in text
    assert "TA-3333-3333" not in text


def test_with_nothing_to_say_there_is_no_digest(desk: Desk) -> None:
    assert desk.digest() == 0
    assert desk.mails() == []


def test_a_digest_is_written_once_however_often_it_is_asked_for(desk: Desk) -> None:
    desk.arrangement("TA-1111-1111")
    desk.digest()
    desk.digest()
    assert len(desk.mails()) == 1


def test_nobody_gets_the_digest_of_another_zone(desk: Desk) -> None:
    desk.arrangement("TA-1111-1111")
    assert desk.digest(WEST) == 0


def test_a_coordinator_is_told_nothing_of_an_arrangement_of_their_own(desk: Desk) -> None:
    desk.arrangement("TA-1111-1111", people.COORDINATOR)
    assert desk.digest() == 0


@pytest.mark.parametrize(("count", "more"), [(MOST, ""), (MOST + 2, "and 2 more on the board")])
def test_a_digest_is_no_longer_than_a_mail_that_is_read(desk: Desk, count: int, more: str) -> None:
    for number in range(count):
        desk.arrangement(f"TA-{number:04}-2222")
    assert desk.digest() == 1
    (mail,) = desk.mails()
    text = mail.message.decode()
    assert mail.subject == f"See what this week brings: {count} deadlines"
    assert text.count("Copy due to DAS, Wednesday, November 25, 2026, 12:00 pm") == MOST
    assert ("more on the board" in text) is bool(more)
    assert more in text


def test_who_coordinates_and_is_not_in_the_directory_gets_no_digest(desk: Desk) -> None:
    with desk.sessions() as session:
        session.get_one(Person, people.EMPLOYEE).hr_representative = "9999"
        session.commit()
    desk.arrangement("TA-1111-1111")
    assert desk.digest() == 1
