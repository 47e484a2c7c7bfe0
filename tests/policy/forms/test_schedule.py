"""A schedule of one week or two, as a form sends it and as it is shown again."""

from datetime import time

import pytest

from policy.forms.schedule import read_week, week_to_form
from policy.week import Day, Place, Week
from tests.policy.samples import CONNECTICUT, filled, workweek

STATION, HOME, PART = Place.DUTY_STATION, Place.TELECOMMUTING, Place.PART_DAY
SECOND = {
    "week2.monday.place": "telecommuting",
    "week2.monday.starts": "8:00 am",
    "week2.monday.ends": "4:00 pm",
}


def read(**form: str) -> tuple[Week, list[str]]:
    week, problems = read_week(CONNECTICUT, form)
    return week, [problem.field for problem in problems]


def test_a_second_week_left_untouched_means_one_week() -> None:
    form = filled(CONNECTICUT)
    blank = {key.replace("week.", "week2."): " " for key in form if key.startswith("week.")}
    week, problems = read_week(CONNECTICUT, {**form, **blank})
    assert (len(week), problems) == (7, ())


@pytest.mark.requirement("CT-081")
def test_a_second_week_makes_fourteen_days() -> None:
    week, problems = read_week(CONNECTICUT, {**filled(CONNECTICUT), **SECOND})
    assert problems == ()
    assert len(week) == 14
    assert week[7] == Day("monday", HOME, time(8), ends=time(16))
    assert week[8] == Day("tuesday", Place.OFF)


def test_a_fault_of_the_second_week_is_named_there() -> None:
    form = {**SECOND, "week2.monday.ends": "late"}
    _, problems = read_week(CONNECTICUT, form)
    assert [(problem.field, problem.message) for problem in problems] == [
        (
            "week2.monday.ends",
            "Write when work ends on Monday of the second week like 8:00 am or 16:30.",
        )
    ]


def test_when_field_work_ends_is_read_of_a_part_day_alone() -> None:
    monday = {"week.monday.starts": "8:00", "week.monday.field_work_ends": "11:30 am"}
    week, faults = read(**monday, **{"week.monday.place": "part_day"})
    assert (week[0].field_work_ends, faults) == (time(11, 30), [])
    week, faults = read(**monday, **{"week.monday.place": "telecommuting"})
    assert (week[0].field_work_ends, faults) == (None, [])


def test_two_weeks_shown_as_a_form_read_back_unchanged() -> None:
    part = Day("friday", PART, time(8), None, None, time(16), "10:00 am", time(11))
    first = workweek(STATION, HOME)
    second = (*workweek(HOME, STATION)[:4], part, *workweek()[5:])
    assert read_week(CONNECTICUT, week_to_form(first + second)) == (first + second, ())


def test_a_second_week_off_is_kept_apart_from_none() -> None:
    pattern = workweek(STATION, HOME) + workweek()
    assert read_week(CONNECTICUT, week_to_form(pattern)) == (pattern, ())
