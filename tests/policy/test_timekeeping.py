"""Pay periods, and hours as people and time systems write them."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policy.reading.loading import ProgramError, load_program
from policy.timekeeping import (
    Period,
    hundredths,
    next_period,
    period_before,
    period_of,
    show_hours,
    tell_hours,
)
from tests.policy.hours.sheets import RULE
from tests.policy.samples import CONNECTICUT, INVENTED, SACRAMENTO


@pytest.mark.requirement("CT-100")
def test_connecticut_records_telecommuting_hours_under_regtc_in_two_weeks() -> None:
    assert (RULE.code, RULE.period_days) == ("REGTC", 14)
    period = period_of(RULE, date(2026, 12, 1))
    assert period == Period(date(2026, 11, 27), date(2026, 12, 10))
    assert (period.first.weekday(), len(period.days)) == (4, 14)


def test_a_program_need_not_keep_time() -> None:
    assert SACRAMENTO.hours is None
    assert CONNECTICUT.hours is not None


@given(st.dates())
@example(date.min)
@example(date.max)
def test_pay_periods_follow_one_another_without_gap(day: date) -> None:
    period = period_of(RULE, day)
    assert period.first <= day <= period.last
    later, earlier = next_period(RULE, period), period_before(RULE, period)
    if period.last < date.max:
        assert later.first == period.last + timedelta(days=1)
    if period.first > date.min:
        assert earlier.last == period.first - timedelta(days=1)


@pytest.mark.parametrize(
    ("amount", "shown"), [(0, "0"), (800, "8"), (750, "7.5"), (733, "7.33"), (5, "0.05")]
)
def test_hours_are_shown_without_needless_decimals(amount: int, shown: str) -> None:
    assert show_hours(amount) == shown


def test_a_sentence_has_one_hour_and_any_other_number_of_hours() -> None:
    assert [tell_hours(each) for each in (100, 50, 800)] == ["1 hour", "0.5 hours", "8 hours"]


def test_a_third_of_an_hour_is_rounded_to_hundredths() -> None:
    assert hundredths(timedelta(hours=7, minutes=20)) == 733
    assert hundredths(timedelta(hours=7, minutes=40)) == 767


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ('code = "RW"\nperiod', 'code = "SEAT"\nperiod', "hours.code", "of kind telecommuting"),
        ("period_days = 7", "period_days = 0", "hours.period_days", "from 1 to 31"),
        ('code = "LAMP"', 'code = "FOG"', "hours.codes[6].code", "more than once"),
        ('code = "LAMP"', 'code = "L M"', "hours.codes[8].code", "letters, digits"),
        ('check = "premium"', 'check = "closure"', "hours.checks[7].check", "more than once"),
        ('number = "Badge"', 'number = "Day"', "hours.columns", "each of them once"),
        ('kind = "premium"', 'kind = "bonus"', "kind", "must be one of"),
    ],
)
def test_a_rule_that_nobody_could_keep_time_by_is_refused(
    tmp_path: Path, old: str, new: str, key: str, reason: str
) -> None:
    text = (INVENTED / "harbor.toml").read_text(encoding="utf-8")
    assert text.count(old) == 1
    file = tmp_path / "harbor.toml"
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ProgramError) as refused:
        load_program(file)
    assert refused.value.key.endswith(key)
    assert reason in refused.value.reason
