"""Judging one cell of an imported table: what it says, or why it cannot be used."""

import re
import unicodedata
from datetime import date, datetime

LONGEST = 200
"""Characters a cell may have."""

LONGEST_ADDRESS = 254
LONGEST_LOCAL = 64
"""Characters of a mail address, and of its part before the @ (RFC 5321 4.5.3.1)."""

_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}")
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_MAIL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:localhost|{_LABEL}(?:\.{_LABEL})+)")
_DAY_FORMS = ("%Y-%m-%d", "%m/%d/%Y")
YEARS = range(1900, 2200)
"""The years of a day that a file may name: days before and after it can be worked out."""

_REFUSED = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def clean(cell: str) -> str:
    """The cell in composed form, without spaces around."""
    return unicodedata.normalize("NFC", cell.strip(" \u00a0"))


def text_problem(text: str) -> str:
    """Why a text could break or disguise something; empty if it is sound."""
    if len(text) > LONGEST:
        return f"is longer than {LONGEST} characters"
    for letter in text:
        if unicodedata.category(letter) in _REFUSED or letter in _DIRECTIONS:
            return f"has a control character (U+{ord(letter):04X})"
    return ""


def number_problem(text: str) -> str:
    """Why this is no employee number: letters, digits, dots, dashes, underscores, at most 32."""
    return "" if _NUMBER.fullmatch(text) else f"is not an employee number: {text}"


def mail_problem(text: str) -> str:
    """Why this is no address that any mail server takes: plain letters, one @, a domain."""
    local = text.partition("@")[0]
    fits = len(text) <= LONGEST_ADDRESS and len(local) <= LONGEST_LOCAL
    return "" if fits and _MAIL.fullmatch(text) else f"is not a mail address: {text}"


def day(text: str) -> date | None:
    """A day, as 2026-12-01 or 12/1/2026; None if it is neither, or no such day, or far away."""
    found = _any_day(text)
    return found if found and found.year in YEARS else None


def day_problem(text: str) -> str:
    """Why this is no day that a file may name; empty for one."""
    if day(text):
        return ""
    if _any_day(text):
        return f"is not in a year from {YEARS.start} to {YEARS.stop - 1}: {text}"
    return f"is not a day such as 2026-12-01: {text}"


def _any_day(text: str) -> date | None:
    for form in _DAY_FORMS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None
