"""The weekly schedule as a form sends it, and the rules it must keep (GL32 I, IV.D)."""

from collections.abc import Iterator, Mapping
from datetime import time

from policy.answers import LONGEST_LINE
from policy.problem import Problem, cited
from policy.program import Program
from policy.typed import clean, read_time, text_fault
from policy.week import WEEKDAYS, Day, Place, Week, telecommuting_days
from policy.wording import show_time

CELLS = ("place", "starts", "lunch_starts", "lunch_ends", "ends", "breaks")
"""What the form asks of each weekday, under `week.<weekday>.<cell>`."""


def read_week(program: Program, form: Mapping[str, str]) -> tuple[Week, tuple[Problem, ...]]:
    """All seven days, with what could not be read; a row left blank is a day off."""
    days, problems = [], []
    citation = week_citation(program)
    for weekday in WEEKDAYS:
        cells = {name: clean(form.get(f"week.{weekday}.{name}", "")) for name in CELLS}
        day, faults = _read_day(weekday, cells)
        days.append(day)
        problems += [Problem(_key(weekday, name), reason, citation) for name, reason in faults]
    return tuple(days), tuple(problems)


def week_to_form(week: Week) -> dict[str, str]:
    """The schedule under the keys of the form."""
    return {
        _key(day.weekday, name): value
        for day in week
        for name, value in zip(CELLS, (day.place.value, *_shown(day)), strict=True)
    }


def week_problems(program: Program, week: Week) -> Iterator[Problem]:
    """What is wrong with the schedule as a whole, then day by day."""
    citation = week_citation(program)
    given = [day.weekday for day in week]
    if not set(given) <= set(WEEKDAYS) or len(set(given)) < len(given):
        yield Problem("week", "Give each weekday, monday to sunday, at most once.", citation)
        return
    if not telecommuting_days(week):
        yield Problem("week", "Choose at least one day on which you telecommute.", citation)
    yield from _duty_station(program, week)
    for day in week:
        if day.place is not Place.OFF:
            for name, reason in (*_hours(day), *_breaks(day)):
                yield Problem(_key(day.weekday, name), reason, citation)


def week_citation(program: Program) -> str:
    """The section that the form cites for the schedule."""
    return next(cited(program, item.citation) for item in program.fields if item.id == "week")


def _duty_station(program: Program, week: Week) -> Iterator[Problem]:
    """Telecommuting covers part of the workweek where the program says so (GL32 I)."""
    at_station = sum(day.place is Place.DUTY_STATION for day in week)
    least = program.week.duty_station_days
    if at_station < least:
        days = "one day" if least == 1 else f"{least} days"
        message = f"Keep at least {days} a week at your official duty station."
        yield Problem("week", message, cited(program, program.week.citation))


Fault = tuple[str, str]
"""A cell of one day and what is wrong with it."""


def _read_day(weekday: str, cells: Mapping[str, str]) -> tuple[Day, list[Fault]]:
    place = cells["place"]
    if not any(cells.values()):
        return Day(weekday, Place.OFF), []
    if place not in set(Place):
        return Day(weekday, Place.OFF), [("place", f"Choose where you work on {weekday.title()}.")]
    if place == Place.OFF:
        return Day(weekday, Place.OFF), []
    times = {name: _read_cell(cells[name]) for name in CELLS[1:-1]}
    faults = [
        (name, f"{weekday.title()}: {at}") for name, at in times.items() if isinstance(at, str)
    ]
    good = {name: at if isinstance(at, time) else None for name, at in times.items()}
    return Day(weekday, Place(place), **good, breaks=cells["breaks"]), faults


def _read_cell(typed: str) -> time | str | None:
    return read_time(typed) if typed else None


def _hours(day: Day) -> Iterator[Fault]:
    """What is wrong with one day's hours: both ends of the day, and lunch inside them."""
    name = day.weekday.title()
    if any(at.tzinfo for at in (day.starts, day.lunch_starts, day.lunch_ends, day.ends) if at):
        yield "starts", f"Write {name}'s times without a time zone."
    elif day.starts is None:
        yield "starts", f"Fill in when work starts on {name}."
    elif day.ends is None:
        yield "ends", f"Fill in when work ends on {name}."
    elif day.ends <= day.starts:
        yield "ends", f"Work on {name} must end after it starts at {show_time(day.starts)}."
    else:
        yield from _lunch(day, day.starts, day.ends)


def _lunch(day: Day, starts: time, ends: time) -> Iterator[Fault]:
    name = day.weekday.title()
    if (day.lunch_starts is None) != (day.lunch_ends is None):
        cell = "lunch_starts" if day.lunch_starts is None else "lunch_ends"
        yield cell, f"Fill in both when lunch begins and when it ends on {name}."
    elif day.lunch_starts is not None and day.lunch_ends is not None:
        if day.lunch_ends <= day.lunch_starts:
            yield "lunch_ends", f"Lunch on {name} must end after it begins."
        elif day.lunch_starts < starts or day.lunch_ends > ends:
            hours = f"{show_time(starts)} to {show_time(ends)}"
            yield "lunch_starts", f"Lunch on {name} must lie within the hours of work, {hours}."


def _breaks(day: Day) -> Iterator[Fault]:
    fault = text_fault(day.breaks, lines=False, longest=LONGEST_LINE)
    if fault:
        yield "breaks", f"What you wrote for breaks on {day.weekday.title()} {fault}."


def _shown(day: Day) -> tuple[str, ...]:
    times = (day.starts, day.lunch_starts, day.lunch_ends, day.ends)
    return (*(show_time(at) if at else "" for at in times), day.breaks)


def _key(weekday: str, name: str) -> str:
    return f"week.{weekday}.{name}"
