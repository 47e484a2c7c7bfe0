"""Any start from 2024 to 2040: nine months pass to the day, and one day more is refused."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from policy.forms.checking import problems, read_proposal
from tests.policy.samples import CONNECTICUT, ON_FILE, filled

LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def plainly_last(starts_on: date) -> date:
    """The day before the same date nine months on; without that date, its month's last day."""
    month = (starts_on.month + 8) % 12 + 1
    year = starts_on.year + (1 if starts_on.month > 3 else 0)
    longest = 29 if month == 2 and year % 4 == 0 else LENGTHS[month - 1]
    if starts_on.day > longest:
        return date(year, month, longest)
    return date(year, month, starts_on.day) - timedelta(days=1)


def refused(starts_on: date, ends_on: date) -> list[str]:
    proposal, _ = read_proposal(CONNECTICUT, filled(CONNECTICUT))
    assert proposal is not None
    proposal = replace(proposal, starts_on=starts_on, ends_on=ends_on)
    return [problem.field for problem in problems(CONNECTICUT, proposal, starts_on, ON_FILE)]


@pytest.mark.requirement("CT-107", "CT-011")
@settings(max_examples=150)
@given(st.dates(date(2024, 1, 1), date(2040, 12, 31)))
@example(date(2024, 5, 31))
@example(date(2027, 5, 29))
@example(date(2024, 2, 29))
@example(date(2040, 12, 31))
def test_nine_months_pass_to_the_day_whenever_they_start(starts_on: date) -> None:
    last = plainly_last(starts_on)
    assert refused(starts_on, last) == []
    assert refused(starts_on, last + timedelta(days=1)) == ["ends_on"]
