"""The calendar file: read back by a calendar's own rules."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from icalendar import Calendar, Event

from mail.calendars import (
    CANCEL,
    PRODUCT,
    PUBLISH,
    REQUEST,
    Guest,
    Invitation,
    uid_of,
    write_calendar,
)
from policy.meeting import Meeting
from policy.week import WEEKDAYS

ZONE = "America/Los_Angeles"
LEADER = Guest('Jo "J", Abara', "jo@example.test")
INVITATION = Invitation(
    uid=uid_of("example.test", "sacramento-it", "standup", "2002"),
    sequence=3,
    title="Daily stand-up meeting",
    text="Every day; with everybody,\nat the same time.",
    zone=ZONE,
    since=datetime(2026, 11, 23, 18, 0, tzinfo=UTC),
    meeting=Meeting(time(9, 15), WEEKDAYS[:5], 15, "Teams, channel Daily; room 214", ()),
    organizer=LEADER,
    guests=(
        LEADER,
        Guest("Lee Park", "lee@example.test"),
        Guest("Grace Lund", "grace@example.test", observes=True),
        Guest("No Address", "nowhere"),
    ),
)


def read(content: bytes) -> Calendar:
    """The calendar file, as a calendar reads it."""
    calendar = Calendar.from_ical(content)
    assert isinstance(calendar, Calendar)
    return calendar


def event_of(content: bytes) -> Event:
    """The one event of a calendar file."""
    (event,) = read(content).events
    return event


def line(content: bytes, name: str) -> str:
    """A line of the file by its name, unfolded."""
    unfolded = content.decode().replace("\r\n ", "")
    (found,) = [each for each in unfolded.split("\r\n") if each.startswith(name)]
    return found


@pytest.mark.requirement("SA-022")
def test_the_meeting_is_at_the_same_time_on_each_of_its_days() -> None:
    content = write_calendar(INVITATION, REQUEST)
    event = event_of(content)
    assert line(content, "DTSTART;") == f"DTSTART;TZID={ZONE}:20261124T091500"
    assert line(content, "DTEND;") == f"DTEND;TZID={ZONE}:20261124T093000"
    assert line(content, "RRULE") == "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
    assert event.location == INVITATION.meeting.place
    assert event.description == INVITATION.text


def test_the_file_says_what_it_is_and_brings_its_time_zone_with_both_clocks() -> None:
    content = write_calendar(INVITATION, REQUEST)
    assert (line(content, "VERSION"), line(content, "PRODID")) == (
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
    )
    (zone,) = read(content).timezones
    assert zone.tz_name == ZONE
    tz = zone.to_tz(lookup_tzid=False)
    assert datetime(2027, 7, 1, 12, tzinfo=tz).utcoffset() == timedelta(hours=-7)
    assert datetime(2027, 1, 4, 12, tzinfo=tz).utcoffset() == timedelta(hours=-8)
    assert datetime(2040, 7, 2, 12, tzinfo=tz).utcoffset() == timedelta(hours=-7)


@pytest.mark.requirement("SA-024")
def test_who_observes_need_not_come_and_everybody_else_is_asked_to() -> None:
    event = event_of(write_calendar(INVITATION, REQUEST))
    roles = {str(each): each.ROLE for each in event.attendees}
    assert roles == {
        "mailto:jo@example.test": "REQ-PARTICIPANT",
        "mailto:lee@example.test": "REQ-PARTICIPANT",
        "mailto:grace@example.test": "OPT-PARTICIPANT",
    }
    assert event.organizer == "mailto:jo@example.test"
    named = {each.params["CN"]: each.params["PARTSTAT"] for each in event.attendees}
    assert named == dict.fromkeys(("Jo 'J', Abara", "Lee Park", "Grace Lund"), "NEEDS-ACTION")


@pytest.mark.parametrize("organizer", [None, Guest("No Address", "nowhere")])
def test_a_meeting_is_called_by_nobody_who_cannot_be_reached(organizer: Guest | None) -> None:
    content = write_calendar(replace(INVITATION, organizer=organizer), REQUEST)
    assert b"ORGANIZER" not in content


def test_a_later_entry_is_the_same_meeting_and_newer() -> None:
    later = replace(INVITATION, sequence=4, since=INVITATION.since + timedelta(days=30))
    before = event_of(write_calendar(INVITATION, REQUEST))
    after = event_of(write_calendar(later, REQUEST))
    assert before.uid == after.uid
    assert (before.sequence, after.sequence) == (3, 4)
    assert before.DTSTAMP < after.DTSTAMP


def test_a_copy_to_keep_names_nobody() -> None:
    content = write_calendar(INVITATION, PUBLISH)
    assert b"METHOD:PUBLISH" in content
    assert b"mailto" not in content


def test_an_invitation_taken_back_says_so() -> None:
    content = write_calendar(INVITATION, CANCEL)
    assert b"METHOD:CANCEL" in content
    assert event_of(content).status == "CANCELLED"


def test_the_same_values_give_the_same_bytes() -> None:
    assert write_calendar(INVITATION, REQUEST) == write_calendar(INVITATION, REQUEST)


@pytest.mark.parametrize(
    "nasty", ["a\r\nATTENDEE:mailto:eve@example.test", "\u2028x", "a;b,c:d", "e\x00f", "\u202e"]
)
def test_nothing_that_people_write_becomes_a_line_of_its_own(nasty: str) -> None:
    meeting = replace(INVITATION.meeting, place=nasty)
    leader = Guest(nasty, "jo@example.test")
    hostile = replace(INVITATION, title=nasty, text=nasty, meeting=meeting, organizer=leader)
    event = event_of(write_calendar(hostile, REQUEST))
    assert {str(each) for each in event.attendees} == {
        f"mailto:{name}@example.test" for name in ("jo", "lee", "grace")
    }
