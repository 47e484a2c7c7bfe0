"""What people type, read forgivingly: dates, times and numbers, and text made safe to keep.

Each reader gives the value, or says in plain words why it cannot.
"""

import calendar
import re
import unicodedata
from datetime import date, time
from decimal import Decimal

from policy.form import HIGHEST, FieldKind
from policy.wording import MONTHS, show_time

YEARS = range(2000, 2100)
"""The years a date may name."""

YEARS_HINT = f"The year must be between {YEARS.start} and {YEARS.stop - 1}."
DATE_HINT = "Write the date like 12/1/2026."
PHONE_HINT = "must name a number that can be called, with its area code, like 860-555-0100"
TIME_LIKE = "8:00 am or 16:30"
TIME_HINT = f"Write the time like {TIME_LIKE}."

_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_SPELLED = re.compile(r"([A-Za-z]{3,9})\.? ([0-9]{1,2}),? ([0-9]{4})")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{1,3}")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_HALF_CLOCK = re.compile(r"([0-9]{1,2})(?::([0-9]{2}))? ?([ap])\.?m\.?")
_NATIONAL = re.compile(r"(?<![0-9])(?:[0-9][ ().\-/]{0,2}){9,14}[0-9](?![0-9])")
_INTERNATIONAL = re.compile(r"\+(?:[0-9][ ().\-/]{0,2}){6,14}[0-9](?![0-9])")
_NUMBER = re.compile(r"[0-9]{1,7}(\.[0-9]{1,2})?")

_INVISIBLE = dict.fromkeys((0x200B, 0x2060, 0xFEFF, 0x00AD))
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x85]")
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNWANTED = frozenset({"Cc", "Cs", "Cn"})
_STACKED = 10


def read_date(text: str) -> date | str:
    """A date typed as 12/1/2026, 2026-12-01 or December 1, 2026; or why it is none."""
    typed = " ".join(text.split())
    if found := _SLASHED.fullmatch(typed):
        return _date(int(found[3]), int(found[1]), int(found[2]))
    if found := _ISO.fullmatch(typed):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if (found := _SPELLED.fullmatch(typed)) and (month := _month(found[1])):
        return _date(int(found[3]), month, int(found[2]))
    if _SHORT_YEAR.fullmatch(typed):
        return "Write the year with four digits, like 12/1/2026."
    return DATE_HINT


def read_time(text: str) -> time | str:
    """A time of day typed as 8:00, 16:30, 8 am or 4:30 pm; or why it is none."""
    typed = " ".join(text.lower().split())
    if found := _CLOCK.fullmatch(typed):
        return _time(int(found[1]), int(found[2]))
    found = _HALF_CLOCK.fullmatch(typed)
    if found is None or not 1 <= int(found[1]) <= 12:  # noqa: PLR2004
        return TIME_HINT
    return _time(int(found[1]) % 12 + (12 if found[3] == "p" else 0), int(found[2] or 0))


def read_number(text: str, least: int = 0, most: int = HIGHEST) -> Decimal | str:
    """A number of miles, minutes or days from `least` to `most`; or why it is none."""
    number = Decimal(text) if _NUMBER.fullmatch(text) else None
    if number is None or not least <= number <= most:
        return f"Write a number from {least} to {most:,}."
    return number


def as_typed(kind: FieldKind, answer: str) -> str:
    """A day or a time, however it is kept, as people type it; anything else as it is."""
    if kind is FieldKind.DATE:
        day = read_date(answer)
        return typed_day(day) if isinstance(day, date) else answer
    if kind is FieldKind.TIME:
        at = read_time(answer)
        return show_time(at) if isinstance(at, time) else answer
    return answer


def typed_day(day: date) -> str:
    """A day as people type it: 12/1/2026."""
    return f"{day.month}/{day.day}/{day.year}"


def clean(text: str) -> str:
    """The text as it is kept: composed (NFC), plain line ends, nothing invisible at its edges."""
    if text.isascii() and text.isprintable():
        return text.strip()
    composed = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    return _LINE_ENDS.sub("\n", composed.replace("\t", " ")).strip()


def can_be_called(text: str) -> bool:
    """Whether a text names a telephone number: with its area code, or from + on with its country's.

    An extension may follow it, and words or further numbers stand beside it.
    """
    found = (*_NATIONAL.findall(text), *_INTERNATIONAL.findall(text))
    return any(len({digit for digit in each if digit.isdigit()}) > 1 for each in found)


def text_fault(text: str, *, lines: bool, longest: int) -> str:
    """Why cleaned text cannot be kept, as the end of a sentence; empty when it can."""
    if len(text) > longest:
        return f"is too long: write at most {longest:,} characters"
    if not lines and "\n" in text:
        return "must be on one line"
    printed = text.replace("\n", "")
    if not printed.isprintable() and (reason := _unprintable(printed)):
        return reason
    if printed.isascii() or not _is_stacked(printed):
        return ""
    return "has too many accents on one letter: type it again"


def _unprintable(text: str) -> str:
    """Why text that is not all plain characters cannot be kept; empty when it can."""
    if any(character in _BIDI for character in text):
        return "contains a hidden character that turns text around: type it again"
    if any(unicodedata.category(character) in _UNWANTED for character in text):
        return "contains a character that cannot be printed: type it again"
    return ""


def _date(year: int, month: int, day: int) -> date | str:
    if year not in YEARS:
        return YEARS_HINT
    if not 1 <= month <= len(MONTHS):
        return f"There is no month {month}. Write month, day and year, like 12/31/2026."
    longest = calendar.monthrange(year, month)[1]
    if not 1 <= day <= longest:
        name = MONTHS[month - 1]
        return f"{name} {day}, {year} does not exist: {name} {year} has {longest} days."
    return date(year, month, day)


def _month(name: str) -> int:
    """The month from 1 to 12 that a name or its first three letters mean; 0 for none."""
    wanted = name.lower()
    names = enumerate((month.lower() for month in MONTHS), 1)
    return next((number for number, month in names if wanted in (month, month[:3])), 0)


def _time(hour: int, minute: int) -> time | str:
    try:
        return time(hour, minute)
    except ValueError:
        return TIME_HINT


def _is_stacked(text: str) -> bool:
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks > _STACKED:
            return True
    return False
