"""The extent of use of a year: its window, its movements, agencies together, and its figures."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from policy.counting.chapters import WATCHED
from policy.counting.counted import Window, used_in, window_of, year_before
from policy.counting.extent import Terms
from policy.counting.figures import Chapter, Figure, Statement, Unit, show, together
from policy.timekeeping import Period
from tests.policy.counting.made import YEAR, ZONE, a_case, value


def test_a_running_year_is_counted_until_today_and_compared_with_the_same_days() -> None:
    window = window_of(2028, ZONE, date(2028, 2, 29))
    assert window.period == Period(date(2028, 1, 1), date(2028, 2, 29))
    assert year_before(window, ZONE).period.last == date(2027, 2, 28)
    assert isinstance(year_before(window, ZONE), Window)
    in_march = window_of(2028, ZONE, date(2028, 3, 15))
    assert year_before(in_march, ZONE).period == Period(date(2027, 1, 1), date(2027, 3, 15))


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


def test_the_shares_of_two_agencies_together_weigh_by_their_size() -> None:
    def part(amount: float | None, of: float | None) -> tuple[Chapter, ...]:
        return (Chapter("use", "", (Figure("use:share", "", Unit.PERCENT, amount, of),)),)

    assert value(together([part(1, 4), part(5, 12)]), "use:share") == 37.5
    assert value(together([part(1, 4), part(5, None)]), "use:share") is None
    assert value(part(3, 12), "use:share") == 25


def test_a_stage_that_nobody_was_through_has_no_median() -> None:
    assert Figure("stages:signed", "", Unit.DAYS, samples=()).value is None


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


def test_a_year_that_is_over_is_counted_from_its_first_instant_to_its_last() -> None:
    window = window_of(2026, "UTC", date(2027, 3, 1))
    assert window.period == Period(date(2026, 1, 1), date(2026, 12, 31))
    first, after = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    moment = timedelta(microseconds=1)
    assert [window.has(at) for at in (first - moment, first, after - moment, after, None)] == [
        False,
        True,
        True,
        False,
        False,
    ]


def test_of_several_versions_the_last_one_in_force_says_the_terms() -> None:
    case = a_case(terms=Terms(miles=10))
    (first,) = case.lived.versions
    held = (first, replace(first, number=2, starts_on=date(2026, 6, 1)))
    terms = {**case.terms, 2: Terms(miles=25)}
    both = replace(case, lived=replace(case.lived, versions=held), terms=terms)
    used = used_in(both, YEAR.period)
    assert used is not None
    assert used.terms.miles == 25
