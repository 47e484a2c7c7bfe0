"""Modifications: proposed from what is in force, compared, sent, withdrawn, declined."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from httpx2 import Response

from api.doors.acts import Refused
from api.many.signing import OWED
from api.views.fields import field_of
from policy.changes import ModificationClosed, ModificationProposed
from policy.concerns import Concern, ConcernKind, ConcernState
from policy.forms.checking import to_form
from policy.tasks import Purpose
from tests import people
from tests.api.living import Living, living
from tests.api.reading import CHOSEN, PATH, follow, page_of
from tests.api.site import Desk, post

CHECK = f"{PATH}/modify/check"
SECTION = f"{PATH}/modify/request"
PLACE = f"{PATH}/modify/location"


@pytest.fixture
def story(desk: Desk) -> Living:
    """An arrangement in force, and its employee signed in."""
    found = living(desk)
    desk.sign_in(people.EMPLOYEE)
    return found


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


def sent(desk: Desk) -> ModificationProposed:
    """The modification that reached the engine."""
    [(_, act)] = desk.door.acts
    assert isinstance(act, ModificationProposed)
    return act


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
    act = sent(desk)
    assert act.modified.answers["location_address"] == "9 Oak Street, Hartford"
    assert (act.role, act.reason, act.by.person) == ("employee", "I have moved.", people.EMPLOYEE)
    assert act.modified.starts_on == story.starts_on


def test_a_modification_that_changes_nothing_is_not_sent(desk: Desk, story: Living) -> None:
    answer = post(desk.client, CHECK, key=CHOSEN, reason="Nothing.")
    assert answer.status_code == 422
    assert "Nothing is changed" in answer.text
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
    assert sent(desk).role == "hr_representative"


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


@pytest.mark.requirement("CT-172")
def test_while_one_is_open_the_page_shows_both_versions_and_no_other_is_proposed(
    desk: Desk, story: Living
) -> None:
    story.modify(location_address="9 Oak Street, Hartford")
    page = page_of(desk)
    assert "A modification is open: version 2" in page
    assert "Version 1 is in force and stays so until everybody has signed." in page
    assert "9 Oak Street, Hartford" in page
    assert "Signatures on version 2: 0 of 5" in page
    assert "version 2, to be signed" in page
    assert "version 1, in force" in page
    assert "A modification is open already. One at a time." in page
    assert "A modification is open already" in page_of(desk, f"{PATH}/modify")
    assert post(desk.client, PLACE, "/sign-out", location_address="x").status_code == 409


@pytest.mark.requirement("CT-172")
def test_signers_see_what_changes_before_they_sign(desk: Desk, story: Living) -> None:
    story.modify(location_address="9 Oak Street, Hartford")
    link = story.link(Purpose.SIGN, "manager", "manager")
    _, page = follow(desk.browser(), link)
    assert "What changes" in page
    assert "In force: version 1" in page
    assert "9 Oak Street, Hartford" in page
    assert "The bus runs later." in page
    assert "Supersedes version 1 of this reference." in page


@pytest.mark.requirement("CT-149")
def test_signers_and_human_resources_see_that_a_certificate_is_still_owed(
    desk: Desk, story: Living
) -> None:
    """Since when, and by when; nobody signs it unseen, among others."""
    at = story.now
    paper = Concern(
        1, ConcernKind.DUTY, "certificate", ConcernState.OPEN, "employee", "", at,
        due_at=at + timedelta(days=30),
    )  # fmt: skip
    story.concerns = [paper, replace(paper, number=2, rule="care_update")]
    story.modify(location_address="9 Oak Street, Hartford")
    title = "New certificate of homeowners or renters insurance"
    owed = f"Still owed: {title}, asked for on "
    _, page = follow(desk.browser(), story.link(Purpose.SIGN, "manager", "manager"))
    words = " ".join(re.sub(r"<[^>]+>", "", page).split())
    assert owed in words
    assert words.count("Still owed:") == 1
    desk.sign_in(people.COORDINATOR)
    assert owed in page_of(desk)
    desk.sign_in(people.MANAGER)
    assert OWED in page_of(desk, "/sign-many")


def test_private_answers_are_compared_for_the_employee_and_coordinators_alone(
    desk: Desk, story: Living
) -> None:
    story.modify(status_note="A secret of mine.", location_address="9 Oak Street")
    assert "A secret of mine." in page_of(desk)
    _, page = follow(desk.browser(), story.link(Purpose.SIGN, "manager", "manager"))
    assert "9 Oak Street" in page
    assert "A secret of mine." not in page


@pytest.mark.requirement("CT-172")
def test_who_proposed_it_withdraws_it_without_a_reason(desk: Desk, story: Living) -> None:
    story.modify(location_address="9 Oak Street")
    path = f"{PATH}/close-modification"
    assert "Withdraw the modification" in page_of(desk, path)
    assert post(desk.client, path, key=CHOSEN).status_code == 303
    [(_, act)] = desk.door.acts
    assert isinstance(act, ModificationClosed)
    assert act.reason == ""


def test_the_coordinator_declines_it_with_a_reason(desk: Desk, story: Living) -> None:
    story.modify(location_address="9 Oak Street")
    desk.sign_in(people.COORDINATOR)
    path = f"{PATH}/close-modification"
    assert "Decline the modification" in page_of(desk, path)
    answer = post(desk.client, path, key=CHOSEN)
    assert answer.status_code == 422
    assert "Say why you decline it." in answer.text
    assert post(desk.client, path, key=CHOSEN, reason="Too far.").status_code == 303


def test_after_it_is_closed_the_version_in_force_is_all_there_is(desk: Desk, story: Living) -> None:
    story.modify(location_address="9 Oak Street").close_modification()
    page = page_of(desk)
    assert "A modification is open" not in page
    assert "Signatures: 5 of 5" in page
    assert "version 2, never in force" in page
    assert "9 Oak Street" not in page_of(desk, f"{PATH}/proposal")
    assert "Employee closed the modification: withdrawn." in page


@pytest.mark.requirement("CT-172")
def test_once_all_have_signed_the_old_version_is_superseded(desk: Desk, story: Living) -> None:
    story.modify(location_address="9 Oak Street").take_effect()
    page = page_of(desk)
    assert "version 2, in force" in page
    assert "version 1, superseded" in page
    assert "Version 1 is superseded" in page
    assert "9 Oak Street" in page_of(desk, f"{PATH}/proposal")


def test_before_everybody_has_signed_there_is_nothing_to_modify(desk: Desk) -> None:
    Living(desk).submit().review().approve()
    desk.sign_in(people.EMPLOYEE)
    page = page_of(desk, f"{PATH}/modify")
    assert "A modification needs everybody's signatures on what it changes." in page
