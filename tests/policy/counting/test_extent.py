"""The extent of use: frequency, days counted as they are planned, commutes, and movements."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.account import Ending
from policy.acts import Outcome
from policy.counting.chapters import WATCHED, chapters
from policy.counting.counted import Counted, Window, used_in, window_of, year_before
from policy.counting.extent import (
    Authorized,
    Case,
    Frequency,
    Terms,
    Worked,
    frequency,
    pattern_of,
    worked_in,
)
from policy.counting.figures import Chapter, Figure, Statement, Unit, show, together
from policy.extent_rule import CommuteRule, ExtentRule
from policy.hours.planned import Change, Lived, Version, planned_days
from policy.in_force import Effect
from policy.timekeeping import Period
from policy.week import WEEKDAYS, Day, Place, Week

ZONE = "America/New_York"
YEAR = window_of(2026, ZONE, date(2027, 1, 2))
RULE = ExtentRule(
    goals=("helps_traffic",),
    files=("insurance",),
    copy="das",
    headcount="headcount",
    commute=CommuteRule("miles", "minutes", "mode", "Drive alone", "20", 8887, "EPA."),
)


def a_day(weekday: str, place: Place) -> Day:
    if place is Place.OFF:
        return Day(weekday, place)
    work_ends = time(10) if place is Place.PART_DAY else None
    return Day(weekday, place, time(8), time(12), time(12, 30), time(16, 30), "", work_ends)


def a_week(*away: str, part: str = "") -> Week:
    """Eight hours from Monday to Friday, at the location on those days."""
    places = {
        name: Place.TELECOMMUTING if name in away else Place.DUTY_STATION for name in WEEKDAYS[:5]
    }
    if part:
        places[part] = Place.PART_DAY
    return tuple(a_day(name, place) for name, place in places.items())


SPAN = (date(2026, 1, 5), date(2026, 9, 30))
USUAL = a_week("tuesday", "thursday")


def a_case(
    reference: str = "TA-1",
    week: Week = USUAL,
    span: tuple[date, date | None] = SPAN,
    changes: tuple[Change, ...] = (),
    terms: Terms | None = None,
) -> Case:
    """One version in force on those days; its employee drives ten miles in half an hour."""
    lived = Lived(reference, "1001", (Version(1, *span, span[0], week),), changes)
    said = terms or Terms(pattern_of(week), ("helps_traffic",), 10, 30, drives_alone=True)
    return Case(reference, "1001", datetime(2026, 1, 2, 15, tzinfo=UTC), lived, {1: said})


def counted(*cases: Case, **more: int | None) -> tuple[Chapter, ...]:
    return chapters(Counted(RULE, YEAR, cases, {"das": "Copy to DAS", "y3": "Benefit?"}, **more))


def value(made: tuple[Chapter, ...], name: str) -> float | None:
    found = Statement(made).figure(name)
    assert found is not None, name
    return found.value


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
    pattern = pattern_of(a_week("tuesday", part="friday"))
    assert (pattern.days_a_week, pattern.part_days) == (2, 1)
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
    assert value(made, "use:last_day") == 1
    assert value(made, "use:participation") == 25


def test_without_a_head_count_nobody_knows_the_participation() -> None:
    made = counted(a_case())
    assert value(made, "use:headcount") is None
    assert value(made, "use:participation") is None


def decided(outcome: Outcome, *failing: str) -> Case:
    case = a_case()
    at = datetime(2026, 1, 9, 15, tzinfo=UTC)
    return Case(
        "TA-9", "1009", case.received_at, Lived("TA-9", "1009", ()), {}, outcome, at, failing
    )


def test_denials_are_counted_by_each_question_in_the_way() -> None:
    made = counted(decided(Outcome.DENIED, "y3"), decided(Outcome.DENIED))
    assert value(made, "decisions:denied") == 2
    assert value(made, "denials:y3") == 1
    assert value(made, "denials:open") == 1


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        (datetime(2026, 9, 11, 3, 59, tzinfo=UTC), "on_time"),
        (datetime(2026, 9, 11, 4, 0, tzinfo=UTC), "late"),
        (None, "unsent"),
    ],
)
@pytest.mark.requirement("CT-174")
def test_a_copy_is_in_time_until_its_last_day_is_over(sent: datetime | None, name: str) -> None:
    due = datetime(2026, 9, 11, 4, 0, tzinfo=UTC)
    signed = Authorized(1, datetime(2026, 9, 3, 15, tzinfo=UTC), due, sent, filed=True)
    case = Case("TA-1", "1001", signed.at, Lived("TA-1", "1001", ()), authorized=(signed,))
    made = counted(case)
    assert {each: value(made, f"copies:{each}") for each in ("on_time", "late", "unsent")} == {
        "on_time": 0,
        "late": 0,
        "unsent": 0,
        name: 1,
    }


def test_a_file_is_complete_with_everything_in_it() -> None:
    at = datetime(2026, 9, 3, 15, tzinfo=UTC)
    whole = Authorized(1, at, None, at, filed=True)
    cases = [
        Case(name, name, at, Lived(name, name, ()), {1: terms}, authorized=(version,))
        for name, terms, version in (
            ("TA-1", Terms(), whole),
            ("TA-2", Terms(lacking=("insurance",)), whole),
            ("TA-3", Terms(), Authorized(1, at, None, None, filed=True)),
        )
    ]
    made = counted(*cases)
    found = Statement(made).figure("files:complete")
    assert found is not None
    assert found.cases == ("TA-1",)
    assert found.shown == "33.3%"


def test_stages_are_the_medians_of_what_was_over_in_the_year() -> None:
    begun = datetime(2025, 12, 30, 15, tzinfo=UTC)
    cases = [
        Case(
            f"TA-{days}",
            f"{days}",
            begun,
            Lived("", "", ()),
            milestones={"received": begun, "reviewed": begun + timedelta(days=days)},
        )
        for days in (1, 4, 6, 20)
    ]
    assert value(counted(*cases), "stages:reviewed") == 6


def test_ends_are_counted_in_the_year_of_the_first_day_without() -> None:
    ended = [
        Case(f"{on}", "1", YEAR.begins, Lived("", "", ()), ended=Ending.EXPIRED, ended_on=on)
        for on in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
    ]
    assert value(counted(*ended), "ends:expired") == 2


def test_a_running_year_is_counted_until_today_and_compared_with_the_same_days() -> None:
    window = window_of(2028, ZONE, date(2028, 2, 29))
    assert window.period == Period(date(2028, 1, 1), date(2028, 2, 29))
    assert year_before(window, ZONE).period.last == date(2027, 2, 28)
    assert isinstance(year_before(window, ZONE), Window)


def test_an_arrangement_of_another_year_is_no_use_in_this_one() -> None:
    assert used_in(a_case(span=(date(2025, 1, 6), date(2025, 9, 1))), YEAR.period) is None


@pytest.mark.parametrize(
    ("before", "flagged"), [(100, True), (101, False), (122, False), (123, True), (0, True)]
)
def test_a_movement_of_ten_percent_or_more_is_flagged(before: float, flagged: bool) -> None:
    figure = Figure("decisions:received", "Received", amount=110)
    statement = Statement(
        (Chapter("decisions", "", (figure,)),), {figure.id: before}, watched=WATCHED
    )
    assert bool(statement.movements) is flagged


def test_what_there_was_none_of_before_is_new_and_has_no_percentage() -> None:
    figure = Figure("decisions:received", "Received", amount=3)
    chapter = Chapter("decisions", "", (figure,))
    (movement,) = Statement((chapter,), {figure.id: 0}, watched=WATCHED).movements
    assert (movement.percent, movement.shown) == (None, "new")
    assert Statement((chapter,), {figure.id: None}, watched=WATCHED).movements == ()
    none = Chapter("decisions", "", (Figure("decisions:received", "Received"),))
    assert Statement((none,), {figure.id: 0}, watched=WATCHED).movements == ()


def test_two_agencies_together_count_each_person_once_and_take_the_median_anew() -> None:
    def part(people: set[str], *days: float) -> tuple[Chapter, ...]:
        known = Figure("use:telecommuters", "", people=frozenset(people))
        spent = Figure("stages:signed", "", Unit.DAYS, samples=days)
        return (Chapter("use", "", (known, spent)),)

    both = together([part({"1", "2"}, 1, 9), part({"2", "3"}, 2)])
    assert value(both, "use:telecommuters") == 3
    assert value(both, "stages:signed") == 2


@pytest.mark.parametrize(
    ("amount", "unit", "shown"),
    [
        (1204, Unit.COUNT, "1,204"),
        (12.5, Unit.PERCENT, "12.5%"),
        (1, Unit.DAYS, "1 day"),
        (2.25, Unit.DAYS, "2.2 days"),
        (1234.6, Unit.KILOGRAMS, "1,235 kg"),
        (None, Unit.HOURS, "not known"),
    ],
)
def test_a_figure_reads_with_its_unit(amount: float | None, unit: Unit, shown: str) -> None:
    assert show(amount, unit) == shown
