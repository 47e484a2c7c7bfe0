"""Calendars that people subscribe to: read back by a calendar's own rules."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from mail.feeds import PRODUCT, DayEvent, write_feed

AS_OF = datetime(2026, 11, 23, 18, 0, 0, 123456, tzinfo=UTC)
DAY = DayEvent("b@example.test", date(2026, 12, 8), "Telecommuting", AS_OF, "https://x.test/a")
LAST = replace(DAY, uid="a@example.test", day=date(2027, 8, 31), title="Last day", deadline=True)


def events_of(content: bytes) -> list[Event]:
    """The events of a calendar file, as a calendar reads it."""
    calendar = Calendar.from_ical(content)
    assert isinstance(calendar, Calendar)
    return list(calendar.events)


def test_each_event_is_a_whole_day_that_makes_nobody_busy() -> None:
    [event] = events_of(write_feed("Mine", [DAY]))
    assert event.start == DAY.day
    assert event.end == DAY.day + timedelta(days=1)
    assert event["TRANSP"] == "TRANSPARENT"
    assert (event["SUMMARY"], event["UID"], event["URL"]) == (DAY.title, DAY.uid, DAY.url)
    stamp = event.DTSTAMP
    assert stamp == AS_OF.replace(microsecond=0)
    [bare] = events_of(write_feed("Mine", [replace(DAY, url="")]))
    assert "URL" not in bare


def test_a_deadline_is_warned_of_a_week_before() -> None:
    event = events_of(write_feed("Mine", [LAST]))[0]
    [alarm] = [each for each in event.subcomponents if isinstance(each, Alarm)]
    warned = alarm.TRIGGER
    assert warned == timedelta(days=-7)
    assert (alarm["ACTION"], alarm["DESCRIPTION"]) == ("DISPLAY", LAST.title)
    assert events_of(write_feed("Mine", [DAY]))[0].subcomponents == []


def test_the_same_events_in_any_order_give_the_same_bytes() -> None:
    assert write_feed("Mine", [LAST, DAY]) == write_feed("Mine", [DAY, LAST])
    assert [each["UID"] for each in events_of(write_feed("Mine", [LAST, DAY]))] == [
        DAY.uid,
        LAST.uid,
    ]


def test_a_calendar_says_its_name_and_when_to_ask_again() -> None:
    content = write_feed("My telecommuting", []).decode()
    assert "X-WR-CALNAME:My telecommuting\r\n" in content
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n" in content
    assert "X-PUBLISHED-TTL:PT6H\r\n" in content
    assert f"VERSION:2.0\r\nPRODID:{PRODUCT}\r\nMETHOD:PUBLISH\r\n" in content
    assert events_of(content.encode()) == []


def test_no_title_breaks_out_of_its_line() -> None:
    nasty = replace(DAY, title="Telecommuting\r\nATTENDEE:mailto:eve@example.test; \\n,")
    content = write_feed("Mine\r\nX-EVIL:1", [nasty]).decode()
    assert "\r\nATTENDEE" not in content
    assert "\r\nX-EVIL" not in content
