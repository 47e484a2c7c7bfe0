"""Deadlines are calendar dates in the agency's zone; clocks that jump must not move them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.deadlines import (
    NoDeadline,
    NoZone,
    ZoneClocks,
    copy_dates,
    copy_due_on,
    end_of_day,
    local_date,
    morning,
    offsets,
    paced,
    term_dates,
)
from policy.program import CopyMeans, CopyRule, Pace, TermRule

EASTERN, CENTRAL, PACIFIC = "America/New_York", "America/Chicago", "America/Los_Angeles"
NINE_MONTHS = TermRule(9, "Nine-month maximum", (60, 30, 7))
DAS = CopyRule(
    "das", "Copy to DAS", CopyMeans.MAIL, ("arrangement",), "Copy due to DAS",
    role="das_liaison", due_within_days=7, warn_before_days=2,
)  # fmt: skip


def local(zone: str, *when: int) -> datetime:
    """An instant by the wall clock of `zone`."""
    year, month, day, hour, minute, second = (*when, 0, 0)[:6]
    wall = datetime(year, month, day, hour, minute, second, tzinfo=ZoneInfo(zone))
    return wall.astimezone(UTC)


@pytest.mark.parametrize("zone", [EASTERN, CENTRAL, PACIFIC])
def test_an_act_in_the_last_half_minute_is_on_time_and_one_after_midnight_is_late(
    zone: str,
) -> None:
    deadline = end_of_day(date(2026, 11, 29), zone)
    assert local(zone, 2026, 11, 29, 23, 59, 30) < deadline
    assert local(zone, 2026, 11, 30, 0, 0, 30) > deadline
    assert deadline.tzinfo is UTC


def test_a_week_of_mornings_over_the_change_to_winter_time_lasts_an_hour_more() -> None:
    asked, week_later = morning(date(2026, 10, 30), CENTRAL), morning(date(2026, 11, 6), CENTRAL)
    assert week_later - asked == timedelta(days=7, hours=1)


@pytest.mark.parametrize(("day", "hours"), [(date(2027, 3, 14), 23), (date(2026, 11, 1), 25)])
def test_the_day_of_a_clock_change_ends_at_its_own_midnight(day: date, hours: int) -> None:
    length = end_of_day(day, CENTRAL) - end_of_day(day - timedelta(days=1), CENTRAL)
    assert length == timedelta(hours=hours)


def test_a_midnight_that_the_clocks_skip_is_the_instant_they_jump() -> None:
    assert end_of_day(date(2026, 9, 5), "America/Santiago") == datetime(2026, 9, 6, 4, tzinfo=UTC)


def test_a_midnight_that_comes_twice_is_the_first_of_them() -> None:
    assert end_of_day(date(2026, 10, 31), "America/Havana") == datetime(2026, 11, 1, 4, tzinfo=UTC)


@given(st.dates(date(2024, 1, 1), date(2040, 12, 31)), st.sampled_from([EASTERN, CENTRAL, PACIFIC]))
def test_every_day_ends_when_the_next_begins_in_its_zone(day: date, zone: str) -> None:
    ends = end_of_day(day, zone)
    assert local_date(ends, zone) == day + timedelta(days=1)
    assert local_date(ends - timedelta(seconds=1), zone) == day
    assert morning(day, zone).astimezone(ZoneInfo(zone)).hour == 9


def test_an_instant_without_a_zone_has_no_date() -> None:
    with pytest.raises(NoZone):
        local_date(datetime(2026, 11, 2), EASTERN)  # noqa: DTZ001


def test_the_date_is_the_agencys_not_the_servers() -> None:
    late_evening = datetime(2026, 11, 3, 4, 30, tzinfo=UTC)
    assert local_date(late_evening, EASTERN) == date(2026, 11, 2)


@pytest.mark.requirement("CT-174")
def test_a_copy_authorized_on_the_third_is_due_on_the_tenth() -> None:
    assert copy_due_on(date(2010, 9, 3), 7) == date(2010, 9, 10)


@pytest.mark.requirement("CT-174")
def test_a_copy_is_on_time_until_the_tenth_is_over_and_late_on_the_eleventh() -> None:
    dates = copy_dates(local(EASTERN, 2010, 9, 3, 16, 0), DAS, ZoneClocks(EASTERN))
    assert dates.due_on == date(2010, 9, 10)
    assert local(EASTERN, 2010, 9, 10, 23, 59, 59) < dates.due_at
    assert local(EASTERN, 2010, 9, 11, 0, 0, 1) > dates.due_at
    assert dates.warn_at == local(EASTERN, 2010, 9, 8, 9, 0)


def test_the_week_counts_from_the_date_of_the_agency_even_late_in_the_evening() -> None:
    dates = copy_dates(datetime(2026, 11, 3, 4, 30, tzinfo=UTC), DAS, ZoneClocks(EASTERN))
    assert dates.due_on == date(2026, 11, 9)


def test_one_week_before_the_end_is_counted_in_dates_not_hours() -> None:
    dates = term_dates(
        local(EASTERN, 2026, 5, 20, 12, 0),
        date(2026, 5, 31),
        date(2027, 2, 28),
        NINE_MONTHS,
        ZoneClocks(EASTERN),
    )
    announced = {days: local_date(at, EASTERN) for days, at in dates.announcements}
    assert announced[7] == date(2027, 2, 21)


def test_a_copy_without_a_deadline_has_no_dates() -> None:
    rule = CopyRule("file", "Personnel file", CopyMeans.FILE, ("arrangement",), "Filing")
    with pytest.raises(NoDeadline, match="file"):
        copy_dates(datetime(2026, 11, 2, tzinfo=UTC), rule, ZoneClocks(EASTERN))


def test_reminders_come_at_nine_on_the_days_the_program_names() -> None:
    asked_at = local(EASTERN, 2026, 10, 30, 16, 45)
    dates = paced(asked_at, Pace((3, 6), 7), offsets(EASTERN, asked_at))
    assert dates.reminders == (local(EASTERN, 2026, 11, 2, 9), local(EASTERN, 2026, 11, 5, 9))
    assert dates.escalation == local(EASTERN, 2026, 11, 6, 9)


@pytest.mark.requirement("CT-110")
def test_a_term_ends_when_its_last_day_ends_in_the_agencys_zone() -> None:
    dates = term_dates(
        local(EASTERN, 2026, 11, 20, 10, 0),
        date(2026, 12, 1),
        date(2027, 8, 31),
        NINE_MONTHS,
        ZoneClocks(EASTERN),
    )
    assert (dates.starts_on, dates.ends_on) == (date(2026, 12, 1), date(2027, 8, 31))
    assert dates.starts_at == local(EASTERN, 2026, 12, 1, 0, 0)
    assert dates.ends_at == local(EASTERN, 2027, 9, 1, 0, 0)
    assert dates.announcements == (
        (60, local(EASTERN, 2027, 7, 2, 9)),
        (30, local(EASTERN, 2027, 8, 1, 9)),
        (7, local(EASTERN, 2027, 8, 24, 9)),
    )


def test_a_start_already_past_at_the_last_signature_becomes_the_next_day_and_the_end_stays() -> (
    None
):
    dates = term_dates(
        local(EASTERN, 2026, 12, 4, 23, 30),
        date(2026, 12, 1),
        date(2027, 8, 31),
        NINE_MONTHS,
        ZoneClocks(EASTERN),
    )
    assert (dates.starts_on, dates.ends_on) == (date(2026, 12, 5), date(2027, 8, 31))


def test_an_arrangement_authorized_on_its_first_day_starts_at_once() -> None:
    authorized = local(EASTERN, 2026, 12, 1, 11, 0)
    dates = term_dates(
        authorized, date(2026, 12, 1), date(2027, 8, 31), NINE_MONTHS, ZoneClocks(EASTERN)
    )
    assert (dates.starts_on, dates.starts_at) == (date(2026, 12, 1), authorized)


def test_the_end_is_never_announced_before_the_start() -> None:
    dates = term_dates(
        local(EASTERN, 2026, 11, 2, 10, 0),
        date(2026, 12, 2),
        date(2026, 12, 31),
        NINE_MONTHS,
        ZoneClocks(EASTERN),
    )
    assert [days for days, _ in dates.announcements] == [7]


def test_an_arrangement_authorized_after_its_last_day_ends_before_it_starts() -> None:
    dates = term_dates(
        local(EASTERN, 2027, 1, 5, 10, 0),
        date(2026, 12, 1),
        date(2026, 12, 31),
        NINE_MONTHS,
        ZoneClocks(EASTERN),
    )
    assert dates.ends_at is not None
    assert dates.ends_at < dates.starts_at


def test_an_open_end_has_no_last_instant() -> None:
    dates = term_dates(
        local(PACIFIC, 2026, 11, 2, 10, 0),
        date(2026, 12, 1),
        None,
        TermRule(None, "", (30,)),
        ZoneClocks(PACIFIC),
    )
    assert (dates.ends_on, dates.ends_at, dates.announcements) == (None, None, ())


@given(st.integers(0, 16 * 365 * 24 * 60), st.integers(1, 30))
def test_reminders_always_lie_after_the_asking(minutes: int, after: int) -> None:
    asked_at = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    assert (
        paced(asked_at, Pace((after,), after), offsets(CENTRAL, asked_at)).reminders[0] > asked_at
    )
