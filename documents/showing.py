"""How answers, days and hours read on paper: values in, plain strings out."""

from datetime import date, time, timedelta

from policy.form import FieldKind, FormField
from policy.proposal import Proposal
from policy.week import Day, Place, Week, share_away, telecommuting_days
from policy.wording import show_date, show_time

NOT_GIVEN = "Not given"
_ABSENT = "\N{EN DASH}"
_PLACES = {
    Place.DUTY_STATION: "Duty station",
    Place.TELECOMMUTING: "Telecommuting",
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


def week_table(week: Week) -> tuple[tuple[str, ...], ...]:
    """The weekly schedule, a heading row first: day, place, start, lunch, breaks, end, hours."""
    return (_HEADINGS, *(_week_row(day) for day in week))


def _week_row(day: Day) -> tuple[str, ...]:
    return (
        day.weekday.capitalize(),
        _PLACES[day.place],
        _clock(day.starts),
        _lunch(day),
        day.breaks or _ABSENT,
        _clock(day.ends),
        show_hours(day.worked) if day.worked else _ABSENT,
    )


def _clock(at: time | None) -> str:
    return show_time(at) if at else _ABSENT


def _lunch(day: Day) -> str:
    if day.lunch_starts is None or day.lunch_ends is None:
        return _ABSENT
    starts, ends = show_time(day.lunch_starts), show_time(day.lunch_ends)
    return f"{starts.removesuffix(ends[-3:])} to {ends}"


def show_hours(span: timedelta) -> str:
    """Hours with at most two decimals: "8", "7.5"."""
    return f"{span / timedelta(hours=1):.2f}".rstrip("0").rstrip(".")


def show_share(week: Week) -> str:
    """Hours away and their percentage (GL32 IV.D): "16 of 40 hours a week, 40%"."""
    away = sum((day.worked for day in telecommuting_days(week)), timedelta(0))
    scheduled = sum((day.worked for day in week), timedelta(0))
    percent = f"{share_away(week) * 100:.1f}".removesuffix(".0")
    return f"{show_hours(away)} of {show_hours(scheduled)} hours a week, {percent}%"
