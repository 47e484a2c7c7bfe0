"""An open modification: shown beside what is in force, signed, withdrawn, declined, in force."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from api.many.signing import OWED
from policy.changes import ModificationClosed
from policy.concerns import Concern, ConcernKind, ConcernState
from policy.tasks import Purpose
from tests import people
from tests.api.living import Living
from tests.api.reading import CHOSEN, PATH, follow, page_of
from tests.api.site import Desk, post

CHECK = f"{PATH}/modify/check"
SECTION = f"{PATH}/modify/request"
PLACE = f"{PATH}/modify/location"


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
