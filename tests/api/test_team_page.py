"""The team's page: who has signed, who telecommutes without, and what is on record."""

import pytest

from records.facts import EmployeeFacts
from tests import people
from tests.api.reading import page_of
from tests.api.seeding import city_story
from tests.api.site import Desk
from tests.api.test_register_pages import TALK, TALKED, record


def telecommutes(desk: Desk, number: str) -> None:
    """The HR system says that somebody telecommutes."""
    with desk.session() as session:
        session.add(EmployeeFacts(person=number, telecommutes=True))
        session.commit()


@pytest.mark.requirement("SA-017")
def test_the_supervisor_sees_how_each_members_agreement_stands(desk: Desk) -> None:
    story = city_story(desk).submit()
    desk.sign_in(people.CITY_SUPERVISOR)
    page = page_of(desk, "/team")
    assert "Lee Park" in page
    assert story.reference in page
    assert "No signed agreement" in page
    assert "Telecommuting is not on file" in page


@pytest.mark.requirement("SA-017")
def test_who_telecommutes_without_a_signed_agreement_is_flagged_and_comes_first(
    desk: Desk,
) -> None:
    telecommutes(desk, people.CITY_EMPLOYEE)
    desk.sign_in(people.CITY_SUPERVISOR)
    page = page_of(desk, "/team")
    assert "1 person telecommutes without a signed agreement" in page
    assert "Telecommutes without a signed agreement" in page
    others = [page.index(name) for name in ("Grace Lund", "Omar Haddad")]
    assert page.index("Lee Park") < min(others)


@pytest.mark.requirement("SA-017")
def test_a_signed_agreement_takes_the_flag_away(desk: Desk) -> None:
    telecommutes(desk, people.CITY_EMPLOYEE)
    story = city_story(desk).submit().freeze().sign()
    desk.sign_in(people.CITY_SUPERVISOR)
    page = page_of(desk, "/team")
    assert f"Signed agreement {story.reference}" in page
    assert "without a signed agreement" not in page


@pytest.mark.requirement("SA-012")
def test_a_conversation_is_recorded_from_here(desk: Desk) -> None:
    client = desk.sign_in(people.CITY_SUPERVISOR)
    shown = client.get("/team").text
    assert f'href="{TALK}"' in shown
    assert "Eligibility conversation: not recorded yet" in page_of(desk, "/team")
    record(client, TALK, TALKED)
    assert "Eligibility conversation: recorded Monday" in page_of(desk, "/team")


def test_a_conversation_that_found_somebody_not_eligible_says_so(desk: Desk) -> None:
    client = desk.sign_in(people.CITY_SUPERVISOR)
    record(client, TALK, TALKED | {"eligible": "no"})
    assert "and does not let them ask" in page_of(desk, "/team")


@pytest.mark.requirement("SA-022")
def test_the_stand_up_and_its_notes_are_one_step_away(desk: Desk) -> None:
    for person in (people.CITY_SUPERVISOR, people.CITY_EMPLOYEE, people.CITY_HEAD):
        shown = desk.sign_in(person).get("/team").text
        for register in ("standup", "standup_notes", "observations", "improvements"):
            assert f'href="/registers/{register}?about={people.CITY_SUPERVISOR}"' in shown


def test_a_manager_sees_everybody_below_and_whose_team_they_are_in(desk: Desk) -> None:
    desk.sign_in(people.MANAGER)
    page = page_of(desk, "/team")
    assert "Ana Rivera" in page
    assert "team of Jo Abara" in page


def test_who_leads_nobody_sees_nobody(desk: Desk) -> None:
    desk.sign_in(people.CITY_EMPLOYEE)
    page = page_of(desk, "/team")
    assert "You lead nobody" in page
    assert "Grace Lund" not in page
