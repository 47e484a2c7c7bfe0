"""A regular meeting, as people write it and as calendars need it."""

from datetime import UTC, date, datetime, time

import pytest

from policy.meeting import (
    ADDRESS_HINT,
    DAYS_HINT,
    Meeting,
    meeting_of,
    read_addresses,
    read_days,
    shown_days,
)
from policy.week import WEEKDAYS

DAILY = {"at": "09:15", "days": "Monday to Friday", "minutes": "15", "place": "Teams"}
WORKWEEK = WEEKDAYS[:5]


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("Monday, Tuesday, Wednesday, Thursday, Friday.", WORKWEEK),
        ("Mon-Fri", WORKWEEK),
        ("monday through friday", WORKWEEK),
        ("every weekday", WORKWEEK),
        ("Mondays and Wednesdays", ("monday", "wednesday")),
        ("Tue/Thu", ("tuesday", "thursday")),
        ("Friday to Monday", ("monday", "friday", "saturday", "sunday")),
        ("Friday, Friday", ("friday",)),
    ],
)
def test_days_are_read_as_people_write_them(typed: str, days: tuple[str, ...]) -> None:
    assert read_days(typed) == days


@pytest.mark.parametrize("typed", ["", "soon", "T", "M", "Monday to someday", "1", "\u0663", "to"])
def test_what_names_no_day_is_refused_with_an_example(typed: str) -> None:
    assert read_days(typed) == DAYS_HINT


@pytest.mark.parametrize("days", [WORKWEEK, ("monday",), ("monday", "tuesday"), WEEKDAYS])
def test_days_are_read_back_as_they_are_shown(days: tuple[str, ...]) -> None:
    assert read_days(shown_days(days)) == days


def test_addresses_may_be_separated_as_people_do() -> None:
    typed = " Ana@example.test; bo@example.test,\nana@EXAMPLE.test "
    assert read_addresses(typed) == ("ana@example.test", "bo@example.test")
    assert read_addresses("") == ()
    assert read_addresses("Ana") == ADDRESS_HINT
    assert "at most 20" in read_addresses(",".join(f"a{n}@example.test" for n in range(21)))


def test_a_meeting_says_when_it_is() -> None:
    meeting = meeting_of(DAILY)
    assert meeting == Meeting(time(9, 15), WORKWEEK, 15, "Teams", ())
    assert meeting is not None
    assert meeting.when == "Monday to Friday, 9:15 am to 9:30 am"


@pytest.mark.parametrize("name", ["at", "days", "minutes"])
def test_answers_without_a_time_make_no_meeting(name: str) -> None:
    assert meeting_of(DAILY | {name: ""}) is None


@pytest.mark.parametrize(
    ("now", "first"),
    [
        (datetime(2026, 11, 23, 9, 14, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 11, 23, 9, 15, tzinfo=UTC), date(2026, 11, 24)),
        (datetime(2026, 11, 27, 12, 0, tzinfo=UTC), date(2026, 11, 30)),
        (datetime(2026, 11, 28, 0, 0, tzinfo=UTC), date(2026, 11, 30)),
    ],
)
def test_the_first_meeting_is_the_next_one_to_come(now: datetime, first: date) -> None:
    meeting = meeting_of(DAILY)
    assert meeting is not None
    assert meeting.first_after(now) == first


def test_a_weekly_meeting_set_on_its_day_too_late_begins_a_week_later() -> None:
    meeting = meeting_of(DAILY | {"days": "Monday"})
    assert meeting is not None
    assert meeting.first_after(datetime(2026, 11, 23, 10, 0, tzinfo=UTC)) == date(2026, 11, 30)
