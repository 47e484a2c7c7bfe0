"""Calendars that people subscribe to (RFC 5545): whole days; the same values, the same bytes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from mail.calendar_text import CalendarText
from mail.cleaning import one_line

PRODUCT = "-//Telecommute//Calendars//EN"
ASKED_AGAIN = timedelta(hours=6)
"""How often a calendar that follows the wish asks for the feed again."""

WARNED = timedelta(days=7)
"""How long before a deadline a calendar warns."""

_A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class DayEvent:
    """Something about one whole day, which makes nobody busy.

    `uid` stays the same for as long as it is this event; `as_of` is the instant (UTC) of the
    record it comes from. A `deadline` is warned of beforehand. `url` is where more is found.
    """

    uid: str
    day: date
    title: str
    as_of: datetime
    url: str = ""
    deadline: bool = False


def write_feed(title: str, events: Iterable[DayEvent]) -> bytes:
    """The calendar file, its events by day."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", CalendarText(one_line(title)))
    calendar.add("refresh-interval", ASKED_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for each in sorted(events, key=lambda event: (event.day, event.uid)):
        calendar.add_component(_event(each))
    return bytes(calendar.to_ical())


def _event(told: DayEvent) -> Event:
    event = Event()
    event.add("uid", told.uid)
    event.add("dtstamp", told.as_of.replace(microsecond=0))
    event.add("summary", CalendarText(one_line(told.title)))
    event.add("dtstart", told.day)
    event.add("dtend", told.day + _A_DAY)
    event.add("transp", "TRANSPARENT")
    if told.url:
        event.add("url", told.url)
    if told.deadline:
        event.add_component(_alarm(told))
    return event


def _alarm(told: DayEvent) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", CalendarText(one_line(told.title)))
    alarm.add("trigger", -WARNED)
    return alarm
