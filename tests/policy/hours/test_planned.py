"""Planned hours, each rule by itself."""

from dataclasses import replace
from datetime import date, time

import pytest

from policy.deadlines import A_DAY
from policy.hours.planned import Change, Version, planned_days, telecommuted
from policy.in_force import Effect
from policy.timekeeping import Period
from policy.week import Day, Place
from tests.policy.hours.lived import (
    FORTNIGHT,
    HOME,
    MONDAY,
    PART,
    STATION,
    TUESDAYS,
    WEDNESDAYS,
    hours,
    lived,
    place,
)


@pytest.mark.requirement("CT-100")
def test_a_telecommuting_day_has_the_hours_of_the_schedule() -> None:
    assert hours(lived()) == {8: 800, 15: 800}


def test_a_day_of_seven_hours_twenty_is_rounded_to_hundredths() -> None:
    short = Day("tuesday", HOME, time(8), time(12), time(12, 30), time(15, 50))
    assert hours(lived((short,))) == {8: 733, 15: 733}


@pytest.mark.requirement("CT-086")
def test_a_part_day_has_what_is_left_after_the_field_work_without_lunch() -> None:
    day = Day("tuesday", PART, time(8), time(12), time(12, 30), time(16, 30))
    morning = replace(day, field_work_ends=time(11))
    at_lunch = replace(day, field_work_ends=time(12, 15))
    afternoon = replace(day, field_work_ends=time(14))
    found = [hours(lived((each,)))[8] for each in (morning, at_lunch, afternoon)]
    assert found == [500, 400, 250]


@pytest.mark.requirement("CT-097")
def test_a_day_moved_is_worked_at_the_station_and_another_one_at_the_location() -> None:
    moved = Change(1, Effect.DAY_MOVED, MONDAY + A_DAY, MONDAY + 3 * A_DAY)
    found = lived(changes=(moved,))
    assert hours(found) == {10: 800, 15: 800}
    assert [(each.place, each.change) for each in planned_days(found, FORTNIGHT)][1] == (STATION, 1)


def test_the_day_moved_to_has_its_own_hours_and_none_where_it_is_off() -> None:
    week = (*TUESDAYS[:3], Day("thursday", STATION, time(8), None, None, time(12)), *TUESDAYS[4:])
    for days, expected in ((3, {10: 400, 15: 800}), (5, {15: 800})):
        moved = Change(1, Effect.DAY_MOVED, MONDAY + A_DAY, MONDAY + days * A_DAY)
        assert hours(lived(week, changes=(moved,))) == expected


def test_recalls_and_leave_take_a_day_away_and_overtime_none() -> None:
    tuesday, next_one = MONDAY + A_DAY, MONDAY + 8 * A_DAY
    found = lived(
        changes=(
            Change(1, Effect.RECALL, tuesday),
            Change(2, Effect.LEAVE, next_one),
            Change(3, Effect.OVERTIME, tuesday, hours=150),
            Change(4, Effect.ITEMS, next_one),
        )
    )
    assert hours(found) == {}
    day = place(found, next_one)
    assert day is not None
    assert (day.place, day.scheduled, day.effect) == (Place.OFF, 800, Effect.LEAVE)


def test_of_two_approvals_about_a_day_the_later_one_stands() -> None:
    tuesday = MONDAY + A_DAY
    moved = Change(1, Effect.DAY_MOVED, MONDAY + 2 * A_DAY, tuesday)
    recalled = Change(2, Effect.RECALL, tuesday)
    assert 8 not in hours(lived(changes=(recalled, moved)))
    assert 8 in hours(lived(changes=(replace(moved, number=3), recalled)))


@pytest.mark.requirement("CT-100")
def test_nothing_is_planned_from_the_day_on_which_it_is_over() -> None:
    assert hours(lived(ended_on=date(2026, 12, 15))) == {8: 800}
    assert hours(lived(ended_on=date(2026, 12, 16))) == {8: 800, 15: 800}
    assert lived(ended_on=date(2026, 12, 15)).last_day == date(2026, 12, 14)
    assert hours(lived(ended_on=date(2026, 1, 1))) == {}


def test_a_moved_day_after_the_end_is_not_planned() -> None:
    moved = Change(1, Effect.DAY_MOVED, MONDAY + A_DAY, MONDAY + 9 * A_DAY)
    assert hours(lived(changes=(moved,), ended_on=MONDAY + 9 * A_DAY)) == {15: 800}


@pytest.mark.requirement("CT-116")
def test_a_modification_plans_by_its_own_schedule_from_its_first_day() -> None:
    first = Version(1, date(2026, 12, 1), date(2027, 8, 31), date(2026, 12, 1), TUESDAYS)
    second = replace(first, number=2, starts_on=date(2026, 12, 9), week=WEDNESDAYS)
    found = lived(versions=(first, second))
    assert hours(found) == {8: 800, 9: 800, 16: 800}
    cut = lived(versions=(replace(first, ends_on=date(2026, 12, 8)), second))
    assert hours(cut) == hours(found)


def test_two_weeks_are_counted_from_the_week_that_was_signed_for() -> None:
    """A start that waits for signatures, and a modification, turn the weeks around for nobody."""
    pattern = (*TUESDAYS, *WEDNESDAYS)
    thursday = date(2026, 12, 3)
    version = Version(1, thursday, None, thursday, pattern)
    assert hours(lived(versions=(version,))) == {9: 800, 15: 800}
    late = replace(version, starts_on=date(2026, 12, 8))
    assert hours(lived(versions=(late,))) == {9: 800, 15: 800}
    before = Period(date(2026, 11, 30), date(2026, 12, 6))
    assert hours(lived(versions=(replace(version, starts_on=before.first),)), before) == {1: 800}


def test_an_open_end_has_no_last_day_and_neither_has_what_never_was_in_force() -> None:
    version = Version(1, MONDAY, None, MONDAY, TUESDAYS)
    assert lived(versions=(version,)).last_day is None
    assert lived(versions=()).last_day is None
    assert lived(versions=(version,), ended_on=MONDAY).last_day is None
    assert lived(versions=(version,), ended_on=MONDAY + A_DAY).last_day == MONDAY


def test_nobody_has_a_day_twice() -> None:
    earlier, later = lived(), replace(lived(), reference="TA-2")
    found = telecommuted([earlier, later], FORTNIGHT)
    assert [(each.reference, each.day.day) for each in found] == [("TA-2", 8), ("TA-2", 15)]


@pytest.mark.requirement("CT-156")
@pytest.mark.parametrize(
    ("since", "left"),
    [
        (time(7), 0),
        (time(8), 0),
        (time(11), 300),
        (time(12, 15), 400),
        (time(14), 550),
        (time(16, 30), 800),
        (time(20), 800),
    ],
)
def test_the_rest_of_a_day_that_is_ordered_otherwise_leaves_the_hours_before(
    since: time, left: int
) -> None:
    tuesday = MONDAY + A_DAY
    for effect in (Effect.REST_AT_STATION, Effect.REST_ON_LEAVE):
        found = lived(changes=(Change(3, effect, tuesday, since=since),))
        day = place(found, tuesday)
        assert day is not None
        assert (day.place, day.scheduled, day.telecommuting) == (HOME, 800, left)
        assert (day.effect, day.change) == (effect, 3)


@pytest.mark.requirement("CT-156")
def test_the_rest_of_a_part_day_is_counted_from_the_end_of_its_field_work() -> None:
    day = Day("tuesday", PART, time(8), time(12), time(12, 30), time(16, 30), "", time(11))
    order = Change(1, Effect.REST_AT_STATION, MONDAY + A_DAY, since=time(14))
    assert hours(lived((day,), changes=(order,)))[8] == 250


def test_a_day_that_was_recalled_has_no_rest_at_the_location() -> None:
    tuesday = MONDAY + A_DAY
    recall = Change(1, Effect.RECALL, tuesday)
    order = Change(2, Effect.REST_ON_LEAVE, tuesday, since=time(11))
    day = place(lived(changes=(recall, order)), tuesday)
    assert day is not None
    assert (day.place, day.effect, day.telecommuting) == (STATION, Effect.RECALL, 0)
