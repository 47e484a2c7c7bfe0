"""The dates of a proposal: within the longest term, in order, ahead, and real."""

from dataclasses import replace
from datetime import date

import pytest

from policy.forms.checking import problems
from policy.week import Place
from tests.policy.forms.checked import found, sample
from tests.policy.samples import CONNECTICUT, ON_FILE, SACRAMENTO, TODAY, workweek


@pytest.mark.requirement("CT-107")
def test_ten_months_are_refused_with_the_rule_and_its_section() -> None:
    (problem,) = found(CONNECTICUT, starts_on="6/1/2027", ends_on="3/31/2028")
    assert problem.field == "ends_on"
    assert problem.text == (
        "The end date must be on or before February 29, 2028: "
        "an arrangement lasts nine months at most (General Letter 32, IV.E)."
    )


@pytest.mark.requirement("CT-107")
@pytest.mark.parametrize(
    ("starts_on", "ends_on", "fields"),
    [
        (date(2011, 1, 15), date(2011, 10, 14), []),
        (date(2011, 1, 15), date(2011, 10, 15), ["ends_on"]),
        (date(2026, 5, 31), date(2027, 2, 28), []),
        (date(2026, 5, 31), date(2027, 3, 1), ["ends_on"]),
        (date(2027, 5, 31), date(2028, 2, 29), []),
        (date(2027, 5, 31), date(2028, 3, 1), ["ends_on"]),
    ],
)
def test_nine_months_pass_and_a_day_more_is_refused(
    starts_on: date, ends_on: date, fields: list[str]
) -> None:
    proposal = replace(sample(), starts_on=starts_on, ends_on=ends_on)
    assert [
        problem.field for problem in problems(CONNECTICUT, proposal, starts_on, ON_FILE)
    ] == fields


def test_a_program_without_a_maximum_takes_years_and_an_open_end() -> None:
    assert found(SACRAMENTO, ends_on="12/1/2030") == ()
    assert found(SACRAMENTO, ends_on="") == ()


def test_a_program_with_a_maximum_needs_an_end() -> None:
    (problem,) = found(CONNECTICUT, ends_on=" ")
    assert (problem.field, problem.citation) == ("ends_on", "General Letter 32, IV.E")
    open_end = replace(sample(), ends_on=None)
    assert [one.field for one in problems(CONNECTICUT, open_end, TODAY, ON_FILE)] == ["ends_on"]


def test_an_end_before_the_start_is_refused() -> None:
    (problem,) = found(CONNECTICUT, ends_on="11/30/2026")
    assert problem.text == (
        "The end date must not be before the start date, December 1, 2026 "
        "(General Letter 32, IV.E)."
    )


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "first"),
    [
        ("12/4/2026", "12/7/2026", "December 8, 2026"),
        ("12/4/2026", "12/8/2026", ""),
        ("12/2/2026", "12/2/2026", "December 3, 2026"),
        ("12/3/2026", "12/3/2026", ""),
    ],
)
def test_a_term_without_a_telecommuting_day_is_refused_with_the_first_one(
    starts_on: str, ends_on: str, first: str
) -> None:
    expected = (
        f"The end date must be {first} or later: that is the first telecommuting day of this "
        "schedule (General Letter 32, IV.D)."
    )
    told = found(CONNECTICUT, starts_on=starts_on, ends_on=ends_on)
    assert [(each.field, each.text) for each in told] == [("ends_on", expected)] * bool(first)


def test_a_term_that_ends_before_the_week_with_telecommuting_days_is_refused() -> None:
    station, away = Place.DUTY_STATION, Place.TELECOMMUTING
    week = (*workweek(*[station] * 5), *workweek(*[station] * 4, away))
    asked = replace(sample(), starts_on=date(2026, 12, 2), week=week)
    for last, fields in ((date(2026, 12, 10), ["ends_on"]), (date(2026, 12, 11), [])):
        short = replace(asked, ends_on=last)
        assert [one.field for one in problems(CONNECTICUT, short, TODAY, ON_FILE)] == fields


def test_a_start_in_the_past_is_refused_and_today_is_not() -> None:
    assert found(CONNECTICUT, starts_on="11/2/2026", ends_on="12/1/2026") == ()
    (problem,) = found(CONNECTICUT, starts_on="11/1/2026", ends_on="12/1/2026")
    assert problem.message == "The start date must be November 2, 2026 or later."


def test_the_thirty_first_of_february_is_refused_by_name() -> None:
    (problem,) = found(CONNECTICUT, ends_on="2/31/2027")
    assert problem.field == "ends_on"
    assert problem.message == "February 31, 2027 does not exist: February 2027 has 28 days."


@pytest.mark.parametrize("ends_on", [date(9999, 12, 31), date(1, 1, 1)])
def test_a_date_outside_the_century_is_refused(ends_on: date) -> None:
    late = replace(sample(SACRAMENTO), ends_on=ends_on)
    assert [problem.field for problem in problems(SACRAMENTO, late, TODAY, ON_FILE)] == ["ends_on"]
    far = replace(sample(SACRAMENTO), starts_on=ends_on, ends_on=None)
    assert [problem.field for problem in problems(SACRAMENTO, far, TODAY, ON_FILE)] == ["starts_on"]
