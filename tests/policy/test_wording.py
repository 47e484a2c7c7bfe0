"""Dates, times and happenings in the words people read."""

from datetime import UTC, date, datetime, time

import pytest

from policy.account import Ending, Happening
from policy.week import Place
from policy.wording import listed, sentence, show_date, show_days, show_instant, show_time
from tests.policy.samples import workweek

STATION, AWAY = Place.DUTY_STATION, Place.TELECOMMUTING


def test_a_date_is_written_out() -> None:
    assert show_date(date(2026, 12, 1)) == "December 1, 2026"


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (time(8), "8:00 am"),
        (time(0, 5), "12:05 am"),
        (time(12), "12:00 pm"),
        (time(16, 30), "4:30 pm"),
        (time(23, 59), "11:59 pm"),
    ],
)
def test_a_time_says_morning_or_afternoon(at: time, shown: str) -> None:
    assert show_time(at) == shown


def test_an_instant_names_its_zone() -> None:
    at = datetime(2026, 11, 10, 21, 12, tzinfo=UTC)
    assert show_instant(at, "America/New_York") == "Tuesday, November 10, 2026, 4:12 pm EST"
    assert show_instant(at, "America/Los_Angeles") == "Tuesday, November 10, 2026, 1:12 pm PST"


def test_telecommuting_days_are_listed_in_order() -> None:
    assert show_days(workweek(STATION, AWAY, STATION, AWAY)) == "Tuesdays and Thursdays"
    assert show_days(workweek(AWAY)) == "Mondays"
    assert show_days(workweek(AWAY, AWAY, STATION, AWAY)) == "Mondays, Tuesdays, and Thursdays"
    assert show_days(workweek(STATION)) == "no day"


def test_the_second_week_is_told_where_it_differs() -> None:
    both, monday = workweek(STATION, AWAY, STATION, AWAY), workweek(AWAY)
    assert show_days(both + monday) == "Tuesdays and Thursdays; second week Mondays"
    assert show_days(both + both) == "Tuesdays and Thursdays"
    assert show_days(both + workweek(STATION)) == "Tuesdays and Thursdays; second week no day"


def test_field_work_is_no_telecommuting_day_and_its_rest_is() -> None:
    assert show_days(workweek(Place.FIELD_WORK, Place.PART_DAY)) == "Tuesdays"


def test_nothing_listed_reads_as_nothing() -> None:
    assert listed([]) == ""


@pytest.mark.parametrize("kind", Happening)
def test_every_happening_has_one_plain_sentence(kind: Happening) -> None:
    said = sentence(kind, "Manager", "", "")
    assert said.endswith(".")
    assert said.count(".") == 1
    assert "{" not in said


def test_a_sentence_carries_what_it_concerns_and_what_was_said() -> None:
    said = sentence(
        Happening.DECIDED, "HR representative", "approved_as_modified", "No Wednesdays."
    )
    assert said == "HR representative decided: approved as modified: No Wednesdays."


def test_an_ending_is_said_in_words() -> None:
    said = sentence(Happening.ENDED, "", Ending.ENDED_BY_EMPLOYEE.value, "")
    assert said == "The arrangement ended: the employee ended it."


def test_braces_in_a_note_stay_text() -> None:
    assert sentence(Happening.DECLINED, "Manager", "", "{title} {{7*7}}") == (
        "Manager declined to sign: {title} {{7*7}}."
    )


def test_who_took_a_role_over_is_named() -> None:
    said = sentence(Happening.REPLACED, "Manager", "1007", "On leave.", "Sam, in place of Pia,")
    assert said == "Sam, in place of Pia, now acts as Manager: On leave."


def test_somebody_without_a_title_is_somebody() -> None:
    assert sentence(Happening.SIGNED, "", "", "") == "Somebody signed."
