"""An entry that sets a meeting brings its invitations, with it or not at all."""

from email import message_from_bytes, policy

import pytest
from sqlmodel import Session

from activities.inviting import Inviter
from activities.keeping import Keeping
from activities.posting import Office
from mail.rendering import MailRenderer
from policy.register import RegisterEntry
from records import letters, registers
from records.people import Person
from tests import people
from tests.activities.invited import AGENCIES, AGENCY, DAILY, LATER, OBSERVER, PROGRAMS, TEAM, Desk


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
    assert "When: Monday to Friday, 9:15 am to 9:30 am, Los Angeles time\n" in str(said[0])
    assert "you are invited to observe this meeting" in str(said[1])
    page = "https://telecommute.test/registers/standup?about"
    assert page in str(said[0])


def test_an_invitation_says_whom_to_ask_and_where_the_program_is_told_of(desk: Desk) -> None:
    desk.keep(DAILY)
    sacramento = PROGRAMS.get("sacramento")
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
