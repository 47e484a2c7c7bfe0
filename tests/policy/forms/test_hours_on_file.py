"""Telecommuting changes no hours of work: each day has the hours that are on file."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time

import pytest

from policy.facts import Facts
from policy.forms.pattern import week_problems
from policy.proposal import Proposal
from policy.week import Place, Week
from tests.policy.forms.test_pattern import USUAL, found
from tests.policy.samples import CONNECTICUT, SACRAMENTO, workweek

STATION, HOME = Place.DUTY_STATION, Place.TELECOMMUTING
HOURS_ON_FILE = (8.0, 8.0, 8.0, 8.0, 8.0, 0.0, 0.0)


def on_file(*hours: float) -> Facts:
    return Facts(hours=hours)


@pytest.mark.requirement("CT-003", "CT-090")
def test_hours_equal_to_those_on_file_pass_and_others_are_named() -> None:
    assert found(USUAL, on_file(*HOURS_ON_FILE)) == []
    assert found(USUAL, on_file(8, 7.5, 8, 8, 8, 0, 0)) == [
        "week.tuesday.ends: Tuesday has 8 hours here and 7.5 on file. "
        "Telecommuting changes no hours of work (General Letter 32, IV.D)."
    ]


@pytest.mark.requirement("CT-003")
def test_a_day_off_that_is_worked_by_the_file_is_named_and_so_is_the_other_way_round() -> None:
    said = found(workweek(STATION, HOME, STATION, HOME), on_file(8, 8, 8, 8, 8, 0, 0))
    assert [one.partition(":")[0] for one in said] == ["week.friday.place"]
    said = found(USUAL, on_file(8, 8, 8, 8, 0, 0, 0))
    assert [one.partition(":")[0] for one in said] == ["week.friday.ends"]


@pytest.mark.requirement("CT-090")
@pytest.mark.parametrize(
    ("pattern", "hours", "named"),
    [
        (USUAL + USUAL, HOURS_ON_FILE, []),
        (USUAL, HOURS_ON_FILE * 2, []),
        (USUAL, (*HOURS_ON_FILE, 8, 8, 8, 8, 0, 0, 0), ["week.friday.ends"]),
        (
            USUAL + workweek(STATION, HOME, STATION, HOME),
            (*HOURS_ON_FILE, 8, 8, 8, 8, 0, 0, 0),
            [],
        ),
        (USUAL + workweek(STATION, HOME), HOURS_ON_FILE, 3 * ["week2"]),
    ],
)
def test_two_weeks_are_laid_beside_two_weeks_on_file(
    pattern: Week, hours: Sequence[float], named: list[str]
) -> None:
    rule = replace(CONNECTICUT.week, most_away_percent=None)
    said = found(pattern, on_file(*hours), program=replace(CONNECTICUT, week=rule))
    assert all(one.startswith(start) for one, start in zip(said, named, strict=True))


@pytest.mark.requirement("CT-003", "CT-090")
def test_no_hours_pass_while_none_are_on_file() -> None:
    proposal = Proposal(date(2026, 12, 1), None, USUAL, {})
    (problem,) = week_problems(CONNECTICUT, proposal, Facts())
    assert (problem.field, problem.text) == (
        "week",
        "Your hours are not on file. Human Resources records them first (General Letter 32, IV.D).",
    )
    assert list(week_problems(SACRAMENTO, proposal, Facts())) == []


def test_minutes_that_do_not_come_out_even_are_forgiven() -> None:
    eight_twenty = tuple(
        replace(day, ends=time(16, 50)) if day.place is not Place.OFF else day for day in USUAL
    )
    assert found(eight_twenty, on_file(*[8.33] * 5, 0, 0)) == []


def test_hours_on_file_bind_only_where_the_program_says_so() -> None:
    assert found(USUAL, on_file(*[1.0] * 7), program=SACRAMENTO) == []
