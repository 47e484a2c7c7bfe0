"""The clocks of an arrangement: looked up once, and right ever after."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.deadlines import clocks_of, end_of_day, local_date, morning, offsets
from tests.policy.test_deadlines import CENTRAL, EASTERN, PACIFIC, local

EARLIEST, LATEST = datetime.fromisoformat("2024-01-01"), datetime.fromisoformat("2040-01-01")


@given(
    at=st.datetimes(EARLIEST, LATEST, timezones=st.just(UTC)),
    zone=st.sampled_from([EASTERN, CENTRAL, "Pacific/Auckland", "Asia/Kathmandu", "UTC"]),
    later=st.integers(0, 700),
)
def test_kept_offsets_tell_the_same_days_and_mornings_as_the_zone(
    at: datetime, zone: str, later: int
) -> None:
    """For two years from when they were looked up."""
    there = offsets(zone, at)
    instant = at + timedelta(days=later)
    day = local_date(instant, zone)
    assert there.day(instant) == day
    following = day + timedelta(days=1)
    assert there.morning(following) == morning(following, zone)


CHANGES = (
    (datetime(2026, 11, 1, 6, tzinfo=UTC), -5 * 3600),
    (datetime(2027, 3, 14, 7, tzinfo=UTC), -4 * 3600),
    (datetime(2027, 11, 7, 6, tzinfo=UTC), -5 * 3600),
    (datetime(2028, 3, 12, 7, tzinfo=UTC), -4 * 3600),
    (datetime(2028, 11, 5, 6, tzinfo=UTC), -5 * 3600),
    (datetime(2029, 3, 11, 7, tzinfo=UTC), -4 * 3600),
)


def test_each_change_of_the_clocks_is_kept_to_the_second_until_the_day_asked_for() -> None:
    at = local(EASTERN, 2026, 10, 30, 11, 7, 20)
    known = offsets(EASTERN, at)
    assert known.since == ((at, -4 * 3600), *CHANGES[:-1])
    assert offsets(EASTERN, at, date(2029, 3, 11)).since == (*known.since, CHANGES[-1])


@pytest.mark.parametrize("year", [2028, 2029])
def test_only_changes_of_the_clocks_that_were_not_known_are_added(year: int) -> None:
    known = offsets(EASTERN, local(EASTERN, 2026, 10, 30, 9))
    later = offsets(EASTERN, local(EASTERN, year, 2, 1, 9), date(2029, 3, 11)).after(known)
    assert later[0] == CHANGES[-1]
    assert known.followed_by(later).since == (*known.since, *later)


def test_what_lies_before_the_first_offset_known_is_told_by_it() -> None:
    at = local(EASTERN, 2026, 10, 30, 0, 30)
    there = offsets(EASTERN, at)
    assert there.day(at - timedelta(hours=1)) == date(2026, 10, 29)
    assert there.morning(date(2026, 10, 29)) == local(EASTERN, 2026, 10, 29, 9)


@pytest.mark.parametrize("years", [3, 10, 19])
def test_an_arrangement_without_an_end_knows_its_clocks_for_twenty_years(years: int) -> None:
    """A duty that comes every six months is due at midnight, not an hour before or after it."""
    there = clocks_of(PACIFIC, datetime(2026, 11, 10, 15, tzinfo=UTC), None)
    for day in (date(2026 + years, 1, 15), date(2026 + years, 7, 15)):
        assert there.midnight(day) == end_of_day(day - timedelta(days=1), PACIFIC)
