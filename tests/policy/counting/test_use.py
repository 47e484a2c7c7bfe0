"""Days and hours in use: frequency, days as they are planned, commutes, and people."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.counting.chapters import chapters
from policy.counting.counted import Counted, window_of
from policy.counting.extent import (
    Authorized,
    Frequency,
    Terms,
    Worked,
    frequency,
    pattern_of,
    worked_in,
)
from policy.counting.figures import Statement
from policy.hours.planned import Change, planned_days
from policy.in_force import Effect
from policy.week import WEEKDAYS, Place
from tests.policy.counting.made import (
    RULE,
    SPAN,
    YEAR,
    ZONE,
    a_case,
    a_day,
    a_week,
    counted,
    value,
)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (4, Frequency.THREE_OR_MORE),
        (3, Frequency.THREE_OR_MORE),
        (2, Frequency.ONE_OR_TWO),
        (1, Frequency.ONE_OR_TWO),
        (0.5, Frequency.MONTHLY),
        (0.4, Frequency.OCCASIONAL),
        (0, Frequency.OCCASIONAL),
    ],
)
def test_days_in_a_pay_period_have_their_federal_class(days: float, expected: Frequency) -> None:
    assert frequency(days) is expected


def test_a_part_day_counts_as_a_day_of_its_own_kind() -> None:
    pattern = pattern_of(a_week("monday", "tuesday", part="friday"))
    assert (pattern.days_a_week, pattern.part_days) == (3, 1)
    assert pattern.hours[WEEKDAYS.index("friday")] == 600


PLACES = st.sampled_from([Place.OFF, Place.DUTY_STATION, Place.TELECOMMUTING, Place.PART_DAY])
PATTERNS = st.one_of(
    st.lists(PLACES, min_size=7, max_size=7), st.lists(PLACES, min_size=14, max_size=14)
)
DAYS = st.dates(date(2025, 6, 1), date(2027, 6, 1))
CHANGES = st.lists(
    st.tuples(st.sampled_from([Effect.RECALL, Effect.LEAVE, Effect.DAY_MOVED]), DAYS, DAYS),
    max_size=6,
)


@given(places=PATTERNS, first=DAYS, length=st.integers(0, 500), changes=CHANGES)
def test_what_is_counted_is_what_is_planned_day_by_day(
    places: list[Place],
    first: date,
    length: int,
    changes: list[tuple[Effect, date, date]],
) -> None:
    week = tuple(a_day(WEEKDAYS[at % 7], place) for at, place in enumerate(places))
    made = tuple(
        Change(number, effect, on, to if effect is Effect.DAY_MOVED else None)
        for number, (effect, on, to) in enumerate(changes, 1)
    )
    last = first + timedelta(days=length)
    case = a_case(week=week, span=(first, last), changes=made, terms=Terms(pattern_of(week)))
    days = list(planned_days(case.lived, YEAR.period))
    expected = Worked(
        sum(day.telecommuting > 0 for day in days),
        sum(day.telecommuting > 0 and day.place is Place.TELECOMMUTING for day in days),
        sum(day.telecommuting for day in days),
    )
    assert worked_in(case, tuple(case.held(YEAR.period)), YEAR.period) == expected


def test_a_commute_is_avoided_both_ways_on_each_whole_day_of_who_drives_alone() -> None:
    case = a_case(week=a_week("tuesday", part="friday"), span=(SPAN[0], date(2026, 1, 18)))
    made = counted(case)
    assert value(made, "hours:days") == 4
    assert value(made, "commute:miles") == 2 * 2 * 10
    for name in ("commute:miles", "hours:days", "hours:planned"):
        behind = Statement(made).figure(name)
        assert behind is not None
        assert behind.cases == ("TA-1",)
    assert value(made, "commute:hours") == 2 * 2 * 30 / 60
    assert value(made, "commute:fuel") == 2
    assert value(made, "commute:carbon") == pytest.approx(2 * 8.887)


def test_who_shares_a_ride_avoids_no_commute() -> None:
    shared = Terms(miles=10, minutes=30, pattern=pattern_of(a_week("tuesday")))
    made = counted(a_case(terms=shared))
    assert value(made, "commute:miles") == 0
    assert value(made, "commute:alone") == 0


@pytest.mark.requirement("CT-100")
def test_a_recall_and_leave_take_their_hours_from_those_planned() -> None:
    week = a_week("tuesday")
    days = (date(2026, 1, 6), date(2026, 1, 13))
    changes = (Change(1, Effect.RECALL, days[0]), Change(2, Effect.LEAVE, days[1]))
    whole = counted(a_case(week=week))
    less = counted(a_case(week=week, changes=changes))
    assert value(whole, "hours:planned") == (value(less, "hours:planned") or 0) + 16


@pytest.mark.requirement("CT-100")
@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 12, 31)])
def test_a_recall_on_the_first_or_last_day_of_the_year_counts_too(day: date) -> None:
    week, span = a_week("thursday"), (date(2025, 6, 2), date(2027, 2, 26))
    recalled = counted(a_case(week=week, span=span, changes=(Change(1, Effect.RECALL, day),)))
    assert value(recalled, "hours:days") == 52


def test_hours_recorded_are_told_in_hours() -> None:
    assert value(counted(a_case(), recorded=1550), "hours:recorded") == 15.5
    assert value(counted(a_case()), "hours:recorded") is None


@pytest.mark.requirement("CT-007")
def test_the_goals_claimed_are_totalled_over_what_is_in_force() -> None:
    silent = Terms(pattern=pattern_of(a_week("tuesday")))
    over = a_case("TA-3", span=(date(2025, 1, 6), date(2025, 9, 30)))
    made = counted(a_case(), a_case(terms=silent, reference="TA-2"), over)
    found = Statement(made).figure("goals:helps_traffic")
    assert found is not None
    assert found.cases == ("TA-1",)


def test_an_employee_with_two_arrangements_is_one_telecommuter() -> None:
    second = a_case("TA-2", span=(date(2026, 10, 5), None))
    made = counted(a_case(), second, headcount=4)
    assert value(made, "use:telecommuters") == 1
    assert value(made, "use:in_force") == 2
    last_day = Statement(made).figure("use:last_day")
    assert last_day is not None
    assert last_day.cases == ("TA-2",)
    assert value(made, "use:participation") == 25


def test_newly_authorized_is_what_was_first_signed_by_all_in_the_year() -> None:
    at = datetime(2026, 1, 2, 15, tzinfo=UTC)
    before = Authorized(1, at - timedelta(days=30))
    new = replace(a_case(), authorized=(Authorized(1, at),))
    changed = replace(a_case("TA-2"), authorized=(before, Authorized(2, at)))
    found = Statement(counted(new, changed)).figure("use:authorized")
    assert found is not None
    assert found.cases == ("TA-1",)


def test_without_a_head_count_nobody_knows_the_participation() -> None:
    made = counted(a_case())
    assert value(made, "use:headcount") is None
    assert value(made, "use:participation") is None


def test_how_often_people_telecommute_is_counted_by_days_a_week_and_in_federal_classes() -> None:
    days = WEEKDAYS[:5]
    off = tuple(a_day(name, Place.OFF) for name in WEEKDAYS)
    weeks = {
        "TA-1": a_week("tuesday"),
        "TA-2": a_week("tuesday", "thursday"),
        "TA-3": a_week(*days[:2], part="friday"),
        "TA-4": (a_day("monday", Place.TELECOMMUTING), *off[1:], *off),
    }
    made = Statement(counted(*(a_case(name, week) for name, week in weeks.items())))
    named = {figure.id: figure.cases for figure in made.figures if figure.cases}
    counts = {name: each for name, each in named.items() if name.startswith(("freq", "classes"))}
    assert counts == {
        "frequency:one": ("TA-1", "TA-4"),
        "frequency:two": ("TA-2",),
        "frequency:more": ("TA-3",),
        "frequency:part": ("TA-3",),
        "classes:three_or_more": ("TA-2", "TA-3"),
        "classes:one_or_two": ("TA-1", "TA-4"),
    }


def test_what_is_in_force_is_counted_on_the_last_day_of_each_month_that_is_over() -> None:
    late = a_case("TA-2", span=(date(2026, 10, 31), date(2026, 11, 29)))
    made = counted(a_case(), late)
    assert [value(made, f"months:{month:02}") for month in range(1, 13)] == [1] * 10 + [0, 0]
    for today, over in ((date(2026, 2, 27), ["01"]), (date(2026, 2, 28), ["01", "02"])):
        running = chapters(Counted(RULE, window_of(2026, ZONE, today), [a_case()]))
        figures = [each.id for each in Statement(running).figures]
        assert [each[-2:] for each in figures if each.startswith("months:")] == over


def test_what_was_changed_in_the_year_is_in_force_on_its_last_day_by_the_later_version() -> None:
    case = a_case(span=(date(2026, 1, 5), date(2026, 6, 30)))
    (first,) = case.lived.versions
    later = replace(first, number=2, starts_on=date(2026, 7, 1), ends_on=None)
    changed = replace(case, lived=replace(case.lived, versions=(first, later)))
    assert value(counted(changed), "use:last_day") == 1
