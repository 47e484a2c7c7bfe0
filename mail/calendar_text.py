"""Text in calendars, escaped as RFC 5545 3.3.11 says."""

from icalendar import vText

_ESCAPED = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n", "\r": None})


class CalendarText(vText):
    r"""A text as it was written: the library takes a `\N` in it, as in C:\New, for a line break."""

    def to_ical(self) -> bytes:
        """The text as it stands in a calendar file."""
        return self.translate(_ESCAPED).encode()
