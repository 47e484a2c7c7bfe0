"""Text in calendars: what was written is what a calendar reads."""

import pytest
from icalendar import Event

from mail.calendar_text import CalendarText


@pytest.mark.parametrize(
    "text",
    [r"C:\New, \\files\Netzwerk; C:\n", "O\\Neil; Smith, Jr.", "One\nline\nmore", '"^n" &amp;'],
    ids=["folders", "a name", "lines", "quotes"],
)
def test_a_calendar_reads_what_was_written(text: str) -> None:
    event = Event()
    event.add("summary", CalendarText(text))
    read = Event.from_ical(event.to_ical())
    assert isinstance(read, Event)
    assert read["SUMMARY"] == text


def test_a_return_does_not_break_a_line() -> None:
    assert CalendarText("One\r\nATTENDEE:x").to_ical() == rb"One\nATTENDEE:x"
