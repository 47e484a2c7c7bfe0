"""Invitations for calendars (RFC 5545, sent as RFC 5546 says); the same values, the same bytes."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vRecur

from mail.calendar_text import CalendarText
from mail.cleaning import one_line
from mail.composing import is_usable
from policy.meeting import Meeting

PRODUCT = "-//Telecommute//Registers//EN"
REQUEST, PUBLISH, CANCEL = "REQUEST", "PUBLISH", "CANCEL"
"""What a calendar is to do: invite somebody, take a copy, or take an invitation back."""

TOLD = timedelta(days=20 * 365)
"""For how long ahead the file tells when the clocks of its zone change."""

_LETTERS = 2


@dataclass(frozen=True)
class Guest:
    """Somebody who is invited; who only observes need not come."""

    name: str
    mail: str
    observes: bool = False


@dataclass(frozen=True)
class Invitation:
    """A weekly meeting as calendars know it.

    `uid` stays the same for as long as it is this meeting; `sequence` grows with each change.
    `since` is the instant it was set, from which it takes place; `zone` is an IANA name.
    """

    uid: str
    sequence: int
    title: str
    text: str
    zone: str
    since: datetime
    meeting: Meeting
    organizer: Guest | None = None
    guests: tuple[Guest, ...] = ()


def uid_of(domain: str, *parts: str) -> str:
    """The lasting ID of the meeting that is kept under these names."""
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
    return f"{digest}@{domain}"


def write_calendar(invitation: Invitation, method: str) -> bytes:
    """The calendar file; only a request or its taking back names who is invited."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_event(invitation, method))
    first = _first(invitation).date()
    calendar.add_missing_timezones(first, first + TOLD)
    return bytes(calendar.to_ical())


def _event(invitation: Invitation, method: str) -> Event:
    meeting, event = invitation.meeting, Event()
    starts = _first(invitation)
    event.add("uid", invitation.uid)
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", invitation.since)
    event.add("summary", CalendarText(one_line(invitation.title)))
    event.add("description", CalendarText(invitation.text))
    event.add("LOCATION", CalendarText(one_line(meeting.place)))
    event.add("dtstart", starts)
    event.add("dtend", starts + timedelta(minutes=meeting.minutes))
    days = [day[:_LETTERS] for day in meeting.days]
    event.add("rrule", vRecur({"FREQ": ["WEEKLY"], "BYDAY": days}))
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    for name, address in _people(invitation) if method != PUBLISH else ():
        event.add(name, address)
    return event


def _first(invitation: Invitation) -> datetime:
    """The first time it takes place, on the clock of its zone."""
    zone = ZoneInfo(invitation.zone)
    day: date = invitation.meeting.first_after(invitation.since.astimezone(zone))
    return datetime.combine(day, invitation.meeting.at, zone)


def _people(invitation: Invitation) -> Iterator[tuple[str, vCalAddress]]:
    organizer = invitation.organizer
    if organizer is not None and is_usable(organizer.mail):
        yield "organizer", _address(organizer)
    for guest in (each for each in invitation.guests if is_usable(each.mail)):
        address = _address(guest)
        address.params["ROLE"] = "OPT-PARTICIPANT" if guest.observes else "REQ-PARTICIPANT"
        address.params["PARTSTAT"] = "NEEDS-ACTION"
        address.params["RSVP"] = "FALSE"
        yield "attendee", address


def _address(guest: Guest) -> vCalAddress:
    address = vCalAddress(f"mailto:{guest.mail}")
    address.params["CN"] = one_line(guest.name).replace('"', "'")
    return address
