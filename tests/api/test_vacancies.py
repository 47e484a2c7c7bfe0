"""A part that nobody holds: whoever has to find somebody sees that, and nothing else to do."""

import pytest

from policy.account import Happening
from records.facts import EmployeeFacts
from tests import people
from tests.api.living import living
from tests.api.reading import PATH, page_of
from tests.api.seeding import Story
from tests.api.site import Desk

REPLACE = f"{PATH}/replace?role=supervisor"


@pytest.fixture
def vacant(desk: Desk) -> Desk:
    """Open for signature; the supervisor has left, and the coordinator is signed in."""
    Story(desk).submit().review().approve().vacate("supervisor")
    desk.sign_in(people.COORDINATOR)
    return desk


def test_the_start_page_asks_to_find_somebody_and_not_to_sign_in_their_place(vacant: Desk) -> None:
    page = page_of(vacant, "/")
    assert "Find somebody to act on the arrangement of Ana Rivera, as supervisor" in page
    assert "Sign the arrangement of Ana Rivera, as supervisor" not in page
    assert f'href="{REPLACE}"' in vacant.client.get("/").text


def test_the_arrangement_waits_for_it_before_anything_else(vacant: Desk) -> None:
    page = page_of(vacant)
    assert "Waiting for you to find somebody to act as supervisor." in page
    assert "nobody holds this part" in page
    text = vacant.client.get(PATH).text
    assert f'href="{REPLACE}"' in text
    assert 'Name someone<span class="usa-sr-only"> as Supervisor</span>' in text
    assert 'Replace<span class="usa-sr-only"> Manager</span>' in text
    vacant.sign_in(people.MANAGER)
    assert "Waiting for the HR representative to find somebody to act as" in page_of(vacant)


def test_a_part_that_nobody_holds_in_force_is_named_before_anything_is_owed(desk: Desk) -> None:
    """To who has to see to it, until the directory names somebody or somebody was put in."""
    story = living(desk)
    desk.sign_in(people.COORDINATOR)
    assert "Held by nobody" not in page_of(desk)
    with desk.session() as session:
        session.merge(EmployeeFacts(person=people.SUPERVISOR, left_on=desk.clock.now.date()))
        session.commit()
    page = page_of(desk)
    assert "Held by nobody Supervisor The directory names nobody who is here." in page
    desk.sign_in(people.EMPLOYEE)
    assert "Held by nobody" not in page_of(desk)
    by, put_in = "hr_representative", people.COLLEAGUE
    story.note(Happening.REPLACED, "supervisor", person=story.holders[by], about=put_in)
    story.write()
    desk.sign_in(people.COORDINATOR)
    assert "Held by nobody" not in page_of(desk)
    with desk.session() as session:
        session.merge(EmployeeFacts(person=put_in, left_on=desk.clock.now.date()))
        session.commit()
    assert "Held by nobody Supervisor" in page_of(desk)


def test_nobody_is_offered_to_remind_themselves(desk: Desk) -> None:
    """A colleague reminds them, or nobody."""
    Story(desk).submit().review().approve()
    desk.sign_in(people.COORDINATOR)
    text = desk.client.get(PATH).text
    assert 'Remind<span class="usa-sr-only"> Manager</span>' in text
    assert 'Remind<span class="usa-sr-only"> HR representative</span>' not in text
    with desk.session() as session:
        people.known(session, people.MANAGER).hr_representative = people.COLLEAGUE
        session.commit()
    desk.sign_in(people.COLLEAGUE)
    text = desk.client.get(PATH).text
    assert 'Remind<span class="usa-sr-only"> HR representative</span>' in text


def test_the_page_names_nobody_to_replace(vacant: Desk) -> None:
    page = page_of(vacant, f"{REPLACE}&q=Sam")
    assert "Nobody holds this part." in page
    assert "Now:" not in page
    assert "Why this person" in page
    assert "Name this person" in page


def test_the_board_leads_to_it(vacant: Desk) -> None:
    text = vacant.client.get("/arrangements").text
    assert f'href="{REPLACE}"' in text
    assert vacant.client.get(REPLACE).status_code == 200


def test_no_pile_holds_what_is_nobodys_to_sign(vacant: Desk) -> None:
    pile = page_of(vacant, "/sign-many")
    assert "Ana Rivera" in pile
    assert "supervisor" not in pile.lower()
