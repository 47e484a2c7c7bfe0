"""What an employee's facts answer, with the facts told in words."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.analysis import Computation, Question
from policy.computing import Computed, NotComputed, compute, counted_back
from policy.facts import Facts

TODAY = date(2026, 11, 22)


def answer(computed: Computation, facts: Facts, today: date = TODAY, months: int = 0) -> Computed:
    return compute(Question("q", "?", computed=computed, months=months), facts, today)


def disciplined(day: date, today: date) -> bool:
    facts = Facts(disciplined_on=(day,))
    return answer(Computation.DISCIPLINED, facts, today, months=6).answer == "yes"


@pytest.mark.requirement("CT-047")
def test_a_satisfactory_rating_is_a_yes_and_tells_its_day() -> None:
    rated = Facts(rating="satisfactory", rated_on=date(2026, 6, 30))
    assert answer(Computation.SATISFACTORY_RATING, rated) == Computed(
        "yes", "Rated satisfactory on June 30, 2026."
    )


@pytest.mark.requirement("CT-047")
def test_without_a_rating_on_file_the_answer_is_never_yes() -> None:
    assert answer(Computation.SATISFACTORY_RATING, Facts()) == Computed(
        "", "No evaluation is on file."
    )
    poor = Facts(rating="unsatisfactory", rated_on=TODAY)
    assert answer(Computation.SATISFACTORY_RATING, poor).answer == "no"
    assert answer(Computation.SATISFACTORY_RATING, Facts(rating="satisfactory")).answer == "yes"


@pytest.mark.requirement("CT-062")
@pytest.mark.parametrize(
    ("leading_class", "direct_reports", "expected"),
    [
        (True, 0, "yes"),
        (True, 4, "yes"),
        (False, 1, "yes"),
        (None, 2, "yes"),
        (False, 0, "no"),
        (None, 0, ""),
    ],
)
def test_leading_staff_is_seen_by_the_class_or_by_who_reports(
    leading_class: bool | None, direct_reports: int, expected: str
) -> None:
    facts = Facts(leading_class=leading_class, direct_reports=direct_reports)
    found = answer(Computation.LEADS_STAFF, facts)
    assert found.answer == expected
    assert found.evidence.endswith(".")


@pytest.mark.requirement("CT-062")
def test_the_evidence_counts_who_reports() -> None:
    one = Facts(leading_class=False, direct_reports=1)
    assert answer(Computation.LEADS_STAFF, one).evidence == "1 person reports to the employee."
    more = Facts(leading_class=False, direct_reports=3)
    assert answer(Computation.LEADS_STAFF, more).evidence == "3 people report to the employee."


@pytest.mark.requirement("CT-063")
@pytest.mark.parametrize(
    ("days_to_first", "days_to_last", "expected"),
    [(0, 30, "yes"), (-30, 0, "yes"), (-30, -1, "no"), (1, 30, "no"), (0, 0, "yes")],
)
def test_the_first_and_the_last_day_belong_to_a_working_test(
    days_to_first: int, days_to_last: int, expected: str
) -> None:
    facts = Facts(
        working_test_from=TODAY + timedelta(days_to_first),
        working_test_until=TODAY + timedelta(days_to_last),
    )
    assert answer(Computation.WORKING_TEST, facts).answer == expected


@pytest.mark.requirement("CT-063")
def test_a_working_test_with_one_known_end_is_open_at_the_other() -> None:
    begun = answer(Computation.WORKING_TEST, Facts(working_test_from=TODAY))
    assert begun == Computed("yes", "Working test period from November 22, 2026.")
    ending = answer(Computation.WORKING_TEST, Facts(working_test_until=TODAY))
    assert ending == Computed("yes", "Working test period until November 22, 2026.")
    assert answer(Computation.WORKING_TEST, Facts()).answer == "no"


@pytest.mark.requirement("CT-064")
@pytest.mark.parametrize(("flag", "expected"), [(True, "yes"), (False, "no"), (None, "")])
def test_a_training_class_is_read_from_its_flag(flag: bool | None, expected: str) -> None:
    assert answer(Computation.TRAINING_CLASS, Facts(training_class=flag)).answer == expected


@pytest.mark.requirement("CT-065")
@pytest.mark.parametrize(
    ("day", "today", "counts"),
    [
        (date(2026, 5, 22), date(2026, 11, 22), True),
        (date(2026, 5, 21), date(2026, 11, 22), False),
        (date(2026, 11, 22), date(2026, 11, 22), True),
        (date(2026, 11, 23), date(2026, 11, 22), False),
        (date(2026, 2, 28), date(2026, 8, 31), True),
        (date(2026, 2, 27), date(2026, 8, 31), False),
        (date(2028, 2, 29), date(2028, 8, 31), True),
        (date(2028, 2, 28), date(2028, 8, 31), False),
        (date(2025, 8, 31), date(2026, 2, 28), True),
        (date(2025, 8, 28), date(2026, 2, 28), True),
        (date(2025, 8, 27), date(2026, 2, 28), False),
        (date(2025, 7, 15), date(2026, 1, 15), True),
    ],
)
def test_discipline_exactly_six_months_old_still_counts(
    day: date, today: date, counts: bool
) -> None:
    assert disciplined(day, today) is counts


@pytest.mark.requirement("CT-065")
def test_the_latest_of_several_disciplines_is_told() -> None:
    facts = Facts(disciplined_on=(date(2026, 7, 1), date(2026, 10, 3), date(2020, 1, 1)))
    assert answer(Computation.DISCIPLINED, facts, months=6) == Computed(
        "yes", "Disciplined on October 3, 2026."
    )
    assert answer(Computation.DISCIPLINED, Facts(), months=6) == Computed(
        "no", "No discipline is on file since May 22, 2026."
    )


def walked_back(day: date, months: int) -> date:
    """The same by walking day by day: back over the month ends, then on to the same day."""
    while months:
        day_before = day - timedelta(days=1)
        months -= day_before.month != day.month
        day = day_before
    return day


@pytest.mark.requirement("CT-065")
@settings(max_examples=200)
@given(st.dates(date(2024, 1, 1), date(2040, 12, 31)), st.integers(1, 12))
def test_months_are_counted_back_as_a_plain_walk_does(day: date, months: int) -> None:
    end_of_month = walked_back(day, months)
    assert counted_back(day, months) == end_of_month.replace(day=min(day.day, end_of_month.day))


def test_a_question_for_people_is_not_computed() -> None:
    with pytest.raises(NotComputed, match="q"):
        compute(Question("q", "?"), Facts(), TODAY)
