"""The last day of a term: whole months from the first day, as the letter's nine months are read."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from policy.duration import BadTerm, last_day, term_label, within_maximum
from policy.program import TermRule
from policy.proposal import Proposal

EVERY_START = [
    date(2024, 1, 1) + timedelta(days=n) for n in range((date(2041, 1, 1) - date(2024, 1, 1)).days)
]


def counted_day_by_day(starts_on: date, months: int) -> date:
    """The same by walking day by day: past `months` month ends, then on to the same day."""
    day, crossed = starts_on, 0
    while crossed < months:
        day += timedelta(days=1)
        crossed += day.day == 1
    while day.day < starts_on.day and (day + timedelta(days=1)).day != 1:
        day += timedelta(days=1)
    return day - timedelta(days=1) if day.day == starts_on.day else day


@pytest.mark.requirement("CT-107")
@pytest.mark.parametrize(
    ("starts_on", "expected"),
    [
        (date(2011, 1, 15), date(2011, 10, 14)),
        (date(2026, 6, 1), date(2027, 2, 28)),
        (date(2026, 5, 31), date(2027, 2, 28)),
        (date(2027, 5, 31), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2027, 9, 30)),
        (date(2028, 2, 29), date(2028, 11, 28)),
        (date(2026, 12, 1), date(2027, 8, 31)),
    ],
)
def test_nine_months_end_the_day_before_the_same_date(starts_on: date, expected: date) -> None:
    assert last_day(starts_on, 9) == expected


@pytest.mark.requirement("CT-107")
def test_every_start_from_2024_to_2040_agrees_with_counting_day_by_day() -> None:
    for starts_on in EVERY_START:
        assert last_day(starts_on, 9) == counted_day_by_day(starts_on, 9), starts_on


@pytest.mark.requirement("CT-107")
def test_a_later_start_never_ends_earlier() -> None:
    ends = [last_day(starts_on, 9) for starts_on in EVERY_START]
    assert ends == sorted(ends)


@pytest.mark.parametrize(("starts_on", "months"), [(date(2026, 1, 1), 0), (date(9999, 5, 1), 9)])
def test_a_term_that_cannot_be_counted_is_refused(starts_on: date, months: int) -> None:
    with pytest.raises(BadTerm, match=f"no term of {months} months"):
        last_day(starts_on, months)


@pytest.mark.requirement("CT-107")
@pytest.mark.parametrize(
    ("ends_on", "months", "within"),
    [
        (date(2027, 8, 31), 9, True),
        (date(2027, 9, 1), 9, False),
        (None, 9, False),
        (None, None, True),
    ],
)
def test_a_changed_term_ends_no_later_than_the_maximum(
    ends_on: date | None, months: int | None, *, within: bool
) -> None:
    rule = TermRule(months, "Nine-month maximum", (), "IV.E", "Agreed term")
    assert within_maximum(Proposal(date(2026, 12, 1), ends_on, (), {}), rule) is within


def test_only_a_term_as_long_as_the_maximum_is_called_by_it() -> None:
    rule = TermRule(9, "Nine-month maximum", (), "IV.E", "Agreed term")
    longest = Proposal(date(2026, 12, 1), date(2027, 8, 31), (), {})
    assert term_label(longest, rule) == "Nine-month maximum"
    assert term_label(replace(longest, ends_on=date(2027, 8, 30)), rule) == "Agreed term"
    unnamed = replace(rule, shorter_label="")
    assert term_label(replace(longest, ends_on=date(2027, 1, 1)), unnamed) == "Nine-month maximum"
    assert term_label(replace(longest, ends_on=None), replace(rule, maximum_months=None)) == (
        "Nine-month maximum"
    )
