"""The weekly schedule as a form sends it, for one week or a pattern of two (GL32 IV.D)."""

from collections.abc import Mapping
from datetime import time

from policy.forms.problem import Problem, cited
from policy.forms.typed import TIME_LIKE, clean, read_time
from policy.program import Program
from policy.week import TIMES, WEEKDAYS, Day, Place, Week, weeks
from policy.wording import show_time

CELLS = ("place", "starts", "lunch_starts", "lunch_ends", "ends", "breaks", "field_work_ends")
"""What the form asks of each weekday, under `week.<weekday>.<cell>`."""

_WHEN = {
    "starts": "work starts",
    "lunch_starts": "lunch begins",
    "lunch_ends": "lunch ends",
    "ends": "work ends",
    "field_work_ends": "field work ends",
}
"""What each time of a day says, by its cell."""

WEEK_KEYS = ("week", "week2")
"""What the keys of each week begin with; a second week left blank is a one-week pattern."""


def read_week(program: Program, form: Mapping[str, str]) -> tuple[Week, tuple[Problem, ...]]:
    """All seven or fourteen days, with what could not be read; a row left blank is a day off."""
    days, problems = [], []
    citation = week_citation(program)
    for number, start in enumerate(WEEK_KEYS, 1):
        rows = {weekday: _cells(form, start, weekday) for weekday in WEEKDAYS}
        if number > 1 and not any(any(cells.values()) for cells in rows.values()):
            break
        for weekday, cells in rows.items():
            day, faults = _read_day(weekday, day_name(number, weekday), cells)
            days.append(day)
            problems += [
                Problem(cell_key(number, weekday, name), reason, citation)
                for name, reason in faults.items()
            ]
    return tuple(days), tuple(problems)


def week_to_form(pattern: Week) -> dict[str, str]:
    """The schedule under the keys of the form."""
    return {
        cell_key(number, day.weekday, name): value
        for number, week in enumerate(weeks(pattern), 1)
        for day in week
        for name, value in _shown(day).items()
    }


def week_citation(program: Program) -> str:
    """The section that the form cites for the schedule."""
    return next(cited(program, item.citation) for item in program.fields if item.id == "week")


def cell_key(number: int, weekday: str, cell: str) -> str:
    """The form key of one cell in the first or second week."""
    return f"{WEEK_KEYS[number - 1]}.{weekday}.{cell}"


def day_name(number: int, weekday: str) -> str:
    """What people call a day of the first or second week."""
    return f"{weekday.title()}{' of the second week' if number > 1 else ''}"


def _cells(form: Mapping[str, str], start: str, weekday: str) -> dict[str, str]:
    return {name: clean(form.get(f"{start}.{weekday}.{name}", "")) for name in CELLS}


def _read_day(weekday: str, name: str, cells: Mapping[str, str]) -> tuple[Day, dict[str, str]]:
    """One day, and its faults by cell."""
    place = cells["place"]
    if not any(cells.values()):
        return Day(weekday, Place.OFF), {}
    if place not in set(Place):
        return Day(weekday, Place.OFF), {"place": f"Choose where you work on {name}."}
    if place == Place.OFF:
        return Day(weekday, Place.OFF), {}
    asked = TIMES if place == Place.PART_DAY else TIMES[:-1]
    times = {cell: read_time(cells[cell]) for cell in asked if cells[cell]}
    good = {cell: at for cell, at in times.items() if isinstance(at, time)}
    bad = {
        cell: f"Write when {_WHEN[cell]} on {name} like {TIME_LIKE}."
        for cell, at in times.items()
        if isinstance(at, str)
    }
    return Day(weekday, Place(place), **good, breaks=cells["breaks"]), bad


def _shown(day: Day) -> dict[str, str]:
    shown = {name: show_time(at) if at else "" for name, at in day.times.items()}
    return {"place": day.place.value, **shown, "breaks": day.breaks}
