"""A written approval is about days ahead, in the arrangement, and scheduled as it needs them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.living.concern_forms import concern_problems
from policy.proposal import Proposal, scheduled
from policy.week import WEEKDAYS, Place, Week
from tests.policy.samples import CONNECTICUT, workweek

TODAY = date(2027, 1, 6)
TUESDAYS_AND_THURSDAYS = workweek(
    Place.DUTY_STATION,
    Place.TELECOMMUTING,
    Place.DUTY_STATION,
    Place.TELECOMMUTING,
    Place.DUTY_STATION,
)
IN_FORCE = Proposal(date(2026, 12, 1), date(2027, 8, 31), TUESDAYS_AND_THURSDAYS)
CHANGE = {
    "day": "2027-01-12",
    "moved_to": "2027-01-13",
    "why": "A delivery",
    "ongoing": "no",
}


def told(name: str, answers: dict[str, str], proposal: Proposal = IN_FORCE) -> dict[str, str]:
    """The problems of an approval asked for on a Wednesday, by field."""
    rule = CONNECTICUT.in_force.approval(name)
    assert rule is not None
    found = concern_problems(CONNECTICUT, rule, answers, TODAY, proposal)
    return {problem.field: problem.text for problem in found}


@pytest.mark.requirement("CT-097")
def test_a_telecommuting_day_moves_to_a_day_at_the_duty_station() -> None:
    assert told("day_change", CHANGE) == {}


@pytest.mark.requirement("CT-097")
@pytest.mark.parametrize(
    ("changed", "name", "reason"),
    [
        ({"day": "2027-01-05"}, "day", "It has to be approved before the day begins"),
        ({"day": "2027-01-13"}, "day", "January 13, 2027 is not a telecommuting day"),
        ({"moved_to": "2027-01-06"}, "moved_to", "must be January 7, 2027 or later"),
        ({"moved_to": "2027-01-14"}, "moved_to", "not a day that you work at the official duty"),
        ({"moved_to": "2027-01-16"}, "moved_to", "not a day that you work at the official duty"),
        ({"moved_to": "2027-09-01"}, "moved_to", "last day of the arrangement is August 31, 2027"),
    ],
)
def test_a_change_that_cannot_be_made_is_refused_by_its_day(
    changed: dict[str, str], name: str, reason: str
) -> None:
    found = told("day_change", CHANGE | changed)
    assert list(found) == [name]
    assert reason in found[name]
    assert "(General Letter 32, IV.D)" in found[name]


@pytest.mark.requirement("CT-088")
def test_a_day_does_not_move_into_a_week_that_is_away_enough() -> None:
    found = told("day_change", CHANGE | {"moved_to": "2027-01-20"})
    assert found == {
        "moved_to": "That week would have 24 of 40 hours away, 60%. At most 50% of it may be spent "
        "away from the official duty station (General Letter 32, IV.D)."
    }


@pytest.mark.requirement("CT-002")
def test_a_week_keeps_its_day_at_the_duty_station() -> None:
    short = workweek(Place.DUTY_STATION, Place.TELECOMMUTING)
    rule = CONNECTICUT.in_force.approval("day_change")
    assert rule is not None
    answers = CHANGE | {"moved_to": "2027-01-18"}
    found = concern_problems(CONNECTICUT, rule, answers, TODAY, replace(IN_FORCE, week=short))
    assert found[0].text == (
        "This leaves too few days of that week at the official duty station (General Letter 32, I)."
    )


def test_before_the_first_day_nothing_is_moved() -> None:
    later = replace(IN_FORCE, starts_on=date(2027, 2, 1))
    starts = "The arrangement starts on February 1, 2027 (General Letter 32, IV.D)."
    assert told("day_change", CHANGE, later) == {"day": starts, "moved_to": starts}


def test_an_arrangement_without_an_end_has_no_last_day() -> None:
    moved = CHANGE | {"day": "2029-01-09", "moved_to": "2029-01-10"}
    assert told("day_change", moved, replace(IN_FORCE, ends_on=None)) == {}


OVERTIME = {"starts": "17:00", "hours": "1.5", "why": "The year's accounts"}


@pytest.mark.requirement("CT-093")
def test_overtime_may_be_asked_for_on_its_day_but_not_after_it() -> None:
    assert told("overtime_away", OVERTIME | {"day": "2027-01-07"}) == {}
    assert list(told("overtime_away", OVERTIME | {"day": "2027-01-05"})) == ["day"]
    assert list(told("overtime_away", OVERTIME | {"day": "2027-01-08"})) == ["day"]
    thursday = replace(IN_FORCE, week=workweek(*[Place.TELECOMMUTING] * 5))
    assert told("overtime_away", OVERTIME | {"day": TODAY.isoformat()}, thursday) == {}


@pytest.mark.requirement("CT-119")
def test_a_recall_may_be_for_today_and_is_for_a_telecommuting_day() -> None:
    every_day = replace(IN_FORCE, week=workweek(*[Place.TELECOMMUTING] * 5))
    recall = {"purpose": "Meeting", "day": TODAY.isoformat()}
    assert told("called_in", recall, every_day) == {}
    assert "is not a telecommuting day" in told("called_in", recall)["day"]


@pytest.mark.requirement("CT-157")
def test_leave_needs_no_other_day_and_a_change_in_schedule_does() -> None:
    known = {"day": "2027-01-12", "situation": "The power is cut off", "instead": "Leave"}
    assert told("known_ahead", known) == {}
    moving = known | {"instead": "Change in work schedule"}
    assert list(told("known_ahead", moving)) == ["moved_to"]
    assert told("known_ahead", moving | {"moved_to": "2027-01-11"}) == {}
    assert list(told("known_ahead", moving | {"moved_to": "2027-01-14"})) == ["moved_to"]
    assert list(told("known_ahead", known | {"day": "2027-01-13"})) == ["day"]


@pytest.mark.requirement("CT-119")
def test_days_that_approvals_have_moved_count_as_they_are_now() -> None:
    rule = CONNECTICUT.in_force.approval("called_in")
    assert rule is not None
    moved = {date(2027, 1, 13): Place.TELECOMMUTING, date(2027, 1, 12): Place.DUTY_STATION}

    def places(day: date) -> Place:
        return moved.get(day, Place.OFF)

    for day, problems in (("2027-01-13", 0), ("2027-01-12", 1)):
        answers = {"purpose": "Training", "day": day}
        found = concern_problems(CONNECTICUT, rule, answers, TODAY, IN_FORCE, places)
        assert len(found) == problems


def alternating() -> Week:
    """Mondays away in the first week, Fridays in the second."""
    office = [Place.DUTY_STATION] * 4
    return (*workweek(Place.TELECOMMUTING, *office), *workweek(*office, Place.TELECOMMUTING))


def test_two_weeks_are_counted_from_the_week_of_the_first_day() -> None:
    proposal = replace(IN_FORCE, starts_on=date(2026, 12, 2), week=alternating())
    days = {date(2026, 12, 1) + timedelta(days=at) for at in range(40)}
    away = [day for day in sorted(days) if scheduled(proposal, day).place is Place.TELECOMMUTING]
    assert away == [
        date(2026, 12, 11),
        date(2026, 12, 14),
        date(2026, 12, 25),
        date(2026, 12, 28),
        date(2027, 1, 8),
    ]


@given(st.dates(date(2026, 12, 1), date(2027, 8, 31)), st.integers(0, 20))
def test_every_day_is_the_weekday_of_its_schedule(day: date, weeks_later: int) -> None:
    later = day + timedelta(weeks=2 * weeks_later)
    proposal = replace(IN_FORCE, week=alternating())
    assert scheduled(proposal, day) == scheduled(proposal, later)
    assert scheduled(proposal, day).weekday == WEEKDAYS[day.weekday()]


def test_a_weekday_that_the_schedule_does_not_name_is_off() -> None:
    short = replace(IN_FORCE, week=TUESDAYS_AND_THURSDAYS[:2])
    assert scheduled(short, date(2027, 1, 7)).place is Place.OFF


@pytest.mark.requirement("CT-097")
def test_the_last_day_of_the_term_can_be_moved_too() -> None:
    assert told("day_change", CHANGE | {"day": "2027-08-31", "moved_to": "2027-08-30"}) == {}


@pytest.mark.requirement("CT-002")
def test_a_day_may_move_where_the_week_keeps_just_enough_at_the_duty_station() -> None:
    short = replace(IN_FORCE, week=workweek(Place.DUTY_STATION, Place.TELECOMMUTING))
    assert told("day_change", CHANGE | {"moved_to": "2027-01-11"}, short) == {}


def test_a_day_is_refused_by_the_section_of_its_field_or_else_of_the_approval() -> None:
    rule = CONNECTICUT.in_force.approval("called_in")
    assert rule is not None
    answers = {"purpose": "Training", "day": "2027-01-13"}
    for section, cited in (("IV.Z", "IV.Z"), ("", rule.citation)):
        named = [
            replace(item, citation=section if item.id == "day" else "IX") for item in rule.fields
        ]
        other = replace(rule, fields=tuple(named))
        (found,) = concern_problems(CONNECTICUT, other, answers, TODAY, IN_FORCE)
        assert found.text.endswith(f"(General Letter 32, {cited}).")
