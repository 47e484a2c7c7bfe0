"""An entry that sets a meeting brings its invitations, with it or not at all."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from icalendar import Calendar, Event
from sqlmodel import Session, select
from temporalio.client import Client

import policy as ours
from activities.inviting import Inviter
from activities.keeping import Keeping
from activities.writing import Office
from mail.rendering import MailRenderer
from policy.acts import Attribution, RegisterWrite
from policy.reading.loading import load_agencies, load_programs
from policy.register import About, RegisterEntry
from records import letters, registers
from records.database import Sessions
from records.feed import Feed, FeedState
from records.letters import Letter
from records.people import Person
from tests import people
from tests.feeds import Town, a_person

PROGRAMS = load_programs(Path(ours.__file__).parent / "programs")
AGENCIES = load_agencies(Path(ours.__file__).parent / "programs" / "agencies", PROGRAMS)
AGENCY = "sacramento-it"
AT = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 30, 18, 0, tzinfo=UTC)
OBSERVER = "observer@example.test"
DAILY = {
    "at": "09:15",
    "days": "Monday to Friday",
    "minutes": "15",
    "place": "Teams",
    "observers": OBSERVER,
}
LED_BY_NOBODY = dict.fromkeys(("supervisor", "manager", "hr_representative", "agency_head"), "")
TEAM = {"ines", "lee", "omar", "grace"}


@dataclass(frozen=True)
class Desk:
    """Registers whose entries are kept, and the outbox they fill."""

    sessions: Sessions
    keeping: Keeping

    def keep(
        self,
        answers: Mapping[str, str],
        key: str = "1",
        at: datetime = AT,
        register: str = "standup",
    ) -> int:
        """The supervisor writes an entry."""
        by = Attribution(people.CITY_SUPERVISOR, key, at, "session", "192.0.2.1", "test")
        roles = ("supervisor",)
        act = RegisterWrite(
            register, people.CITY_SUPERVISOR, dict(answers), About.TEAM, roles, roles, by
        )
        return self.keeping.keep(AGENCY, act, at)

    def outbox(self) -> list[Letter]:
        """Every letter, oldest first."""
        with self.sessions() as session:
            return letters.due(session, LATER, 100)

    def invited(self, method: str = "REQUEST") -> dict[str, Event]:
        """Who was written to by that method, with the event of their newest letter."""
        found: dict[str, Event] = {}
        for letter in self.outbox():
            said, event = calendar_in(letter)
            if said == method:
                found[letter.address.partition("@")[0]] = event
        return found


def calendar_in(letter: Letter) -> tuple[str, Event]:
    """The method and the event that a letter brings."""
    message = message_from_bytes(letter.message, _class=EmailMessage, policy=policy.SMTP)
    (part,) = [each for each in message.walk() if each.get_content_type() == "text/calendar"]
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    calendar = Calendar.from_ical(content)
    assert isinstance(calendar, Calendar)
    (event,) = calendar.events
    method = part.get_param("method")
    assert calendar.method == method
    return str(method), event


@pytest.fixture
def desk(sessions: Sessions) -> Desk:
    """Registers of the city's department, with somebody who may be invited to observe."""
    with sessions() as session:
        session.add(Person(number="2009", name="Nia Stone", mail=OBSERVER, agency=AGENCY))
        session.commit()
    office = Office("https://telecommute.test", "Telecommute <post@example.test>", b"s" * 32)
    return Desk(sessions, Keeping(sessions, Inviter(office, MailRenderer(), PROGRAMS, AGENCIES)))


@pytest.mark.requirement("SA-022")
@pytest.mark.requirement("SA-024")
def test_the_whole_team_and_who_observes_are_invited(desk: Desk) -> None:
    desk.keep(DAILY)
    invited = desk.invited()
    assert set(invited) == TEAM | {"observer"}
    event = invited["lee"]
    roles = {str(each).removeprefix("mailto:"): each.ROLE for each in event.attendees}
    assert roles.pop(OBSERVER) == "OPT-PARTICIPANT"
    assert set(roles.values()) == {"REQ-PARTICIPANT"}
    assert event.organizer == "mailto:ines@example.test"


def test_an_invitation_says_what_it_is_in_words_too(desk: Desk) -> None:
    desk.keep(DAILY)
    by_name = {letter.address.partition("@")[0]: letter for letter in desk.outbox()}
    lee, nia = (by_name[name] for name in ("lee", "observer"))
    subject = "Join Monday to Friday, 9:15 am to 9:30 am: Daily stand-up meeting"
    assert lee.subject == subject
    assert (lee.person, lee.reference, lee.kind) == (people.CITY_EMPLOYEE, "", "invitation")
    said = [message_from_bytes(letter.message).get_payload(0) for letter in (lee, nia)]
    assert "please join this meeting of your team" in str(said[0])
    assert "you are invited to observe this meeting" in str(said[1])
    page = "https://telecommute.test/registers/standup?about"
    assert page in str(said[0])


def test_an_invitation_says_whom_to_ask_and_where_the_program_is_told_of(desk: Desk) -> None:
    desk.keep(DAILY)
    sacramento = load_programs(Path(ours.__file__).parent / "programs").get("sacramento")
    for letter in desk.outbox():
        message = message_from_bytes(letter.message, policy=policy.default)
        (plain,) = [part for part in message.walk() if part.get_content_type() == "text/plain"]
        text = " ".join(str(plain.get_content()).split())
        assert " ".join(sacramento.texts["help_employee"].split()) in text
        assert "About the program: www.cityofsacramento.gov " in text


def test_an_entry_that_is_kept_again_invites_nobody_twice(desk: Desk) -> None:
    desk.keep(DAILY)
    before = {letter.key: letter.message for letter in desk.outbox()}
    desk.keep(DAILY, at=LATER)
    assert {letter.key: letter.message for letter in desk.outbox()} == before


def test_who_joins_the_team_later_is_invited_to_the_same_meeting(desk: Desk) -> None:
    """Once, by a mail of its own day; who was invited before gets nothing more."""
    desk.keep(DAILY)
    newcomer = a_person("2008", mail="kim@example.test", agency=AGENCY, **LED_BY_NOBODY)
    feed(desk, newcomer)
    before = len(desk.outbox())
    feed(desk, newcomer | {"supervisor": people.CITY_SUPERVISOR})
    feed(desk, newcomer | {"supervisor": people.CITY_SUPERVISOR, "unit": "Help desk"})
    assert len(desk.outbox()) == before + 1
    invited = desk.invited()
    kim, lee = invited["kim"], invited["lee"]
    assert (kim.uid, kim.sequence, kim.start) == (lee.uid, lee.sequence, lee.start)
    assert "mailto:kim@example.test" in [str(each) for each in kim.attendees]
    (letter,) = [each for each in desk.outbox() if each.person == "2008"]
    assert letter.queued_at == LATER
    assert "Mon, 30 Nov 2026" in message_from_bytes(letter.message)["Date"]


@pytest.mark.requirement("SA-022")
def test_who_leaves_the_team_is_told_that_the_meeting_is_not_theirs_any_more(desk: Desk) -> None:
    """Once, the same meeting and newer, and of nobody else; whoever stays gets nothing."""
    desk.keep(DAILY)
    kim = a_person("2008", mail="kim@example.test", agency=AGENCY, **LED_BY_NOBODY)
    feed(desk, kim | {"supervisor": people.CITY_SUPERVISOR})
    asked = desk.invited()["kim"]
    before = len(desk.outbox())
    feed(desk, kim)
    feed(desk, kim | {"unit": "Help desk"})
    assert len(desk.outbox()) == before + 1
    over = desk.invited("CANCEL")
    assert set(over) == {"kim"}
    assert (over["kim"].uid, over["kim"].sequence) == (asked.uid, asked.sequence + 1)
    assert [str(each) for each in over["kim"].attendees] == ["mailto:kim@example.test"]
    (letter,) = [each for each in desk.outbox() if each.subject.startswith("No longer invited")]
    text = message_from_bytes(letter.message, policy=policy.default).as_string()
    assert "you belonged to this team before" in text


def test_who_comes_back_to_the_team_is_invited_anew(desk: Desk) -> None:
    """Each letter is newer than the one before, and older than those of a newer entry."""
    desk.keep(DAILY)
    kim = a_person("2008", mail="kim@example.test", agency=AGENCY, **LED_BY_NOBODY)
    here = kim | {"supervisor": people.CITY_SUPERVISOR}
    for row in (here, kim, here, kim, here):
        feed(desk, row)
    theirs = [calendar_in(each) for each in desk.outbox() if each.person == "2008"]
    found = sorted((event.sequence, method) for method, event in theirs)
    assert [method for _, method in found] == ["REQUEST", "CANCEL"] * 2 + ["REQUEST"]
    assert len({sequence for sequence, _ in found}) == len(found)
    desk.keep(DAILY | {"at": "10:00"}, "2", LATER)
    assert desk.invited()["lee"].sequence > found[-1][0]


def test_who_leaves_the_team_and_observes_stays_invited(desk: Desk) -> None:
    desk.keep(DAILY | {"observers": "kim@example.test"})
    kim = a_person("2008", mail="kim@example.test", agency=AGENCY, **LED_BY_NOBODY)
    feed(desk, kim | {"supervisor": people.CITY_SUPERVISOR})
    feed(desk, kim)
    assert not desk.invited("CANCEL")


def test_who_joins_a_team_without_a_meeting_is_invited_to_nothing(desk: Desk) -> None:
    feed(desk, a_person("2008", agency=AGENCY, **LED_BY_NOBODY))
    assert desk.outbox() == []


def feed(desk: Desk, row: Mapping[str, str]) -> None:
    """A file brings that row into the directory."""
    town = Town(desk.sessions, asyncio.run(Client.connect("127.0.0.1:9", lazy=True)))
    with desk.sessions() as session:
        town.count = len(session.exec(select(Feed)).all())
    assert town.feed(row, at=LATER).state == FeedState.APPLIED


def test_a_newer_entry_changes_the_same_meeting(desk: Desk) -> None:
    desk.keep(DAILY)
    first = desk.invited()["lee"]
    assert desk.keep(DAILY | {"at": "10:00"}, "2", LATER) == 2
    newer = desk.invited()["lee"]
    assert newer.uid == first.uid
    assert first.sequence < newer.sequence


@pytest.mark.requirement("SA-024")
def test_who_observes_no_more_is_told_so_and_of_nobody_else(desk: Desk) -> None:
    desk.keep(DAILY)
    desk.keep(DAILY | {"observers": ""}, "2", LATER)
    over = desk.invited("CANCEL")
    assert set(over) == {"observer"}
    event = over["observer"]
    assert event.uid == desk.invited()["lee"].uid
    assert [str(each) for each in event.attendees] == [f"mailto:{OBSERVER}"]


def test_other_registers_invite_nobody(desk: Desk) -> None:
    desk.keep({"held_on": "2026-11-23", "done": "It."}, register="standup_notes")
    assert desk.outbox() == []


def test_an_address_that_nobody_can_write_to_is_refused_and_the_others_are_not(desk: Desk) -> None:
    with desk.sessions() as session:
        person = session.get(Person, people.CITY_EMPLOYEE)
        assert person is not None
        person.mail = "not an address"
        session.add(person)
        session.commit()
    desk.keep(DAILY)
    assert set(desk.invited()) == (TEAM | {"observer"}) - {"lee"}
    with desk.sessions() as session:
        (refused,) = letters.refused(session, "")
    assert refused.person == people.CITY_EMPLOYEE


def test_letters_are_there_with_the_entry_or_not_at_all(desk: Desk) -> None:
    class Torn(Inviter):
        """Something goes wrong after the letters were written."""

        def invite(self, session: Session, agency: str, entry: RegisterEntry) -> None:
            super().invite(session, agency, entry)
            raise InterruptedError

    office = Office("https://telecommute.test", "post@example.test", b"s" * 32)
    torn = Keeping(desk.sessions, Torn(office, MailRenderer(), PROGRAMS, AGENCIES))
    with pytest.raises(InterruptedError):
        Desk(desk.sessions, torn).keep(DAILY)
    with desk.sessions() as session:
        assert registers.latest(session, AGENCY, "standup", people.CITY_SUPERVISOR) is None
    assert desk.outbox() == []
