"""Who acted, as evidence: with the agencies they coordinated for at that moment."""

import pytest
from sqlmodel import update

from policy.acts import Attribution, Reminded, SignatureGiven, Submission
from policy.identity import KnownBy
from policy.tasks import Purpose
from records.people import Person
from records.visits import Visit
from tests import people
from tests.api.calling import answers, send
from tests.api.filing import file
from tests.api.reading import CHOSEN, PATH, follow
from tests.api.seeding import Story
from tests.api.site import REFERENCE, Desk, post


def latest(desk: Desk) -> Attribution:
    """Who did what was handed in last."""
    _, act = desk.door.acts[-1]
    assert isinstance(act, Reminded | SignatureGiven | Submission)
    return act.by


def test_an_act_on_a_page_says_which_agencies_its_person_coordinates_for(desk: Desk) -> None:
    Story(desk).submit()
    desk.sign_in(people.COORDINATOR)
    assert post(desk.client, f"{PATH}/remind", PATH, key=CHOSEN, role="manager").status_code == 303
    assert latest(desk).coordinates == ("comptroller",)


def test_an_act_by_the_api_says_them_in_order(desk: Desk) -> None:
    file(desk)
    with desk.session() as session:
        for number in (people.CITY_EMPLOYEE, people.EMPLOYEE):
            person = session.get(Person, number)
            assert person is not None
            person.hr_representative = people.COORDINATOR
            session.add(person)
        session.commit()
    send(desk, people.COORDINATOR, f"/{REFERENCE}/reminder", {"role": "manager"})
    assert latest(desk).coordinates == ("comptroller", "sacramento-it")


def test_an_act_by_a_link_says_them_only_of_who_coordinates(desk: Desk) -> None:
    story = Story(desk).submit().review().approve()
    for role, agencies in (("hr_representative", ("comptroller",)), ("manager", ())):
        path, page = follow(desk.client, story.link(Purpose.SIGN, role, role))
        digests = page.split('name="digests" value="')[1].split('"')[0]
        fields = {"line": role, "digests": digests, "agree": "yes"}
        name = people.NAMES[story.holders[role]]
        post(desk.client, f"{path}/sign", path, key=CHOSEN, name=name, **fields)
        assert latest(desk).coordinates == agencies


def test_who_coordinates_for_nobody_brings_no_agencies(desk: Desk) -> None:
    send(desk, people.EMPLOYEE, "", {"answers": answers()})
    assert latest(desk).coordinates == ()


@pytest.mark.parametrize("known_by", [KnownBy.SESSION, KnownBy.SINGLE_SIGN_ON])
def test_an_act_bears_how_its_person_signed_in(desk: Desk, known_by: KnownBy) -> None:
    Story(desk).submit()
    desk.sign_in(people.COORDINATOR)
    with desk.session() as session:
        session.exec(update(Visit).values(known_by=known_by))
        session.commit()
    post(desk.client, f"{PATH}/remind", PATH, key=CHOSEN, role="manager")
    assert latest(desk).identified_by is known_by
    assert latest(desk).evidence["identified_by"] == known_by
