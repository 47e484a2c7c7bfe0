"""The stand-up on pages: one fixed time, notes by the template, and what managers observe."""

import pytest

from tests import people
from tests.api.reading import page_of, text_of
from tests.api.registering import (
    BETTER,
    DAILY,
    HELD,
    IMPROVEMENTS,
    KEY,
    NOTES,
    OBSERVATIONS,
    SEEN,
    STANDUP,
    record,
)
from tests.api.site import Desk, post


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("days", "soon", "Write the days like Monday to Friday"),
        ("observers", "grace", "Write mail addresses"),
        ("observers", "stranger@example.org", "Nobody in the directory has the address"),
        ("minutes", "500", "Write a number from 5 to 120"),
        ("at", "late", "Write the time like"),
    ],
)
def test_a_meeting_that_no_calendar_could_show_is_refused(
    desk: Desk, field: str, typed: str, said: str
) -> None:
    desk.sign_in(people.CITY_SUPERVISOR)
    answer = post(desk.client, STANDUP, key=KEY, **(DAILY | {field: typed}))
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert desk.keeping.acts == []


@pytest.mark.requirement("SA-022")
def test_a_stand_up_has_one_fixed_time_for_the_whole_team(desk: Desk) -> None:
    desk.sign_in(people.CITY_SUPERVISOR)
    record(desk.client, STANDUP, DAILY)
    desk.sign_in(people.CITY_EMPLOYEE)
    page = page_of(desk, "/registers/standup")
    assert "Monday to Friday, 9:15 am to 9:30 am, Los Angeles time." in page
    assert "members on site and off site" in page


@pytest.mark.requirement("SA-023")
def test_notes_follow_the_template_and_every_one_stays(desk: Desk) -> None:
    desk.sign_in(people.CITY_SUPERVISOR)
    record(desk.client, NOTES, HELD)
    record(desk.client, NOTES, HELD | {"done": "The new form."}, "another-key")
    page = page_of(desk, NOTES)
    for asked in ("Remote meeting tool used", "Work completed the prior day", "to be performed"):
        assert asked in page
    assert "The old form." in page
    assert "Entry 2" in page


@pytest.mark.requirement("SA-024")
@pytest.mark.requirement("SA-025")
def test_managers_note_what_they_observed_and_suggest(desk: Desk) -> None:
    desk.sign_in(people.CITY_HEAD)
    record(desk.client, OBSERVATIONS, SEEN)
    desk.sign_in(people.CITY_SUPERVISOR)
    page = page_of(desk, OBSERVATIONS)
    assert SEEN["suggestions"] in page
    assert "Record an entry" not in page


@pytest.mark.requirement("SA-026")
def test_an_improvement_is_shared_with_the_other_teams(desk: Desk) -> None:
    desk.sign_in(people.CITY_SUPERVISOR)
    record(desk.client, IMPROVEMENTS, BETTER)
    desk.sign_in(people.CITY_COORDINATOR)
    page = page_of(desk, "/registers/improvements")
    assert "All teams" in page
    assert BETTER["improvement"] in page
    assert "Team of Ines Duarte" in page
