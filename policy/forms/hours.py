"""What is wrong with the hours of one scheduled day (GL32 IV.D)."""

from collections.abc import Iterator
from datetime import time, timedelta

from policy.forms.kinds import LONGEST_LINE
from policy.forms.typed import text_fault
from policy.week import Day, Place, between
from policy.wording import show_time

DayFault = tuple[str, str]
"""A cell of one day and what is wrong with it."""


def day_faults(day: Day, name: str, rest_from_hours: int) -> Iterator[DayFault]:
    """What is wrong with one day's hours; `name` is what people call the day.

    A day of `rest_from_hours` or more has a lunch and names its breaks; zero: none need to.
    """
    if day.place is Place.OFF:
        return
    if any(at.tzinfo for at in day.times.values() if at):
        yield "starts", f"Write the times of {name} without a time zone."
    elif day.starts is None:
        yield "starts", f"Fill in when work starts on {name}."
    elif day.ends is None:
        yield "ends", f"Fill in when work ends on {name}."
    elif day.ends <= day.starts:
        yield "ends", f"Work on {name} must end after it starts at {show_time(day.starts)}."
    else:
        yield from _lunch(day, name, day.starts, day.ends)
        yield from _field_work(day, name, day.starts, day.ends)
        yield from _rest(day, name, between(day.starts, day.ends), rest_from_hours)
    yield from _breaks(day, name)


def _lunch(day: Day, name: str, starts: time, ends: time) -> Iterator[DayFault]:
    """Lunch is begun and ended within the hours of work."""
    if (day.lunch_starts is None) != (day.lunch_ends is None):
        cell = "lunch_starts" if day.lunch_starts is None else "lunch_ends"
        yield cell, f"Fill in both when lunch begins and when it ends on {name}."
    elif day.lunch_starts is not None and day.lunch_ends is not None:
        if day.lunch_ends <= day.lunch_starts:
            yield "lunch_ends", f"Lunch on {name} must end after it begins."
        elif day.lunch_starts < starts or day.lunch_ends > ends:
            hours = f"{show_time(starts)} to {show_time(ends)}"
            yield "lunch_starts", f"Lunch on {name} must lie within the hours of work, {hours}."


def _field_work(day: Day, name: str, starts: time, ends: time) -> Iterator[DayFault]:
    """Field work on a part-day ends before the day does: the rest is telecommuted."""
    if day.place is not Place.PART_DAY:
        return
    if day.field_work_ends is None:
        yield "field_work_ends", f"Fill in when the field work on {name} ends."
    elif not starts < day.field_work_ends < ends:
        hours = f"{show_time(starts)} to {show_time(ends)}"
        message = f"Field work on {name} must end within the hours of work, {hours}."
        yield "field_work_ends", message


def _rest(day: Day, name: str, span: timedelta, rest_from_hours: int) -> Iterator[DayFault]:
    if not rest_from_hours or span < timedelta(hours=rest_from_hours):
        return
    long = f"a day of {rest_from_hours} hours or more"
    if day.lunch_starts is None and day.lunch_ends is None:
        yield "lunch_starts", f"Fill in lunch on {name}: {long} has one."
    if not day.breaks:
        yield "breaks", f"Fill in the breaks on {name}: {long} has some."


def _breaks(day: Day, name: str) -> Iterator[DayFault]:
    fault = text_fault(day.breaks, lines=False, longest=LONGEST_LINE)
    if fault:
        yield "breaks", f"What you wrote for breaks on {name} {fault}."
