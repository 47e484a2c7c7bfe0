"""Modifications: proposed from what is in force, compared, sent, withdrawn, declined."""

from datetime import date

import pytest
from httpx2 import Response

from api.doors.acts import Refused
from api.views.fields import field_of
from policy.changes import ModificationProposed
from policy.forms.checking import to_form
from tests import people
from tests.api.living import Living, modification
from tests.api.reading import CHOSEN, PATH, page_of
from tests.api.site import Desk, post

CHECK = f"{PATH}/modify/check"
SECTION = f"{PATH}/modify/request"
PLACE = f"{PATH}/modify/location"


def change(desk: Desk, story: Living, path: str, **changes: str) -> Response:
    """Send a section as it is in force, but for these answers."""
    name = path.rpartition("/")[2]
    section = next(each for each in story.program.sections if each.id == name)
    own = {item.id for item in section.fields}
    typed = {key: it for key, it in to_form(story.proposal).items() if field_of(key) in own}
    return post(desk.client, path, **{**typed, **changes})


def move(desk: Desk, story: Living) -> Response:
    """Change the location in the draft."""
    return change(desk, story, PLACE, location_address="9 Oak Street, Hartford")


@pytest.mark.requirement("CT-172")
def test_every_section_begins_as_it_is_in_force(desk: Desk, story: Living) -> None:
    page = page_of(desk, f"{PATH}/modify")
    assert "Version 1 stays in force until everybody has signed the new one." in page
    assert "As in force" in page
    assert "Changed" not in page
    assert "Start date 12/1/2026" in page_of(desk, SECTION)


@pytest.mark.requirement("CT-116")
def test_a_new_address_is_shown_beside_the_old_one_before_it_is_sent(
    desk: Desk, story: Living
) -> None:
    assert move(desk, story).headers["location"] == f"{PATH}/modify"
    assert "Changed" in page_of(desk, f"{PATH}/modify")
    page = page_of(desk, CHECK)
    assert "In force: version 1" in page
    assert "9 Oak Street, Hartford" in page
    answer = post(desk.client, CHECK, key=CHOSEN, reason="I have moved.")
    assert answer.status_code == 303
    act = modification(desk)
    assert act.modified.answers["location_address"] == "9 Oak Street, Hartford"
    assert (act.role, act.reason, act.by.person) == ("employee", "I have moved.", people.EMPLOYEE)
    assert act.modified.starts_on == story.starts_on


def test_a_modification_that_changes_nothing_is_not_sent(desk: Desk, story: Living) -> None:
    page = desk.client.get(CHECK).text
    assert "Nothing is changed so far" in page
    assert "Send it to be signed" not in page
    assert "There is a problem" not in page
    answer = post(desk.client, CHECK, SECTION, key=CHOSEN, reason="Nothing.")
    assert answer.status_code == 422
    assert "Change at least one answer" in answer.text
    assert "Send it to be signed" not in answer.text
    assert desk.door.acts == []


def test_a_modification_needs_its_reason(desk: Desk, story: Living) -> None:
    move(desk, story)
    answer = post(desk.client, CHECK, key=CHOSEN)
    assert answer.status_code == 422
    assert "Say why it is changed." in answer.text
    assert desk.door.acts == []


@pytest.mark.requirement("CT-107")
def test_the_longest_term_counts_from_the_first_start(desk: Desk, story: Living) -> None:
    answer = change(desk, story, SECTION, ends_on="9/1/2027")
    assert answer.status_code == 422
    assert "August 31, 2027" in answer.text
    assert "lasts nine months at most" in answer.text


def test_a_section_with_a_problem_says_which_when_it_is_opened(desk: Desk, story: Living) -> None:
    assert "There is a problem" not in page_of(desk, SECTION)
    change(desk, story, SECTION, ends_on="9/1/2027")
    assert "There is a problem" in page_of(desk, f"{PATH}/modify")
    assert "lasts nine months at most" in page_of(desk, SECTION)


@pytest.mark.parametrize("day", ["12/3/2026", "1/1/2026", "February 31, 2027"])
def test_the_last_day_has_to_lie_ahead(desk: Desk, story: Living, day: str) -> None:
    answer = change(desk, story, SECTION, ends_on=day)
    assert answer.status_code == 422
    assert desk.door.acts == []


def test_telecommuting_days_that_have_passed_count_for_a_shorter_term(
    desk: Desk, story: Living
) -> None:
    assert change(desk, story, SECTION, ends_on="12/4/2026").status_code == 303


def test_the_first_start_cannot_be_typed_over(desk: Desk, story: Living) -> None:
    change(desk, story, SECTION, starts_on="1/4/2027", ends_on="5/31/2027")
    move(desk, story)
    post(desk.client, CHECK, key=CHOSEN, reason="Shorter.")
    [act] = [act for _, act in desk.door.acts]
    assert isinstance(act, ModificationProposed)
    assert act.modified.starts_on == date(2026, 12, 1)


def test_the_coordinator_proposes_in_their_own_role(desk: Desk, story: Living) -> None:
    desk.client = desk.browser()
    desk.sign_in(people.COORDINATOR)
    move(desk, story)
    post(desk.client, CHECK, key=CHOSEN, reason="Another room.")
    assert modification(desk).role == "hr_representative"


def test_leaders_and_strangers_propose_nothing(desk: Desk, story: Living) -> None:
    for person, status in ((people.SUPERVISOR, 403), (people.COLLEAGUE, 404)):
        other = desk.sign_in(person, desk.browser())
        assert other.get(f"{PATH}/modify").status_code == status
        assert other.get(PLACE).status_code == status


def test_what_the_workflow_refuses_is_shown_beside_the_differences(
    desk: Desk, story: Living
) -> None:
    move(desk, story)
    desk.door.trouble = Refused("A modification is open already: one at a time.")
    answer = post(desk.client, CHECK, key=CHOSEN, reason="I have moved.")
    assert answer.status_code == 409
    assert "one at a time" in answer.text
    assert "9 Oak Street, Hartford" in answer.text


def test_before_everybody_has_signed_there_is_nothing_to_modify(desk: Desk) -> None:
    Living(desk).submit().review().approve()
    desk.sign_in(people.EMPLOYEE)
    page = page_of(desk, f"{PATH}/modify")
    assert "A modification needs everybody's signatures on what it changes." in page
