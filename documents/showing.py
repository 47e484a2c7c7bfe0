"""How answers, days and hours read on paper: values in, plain strings out."""

from datetime import date, time, timedelta

from policy.away import hours_away, in_hours, plain
from policy.form import FieldKind, FormField
from policy.proposal import Proposal
from policy.week import Day, Place, Week, weeks
from policy.wording import show_date, show_time

NOT_GIVEN = "Not given"
_ABSENT = "\N{EN DASH}"
_PLACES = {
    Place.DUTY_STATION: "Duty station",
    Place.TELECOMMUTING: "Telecommuting",
    Place.FIELD_WORK: "Field work",
    Place.PART_DAY: "Field work, then telecommuting",
    Place.OFF: "Off",
}
_SPOKEN = {"yes": "Yes", "no": "No", "true": "Yes", "on": "Yes", "false": "No"}
_HEADINGS = ("Day", "Place", "Start", "Lunch", "Breaks", "End", "Hours")


def show_answer(field: FormField, proposal: Proposal) -> str:
    """What the person answered to `field`, as it reads on paper."""
    dates = {"starts_on": proposal.starts_on, "ends_on": proposal.ends_on}
    if field.id in dates:
        day = dates[field.id]
        return show_date(day) if day else "Open"
    answer = proposal.answers.get(field.id, "").strip()
    if not answer:
        return NOT_GIVEN
    return _spoken(field.kind, answer)


def _spoken(kind: FieldKind, answer: str) -> str:
    match kind:
        case FieldKind.YES_NO:
            return _SPOKEN.get(answer.lower(), answer)
        case FieldKind.STATEMENT:
            return "Agreed" if _SPOKEN.get(answer.lower()) == "Yes" else answer
        case FieldKind.DATE:
            return _day(answer)
    return answer


def _day(answer: str) -> str:
    try:
        return show_date(date.fromisoformat(answer))
    except ValueError:
        return answer


def week_table(pattern: Week) -> tuple[tuple[str, ...], ...]:
    """The weekly schedule, a heading row first: day, place, start, lunch, breaks, end, hours."""
    first, *others = weeks(pattern)
    rows = [_week_row(day, day.weekday.capitalize()) for day in first]
    rows += [
        _week_row(day, f"{day.weekday.capitalize()}, second week")
        for week in others
        for day in week
    ]
    return (_HEADINGS, *rows)


def _week_row(day: Day, name: str) -> tuple[str, ...]:
    return (
        name,
        _place(day),
        _clock(day.starts),
        _lunch(day),
        day.breaks or _ABSENT,
        _clock(day.ends),
        show_hours(day.worked) if day.worked else _ABSENT,
    )


def _place(day: Day) -> str:
    if day.field_work_ends is None:
        return _PLACES[day.place]
    return f"Field work until {show_time(day.field_work_ends)}, then telecommuting"


def _clock(at: time | None) -> str:
    return show_time(at) if at else _ABSENT


def _lunch(day: Day) -> str:
    if day.lunch_starts is None or day.lunch_ends is None:
        return _ABSENT
    starts, ends = show_time(day.lunch_starts), show_time(day.lunch_ends)
    return f"{starts.removesuffix(ends[-3:])} to {ends}"


def show_hours(span: timedelta) -> str:
    """Hours with at most two decimals: "8", "7.5"."""
    return plain(in_hours(span))


def show_share(pattern: Week) -> str:
    """Hours away and their percentage (GL32 IV.D): "16 of 40 hours a week, 40%"."""
    first, *others = [hours_away(week) for week in weeks(pattern)]
    shown = f"{plain(first.away)} of {plain(first.whole)} hours a week, {first.percentage}"
    for share in others:
        shown += f"; second week {plain(share.away)} of {plain(share.whole)}, {share.percentage}"
    return shown
