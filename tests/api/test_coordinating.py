"""Who coordinates one arrangement and not the agency's others: as its workflow has it."""

import pytest

from api.rights.access import Relation, relations
from api.rights.roles import roles_of
from api.who import acting
from policy.account import Happening
from policy.identity import KnownBy
from records import arrangements
from tests import people
from tests.api.calling import send
from tests.api.filing import file
from tests.api.reading import PATH, page_of
from tests.api.seeding import Story, full_answers
from tests.api.site import REFERENCE, Desk

HR = "hr_representative"
AGAIN = {"line": "manager", "reason": "Tuesdays are free now."}


def coordinates(desk: Desk, number: str) -> bool:
    """Whether somebody coordinates the arrangement."""
    with desk.session() as session:
        found = arrangements.find(session, REFERENCE)
        assert found is not None
        who = acting(session, desk.parts, people.known(session, number), KnownBy.SESSION)
        return Relation.COORDINATOR in relations(session, desk.parts, who, found)


def put_in(story: Story, *numbers: str) -> None:
    """One after the other, each of them coordinates this arrangement from now on."""
    for number in numbers:
        story.note(Happening.REPLACED, HR, person=people.COORDINATOR, about=number)
    story.write()


def test_who_was_put_in_settles_what_was_declined(desk: Desk) -> None:
    story = Story(desk).submit().review().approve().decline("manager")
    told = send(desk, people.COLLEAGUE, f"/{REFERENCE}/reconsideration", AGAIN)
    assert told.status_code == 404
    put_in(story, people.COLLEAGUE)
    assert coordinates(desk, people.COLLEAGUE)
    told = send(desk, people.COLLEAGUE, f"/{REFERENCE}/reconsideration", AGAIN)
    assert told.status_code == 202, told.text
    desk.sign_in(people.COLLEAGUE)
    assert f"{PATH}/amend" in desk.client.get(PATH).text
    assert desk.client.get(f"{PATH}/ask-again?line=manager").status_code == 200


def test_who_was_put_in_last_does_and_the_agencys_own_do_still(desk: Desk) -> None:
    put_in(Story(desk).submit(), people.COLLEAGUE, people.DESIGNEE)
    assert coordinates(desk, people.DESIGNEE)
    assert coordinates(desk, people.COORDINATOR)
    assert not coordinates(desk, people.COLLEAGUE)


def test_who_was_put_into_another_part_does_not(desk: Desk) -> None:
    story = Story(desk).submit()
    story.note(Happening.REPLACED, "manager", about=people.COLLEAGUE)
    story.write()
    assert not coordinates(desk, people.COLLEAGUE)


@pytest.mark.parametrize("is_only", [True, False])
def test_the_head_coordinates_that_of_the_only_hr_representative(desk: Desk, is_only: bool) -> None:
    """Else the others do; and nobody for themselves."""
    file(desk, employee=people.COORDINATOR)
    with desk.session() as session:
        if not is_only:
            people.known(session, people.MANAGER).hr_representative = people.COLLEAGUE
        session.commit()
    assert coordinates(desk, people.HEAD) is is_only
    assert coordinates(desk, people.COLLEAGUE) is not is_only
    assert not coordinates(desk, people.COORDINATOR)


def test_the_head_coordinates_nobody_elses(desk: Desk) -> None:
    file(desk)
    assert not coordinates(desk, people.HEAD)


def test_what_is_private_in_the_answers_is_told_to_who_was_put_in(desk: Desk) -> None:
    """As they open its files (GL32 IV.H)."""
    note = "My working test was extended after an illness."
    answers = {**full_answers(desk, "connecticut"), "status_note": note}
    put_in(Story(desk, answers=answers).submit(), people.COLLEAGUE)
    called = desk.client.get(f"/api/v1{PATH}", headers=desk.bearer(people.COLLEAGUE))
    assert called.json()["proposal"]["answers"]["status_note"] == note
    desk.sign_in(people.COLLEAGUE)
    assert note in page_of(desk, f"{PATH}/proposal")


@pytest.mark.parametrize(
    ("number", "roles"),
    [(people.COLLEAGUE, ("manager",)), (people.DESIGNEE, (HR,)), (people.HEAD, ("agency_head",))],
)
def test_roles_are_held_by_hand_by_agency_and_by_the_directory(
    desk: Desk, number: str, roles: tuple[str, ...]
) -> None:
    story = Story(desk).submit()
    story.note(Happening.REPLACED, "manager", about=people.COLLEAGUE)
    story.write()
    with desk.session() as session:
        people.known(session, people.MANAGER).hr_representative = people.DESIGNEE
        session.flush()
        found = arrangements.find(session, REFERENCE)
        assert found is not None
        who = acting(session, desk.parts, people.known(session, number), KnownBy.SESSION)
        assert roles_of(session, desk.parts, who, found) == roles
