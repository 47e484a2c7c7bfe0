"""How answers, days and hours read on paper: values in, plain strings out."""

from collections.abc import Mapping
from datetime import date, time, timedelta

from policy.away import in_hours, plain
from policy.form import Column, FieldKind, FormField
from policy.forms.items import rows_of
from policy.forms.kinds import uploaded
from policy.proposal import Proposal
from policy.week import Day, Place, Week
from policy.wording import show_date, show_time

YES_NO = {"yes": "Yes", "no": "No"}
NOT_GIVEN = "Not given"
ABSENT = "\N{EN DASH}"
DIGEST_SHOWN = 16
"""How many digits of a file's SHA-256 tell it apart on paper."""

_PLACES = {
    Place.TELECOMMUTING: "Telecommuting",
    Place.FIELD_WORK: "Field work",
    Place.PART_DAY: "Field work, then telecommuting",
    Place.OFF: "Off",
}
_SPOKEN = {**YES_NO, "true": "Yes", "on": "Yes", "false": "No"}
_HEADINGS = ("Day", "Place", "Start", "Lunch", "Breaks", "End", "Hours")
_WEEKEND = ("saturday", "sunday")


def bracketed(citation: str) -> str:
    """A section as it follows what it is about; nothing for none."""
    return f" ({citation})" if citation else ""


def show_answer(field: FormField, proposal: Proposal) -> str:
    """What the person answered to `field`, as it reads on paper."""
    dates = {"starts_on": proposal.starts_on, "ends_on": proposal.ends_on}
    if field.id in dates:
        day = dates[field.id]
        return show_date(day) if day else "Open"
    answer = proposal.answers.get(field.id, "").strip()
    return spoken(field.kind, answer) if answer else NOT_GIVEN


def spoken(kind: FieldKind, answer: str) -> str:
    """An answer in words; a file by its name and the beginning of its digest."""
    match kind:
        case FieldKind.YES_NO:
            return _SPOKEN.get(answer.lower(), answer)
        case FieldKind.STATEMENT:
            return "Agreed" if _SPOKEN.get(answer.lower()) == "Yes" else answer
        case FieldKind.DATE:
            return _day(answer)
        case FieldKind.TIME:
            return _time(answer)
        case FieldKind.UPLOAD:
            return _file(answer)
    return answer


def _day(answer: str) -> str:
    try:
        return show_date(date.fromisoformat(answer))
    except ValueError:
        return answer


def _time(answer: str) -> str:
    try:
        return show_time(time.fromisoformat(answer))
    except ValueError:
        return answer


def _file(answer: str) -> str:
    found = uploaded(answer)
    if found is None:
        return answer
    digest, name = found
    return f"{name} (SHA-256 {digest[:DIGEST_SHOWN]}\N{HORIZONTAL ELLIPSIS})"


def items_table(field: FormField, answer: str) -> tuple[tuple[str, ...], ...]:
    """The items of a list, a heading row first; nothing where none is listed."""
    rows = rows_of(answer.strip())
    if not rows:
        return ()
    heading = tuple(column.label for column in field.columns)
    return (heading, *(tuple(_cell(row, column) for column in field.columns) for row in rows))


def _cell(row: Mapping[str, str], column: Column) -> str:
    given = row.get(column.id, "").strip()
    return spoken(column.kind, given) if given else ABSENT


def week_table(week: Week, station: str) -> tuple[tuple[str, ...], ...]:
    """One week, a heading row first: day, place, start, lunch, breaks, end, hours.

    A Saturday or Sunday off is left out. `station` is what the duty station is called.
    """
    shown = [day for day in week if not _is_weekend(day)]
    return (_HEADINGS, *(_week_row(day, station) for day in shown))


def _is_weekend(day: Day) -> bool:
    return day.place is Place.OFF and day.weekday in _WEEKEND


def _week_row(day: Day, station: str) -> tuple[str, ...]:
    return (
        day.weekday.capitalize(),
        station.capitalize() if day.place is Place.DUTY_STATION else _place(day),
        _clock(day.starts),
        _lunch(day),
        day.breaks or ABSENT,
        _clock(day.ends),
        show_hours(day.worked) if day.worked else ABSENT,
    )


def _place(day: Day) -> str:
    if day.field_work_ends is None:
        return _PLACES[day.place]
    return f"Field work until {show_time(day.field_work_ends)}, then telecommuting"


def _clock(at: time | None) -> str:
    return show_time(at) if at else ABSENT


def _lunch(day: Day) -> str:
    if day.lunch_starts is None or day.lunch_ends is None:
        return ABSENT
    starts, ends = show_time(day.lunch_starts), show_time(day.lunch_ends)
    return f"{starts.removesuffix(ends[-3:])} to {ends}"


def show_hours(span: timedelta) -> str:
    """Hours with at most two decimals: "8", "7.5"."""
    return plain(in_hours(span))
