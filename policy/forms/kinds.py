"""One answer to one field: how it is kept, and why it is none, by the field's kind."""

import re
from collections.abc import Callable
from datetime import date, time

from policy.form import FieldKind, FormField, possible
from policy.forms.typed import (
    PHONE_HINT,
    can_be_called,
    read_date,
    read_number,
    read_time,
    text_fault,
)
from policy.wording import show_date, show_time

LONGEST_LINE = 200
LONGEST_PARAGRAPH = 4000

_UPLOADED = re.compile(r"([0-9a-f]{64}) ([^/\\]+)")
_SATURDAY = 5
_CHOOSING = (FieldKind.CHOICE, FieldKind.YES_NO)
_ASKING = {
    **dict.fromkeys(_CHOOSING, "Choose an answer to"),
    FieldKind.STATEMENT: "Tick",
    FieldKind.UPLOAD: "Choose a file for",
}


def kept(kind: FieldKind, given: str) -> str:
    """A cleaned answer as it is kept: dates and times in ISO form where they can be read."""
    if kind is FieldKind.DATE:
        day = read_date(given)
        return day.isoformat() if isinstance(day, date) else given
    if kind is FieldKind.TIME:
        at = read_time(given)
        return at.isoformat("minutes") if isinstance(at, time) else given
    return given


def fault(item: FormField, given: str) -> str:
    """Why what was given is no answer to this field; empty when it is one."""
    return _FAULTS.get(item.kind, _text_fault)(item, given)


def uploaded(given: str) -> tuple[str, str] | None:
    """SHA-256 and name of the file that an answer stands for; None for anything else."""
    found = _UPLOADED.fullmatch(given)
    if found is None or text_fault(found[2], lines=False, longest=LONGEST_LINE):
        return None
    return found[1], found[2]


def limits(item: FormField) -> tuple[time, time]:
    """The earliest and the latest time that a field takes; all of the day where it names none."""
    first, last = read_time(item.earliest), read_time(item.latest)
    return (
        first if isinstance(first, time) else time.min,
        last if isinstance(last, time) else time.max,
    )


def missing(item: FormField) -> str:
    """What to tell who left a required field blank."""
    return f"{_ASKING.get(item.kind, 'Fill in')} {quoted(item.label)}."


def ahead(label: str, given: str, today: date | None) -> str:
    """Why a day cannot be when something happened: it is yet to come; empty while unjudged."""
    day = read_date(given)
    if today is None or isinstance(day, str) or day <= today:
        return ""
    return f"{quoted(label)} must be {show_date(today)} or earlier."


def quoted(label: str) -> str:
    """A label in the middle of a sentence."""
    return f"\N{LEFT DOUBLE QUOTATION MARK}{label}\N{RIGHT DOUBLE QUOTATION MARK}"


def _date_fault(item: FormField, given: str) -> str:
    day = read_date(given)
    if isinstance(day, str):
        return day
    weekend = item.workday and day.weekday() >= _SATURDAY
    return f"{quoted(item.label)} must be a day from Monday to Friday." if weekend else ""


def _time_fault(item: FormField, given: str) -> str:
    at = read_time(given)
    if isinstance(at, str):
        return at
    first, last = limits(item)
    if first <= at <= last:
        return ""
    return f"{quoted(item.label)} must be between {show_time(first)} and {show_time(last)}."


def _number_fault(item: FormField, given: str) -> str:
    number = read_number(given, item.least, item.most)
    return number if isinstance(number, str) else ""


def _chosen_fault(item: FormField, given: str) -> str:
    return "" if given in possible(item) else missing(item)


def _upload_fault(item: FormField, given: str) -> str:
    return "" if uploaded(given) else missing(item)


def _text_fault(item: FormField, given: str) -> str:
    lines = item.kind is FieldKind.PARAGRAPH
    found = text_fault(given, lines=lines, longest=LONGEST_PARAGRAPH if lines else LONGEST_LINE)
    return f"{quoted(item.label)} {found}." if found else ""


def _phone_fault(item: FormField, given: str) -> str:
    wrong = "" if can_be_called(given) else f"{quoted(item.label)} {PHONE_HINT}."
    return _text_fault(item, given) or wrong


_FAULTS: dict[FieldKind, Callable[[FormField, str], str]] = {
    FieldKind.DATE: _date_fault,
    FieldKind.TIME: _time_fault,
    FieldKind.NUMBER: _number_fault,
    FieldKind.PHONE: _phone_fault,
    **dict.fromkeys((*_CHOOSING, FieldKind.STATEMENT), _chosen_fault),
    FieldKind.UPLOAD: _upload_fault,
}
