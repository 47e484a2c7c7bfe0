"""The half of a week that may be spent away, week by week, with its arithmetic."""

from dataclasses import replace
from datetime import time
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.away import arithmetic, is_too_much, shares
from policy.program import WeekRule
from policy.week import WEEKDAYS, Day, Place, Week

STATION, HOME, FIELD, OFF = Place.DUTY_STATION, Place.TELECOMMUTING, Place.FIELD_WORK, Place.OFF
HALF = WeekRule(most_away_percent=50, away_citation="IV.D")
BY_DAYS = replace(HALF, away_counts="days")
BY_BOTH = replace(HALF, away_counts="both")


def week(hours: int, *places: Place) -> Week:
    """So many hours a day at these places from Monday on; the rest of the seven days is off."""
    given = [
        Day(day, at, time(7), None, None, time(7 + hours))
        for day, at in zip(WEEKDAYS, places, strict=False)
    ]
    return (*given, *(Day(day, OFF) for day in WEEKDAYS[len(places) :]))


def passes(pattern: Week, rule: WeekRule = HALF, schedule_type: str = "") -> bool:
    found = shares(rule, pattern, schedule_type)
    return not any(is_too_much(rule, share) for counted in found for share in counted)


@pytest.mark.requirement("CT-088")
@pytest.mark.parametrize(
    ("pattern", "expected", "said"),
    [
        (week(8, HOME, HOME, *[STATION] * 3), True, "16 of 40 hours away, 40%."),
        (week(8, HOME, HOME, HOME, STATION, STATION), False, "24 of 40 hours away, 60%."),
        (week(10, HOME, HOME, STATION, STATION), True, "20 of 40 hours away, 50%."),
        (week(8, HOME, HOME, STATION), False, "16 of 24 hours away, 66.7%."),
        (week(8, HOME, HOME, FIELD, STATION, STATION), False, "24 of 40 hours away, 60%."),
    ],
)
def test_exactly_half_of_a_week_passes_and_more_is_refused(
    pattern: Week, expected: bool, said: str
) -> None:
    assert passes(pattern) is expected
    assert arithmetic(HALF, pattern) == (said,)


@pytest.mark.requirement("CT-088")
def test_two_weeks_are_each_judged_and_never_averaged() -> None:
    half = week(10, HOME, HOME, STATION, STATION)
    more = week(8, HOME, HOME, HOME, STATION, STATION)
    assert not passes(half + more)
    assert not passes(more + week(8, *[STATION] * 5))
    assert passes(half + half)
    assert arithmetic(HALF, half + more) == (
        "Week 1: 20 of 40 hours away, 50%.",
        "Week 2: 24 of 40 hours away, 60%.",
    )


@pytest.mark.requirement("CT-088")
def test_a_day_longer_than_the_others_can_tip_the_week() -> None:
    days = week(8, HOME, HOME, STATION, STATION)
    assert passes(days)
    assert not passes((replace(days[0], ends=time(15, 1)), *days[1:]))


@pytest.mark.requirement("CT-088")
def test_days_are_counted_where_an_agency_is_tighter() -> None:
    four_long_days = week(10, HOME, HOME, STATION, STATION)
    assert passes(four_long_days, BY_DAYS, "reduced")
    assert not passes(four_long_days, BY_DAYS, "alternate")
    assert arithmetic(BY_DAYS, four_long_days, "alternate") == ("3 of 5 days away, 60%.",)
    assert passes(week(10, HOME, STATION, STATION, STATION), BY_DAYS, "alternate")
    assert passes(week(8, HOME, HOME, *[STATION] * 3), BY_DAYS, "standard")


@pytest.mark.requirement("CT-006", "CT-088")
def test_where_both_are_counted_neither_hours_nor_days_may_be_too_many() -> None:
    four_long_days = week(10, HOME, HOME, STATION, STATION)
    assert passes(four_long_days, HALF)
    assert not passes(four_long_days, BY_BOTH, "alternate")
    days = week(8, HOME, HOME, STATION, STATION)
    long_at_home = (replace(days[0], ends=time(16)), *days[1:])
    assert passes(long_at_home, BY_DAYS)
    assert not passes(long_at_home, BY_BOTH)
    assert passes(days, BY_BOTH)
    assert arithmetic(BY_BOTH, four_long_days, "alternate") == (
        "20 of 40 hours away, 50%; 3 of 5 days away, 60%.",
    )


@pytest.mark.requirement("CT-088")
def test_an_agency_tightens_the_half_by_a_lower_number() -> None:
    two_of_five = week(8, HOME, HOME, STATION, STATION, STATION)
    assert passes(two_of_five, replace(HALF, most_away_percent=40))
    assert not passes(two_of_five, replace(HALF, most_away_percent=39))


def test_without_a_rule_the_whole_week_may_be_spent_away() -> None:
    assert passes(week(8, *[HOME] * 5), WeekRule())


@pytest.mark.requirement("CT-089")
def test_a_week_off_sick_counts_as_it_is_scheduled() -> None:
    """Leave has no place in a schedule: a planned week reads the same whoever is on leave."""
    assert {place.value for place in Place} == {
        "duty_station",
        "telecommuting",
        "field_work",
        "part_day",
        "off",
    }


def test_a_week_without_hours_is_no_share_at_all() -> None:
    assert passes(week(8))
    assert arithmetic(HALF, week(8)) == ("0 of 0 hours away, 0%.",)


@st.composite
def schedules(draw: st.DrawFn) -> Week:
    """One or two whole weeks with odd hours, lunches and places."""
    return tuple(
        _any_day(draw, weekday) for _ in range(draw(st.integers(1, 2))) for weekday in WEEKDAYS
    )


def _any_day(draw: st.DrawFn, weekday: str) -> Day:
    place = draw(st.sampled_from(Place))
    if place is OFF:
        return Day(weekday, OFF)
    starts, lunch = draw(st.integers(0, 660)), draw(st.none() | st.integers(1, 60))
    ends = draw(st.integers(starts + 120, 1439))
    lunch_from = starts + 30
    return Day(
        weekday,
        place,
        _clock(starts),
        _clock(lunch_from) if lunch else None,
        _clock(lunch_from + lunch) if lunch else None,
        _clock(ends),
    )


def _clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def plainly_passes(pattern: Week, percent: int) -> bool:
    """The rule by counting minutes by hand, in integers."""
    for start in range(0, len(pattern), 7):
        away = whole = 0
        for day in pattern[start : start + 7]:
            if day.starts is None or day.ends is None:
                continue
            minutes = (day.ends.hour - day.starts.hour) * 60 + day.ends.minute - day.starts.minute
            if day.lunch_starts is not None and day.lunch_ends is not None:
                minutes -= (day.lunch_ends.hour - day.lunch_starts.hour) * 60
                minutes -= day.lunch_ends.minute - day.lunch_starts.minute
            whole += minutes
            away += 0 if day.place.value == "duty_station" else minutes
        if away * 100 > whole * percent:
            return False
    return True


@pytest.mark.requirement("CT-088")
@settings(max_examples=300)
@given(schedules(), st.integers(0, 100))
def test_any_schedule_is_judged_as_a_plain_count_of_minutes_does(
    pattern: Week, percent: int
) -> None:
    rule = replace(HALF, most_away_percent=percent)
    assert passes(pattern, rule) is plainly_passes(pattern, percent)


@settings(max_examples=100)
@given(schedules())
def test_a_share_lies_between_nothing_and_all(pattern: Week) -> None:
    for share in (share for counted in shares(BY_BOTH, pattern) for share in counted):
        assert 0 <= share.percent <= 100
        assert share.away <= share.whole <= Fraction(7 * 24)
