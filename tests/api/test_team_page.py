"""The team's page: who has signed, who telecommutes without, and what is on record."""

import re

import pytest

from api.views.team_filter import PAGE
from policy.concerns import ConcernState
from records.facts import EmployeeFacts
from records.people import Person
from tests import people
from tests.api.coming_up import city_life
from tests.api.reading import page_of
from tests.api.registering import TALK, TALKED, record
from tests.api.seeding import HOLDERS, Story
from tests.api.site import Desk


def telecommutes(desk: Desk, number: str) -> None:
    """The HR system says that somebody telecommutes."""
    with desk.session() as session:
        session.add(EmployeeFacts(person=number, telecommutes=True))
        session.commit()


@pytest.mark.requirement("SA-017")
def test_the_supervisor_sees_how_each_members_arrangement_stands(desk: Desk) -> None:
    story = Story.of_city(desk).submit()
    desk.sign_in(people.CITY_SUPERVISOR)
    page = page_of(desk, "/team")
    assert "Lee Park" in page
    assert story.reference in page
    assert "No signed arrangement" in page
    assert "Telecommuting is not on file" in page


@pytest.mark.requirement("SA-017")
def test_who_telecommutes_without_a_signed_arrangement_is_flagged_and_comes_first(
    desk: Desk,
) -> None:
    telecommutes(desk, people.CITY_EMPLOYEE)
    desk.sign_in(people.CITY_SUPERVISOR)
    page = page_of(desk, "/team")
    assert "1 person telecommutes without a signed arrangement" in page
    assert "Telecommutes without a signed arrangement" in page
    others = [page.index(name) for name in ("Grace Lund", "Omar Haddad")]
    assert page.index("Lee Park") < min(others)


@pytest.mark.requirement("SA-017")
def test_a_signed_arrangement_takes_the_flag_away(desk: Desk) -> None:
    telecommutes(desk, people.CITY_EMPLOYEE)
    story = Story.of_city(desk).submit().freeze().sign()
    desk.sign_in(people.CITY_SUPERVISOR)
    page = page_of(desk, "/team")
    assert f"Signed arrangement {story.reference}" in page
    assert "without a signed arrangement" not in page


@pytest.mark.requirement("SA-010", "SA-021")
def test_the_supervisor_sees_whether_the_remote_office_is_set_up(desk: Desk) -> None:
    life = city_life(desk)
    desk.sign_in(people.CITY_SUPERVISOR)
    assert "Set up the remote office" not in page_of(desk, "/team")
    duty = life.owe("set_up")
    assert "Set up the remote office: not done yet" in page_of(desk, "/team")
    life.close(duty, ConcernState.DONE, "employee", closing={"set_jabber": "yes"})
    assert "Set up the remote office: done November 23, 2026" in page_of(desk, "/team")
    shown = desk.client.get("/team").text
    path = f"/arrangements/{life.reference}/concerns/{duty.number}"
    assert f'href="{path}"' in shown
    assert "Jabber is installed" in page_of(desk, path)


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
    assert "The directory names nobody whom you lead" in page
    assert "Grace Lund" not in page


@pytest.mark.parametrize(
    ("person", "is_offered"),
    [
        (people.EMPLOYEE, False),
        (people.SUPERVISOR, True),
        (people.MANAGER, True),
        (people.CITY_EMPLOYEE, True),
    ],
)
def test_the_menu_offers_a_team_to_who_leads_one_or_is_in_one_that_keeps_records(
    desk: Desk, person: str, *, is_offered: bool
) -> None:
    shown = desk.sign_in(person).get("/signed").text
    assert ('href="/team"' in shown) == is_offered


def led_from_afar(desk: Desk) -> None:
    """The head leads the manager, who leads the supervisor, who leads the others."""
    with desk.session() as session:
        session.get_one(Person, people.MANAGER).supervisor = people.HEAD
        session.get_one(Person, people.SUPERVISOR).supervisor = people.MANAGER
        session.commit()


def names(page: str) -> list[str]:
    """Whom the table has, in order."""
    return re.findall(r'<th scope="row"><span dir="auto">([^<]+)', page)


def test_everybody_below_is_shown_with_their_level(desk: Desk) -> None:
    led_from_afar(desk)
    client = desk.sign_in(people.HEAD)
    assert names(client.get("/team?level=1").text) == ["Pia Weiss"]
    assert names(client.get("/team?level=2").text) == ["Jo Abara"]
    assert "Ana Rivera" in names(client.get("/team?level=3").text)
    page = page_of(desk, "/team")
    assert "level 3, team of Jo Abara" in page
    order = names(client.get("/team").text)
    assert order[:2] == ["Pia Weiss", "Jo Abara"]


def test_people_are_found_by_name_and_by_how_they_stand(desk: Desk) -> None:
    led_from_afar(desk)
    Story(desk).submit().review().approve().sign()
    holders = HOLDERS | {"employee": people.COLLEAGUE}
    Story(desk, "TA-2222-2222", people.COLLEAGUE, holders).submit()
    telecommutes(desk, people.DESIGNEE)
    client = desk.sign_in(people.HEAD)

    def shown(query: str) -> list[str]:
        return names(client.get(f"/team?{query}").text)

    assert shown("show=signed") == ["Ana Rivera"]
    assert shown("show=under_way") == ["Sam Okafor"]
    assert shown("show=unsigned") == ["Ruth Moore"]
    assert "Ruth Moore" in shown("show=none")
    assert "Ana Rivera" not in shown("show=none")
    assert shown("q=okafor") == ["Sam Okafor"]
    assert shown("show=signed&q=okafor") == []
    assert "Nobody matches" in page_of(desk, "/team?show=signed&q=okafor")


@pytest.mark.parametrize(
    "odd",
    ["show=x&level=x&page=x", "level=-1", "level=99999999", "page=99999", "q=%00", "level=\u0663"],
)
def test_what_an_address_cannot_mean_is_left_out(desk: Desk, odd: str) -> None:
    client = desk.sign_in(people.CITY_SUPERVISOR)
    assert "Lee Park" in names(client.get(f"/team?{odd}").text)


def test_a_large_team_is_shown_page_by_page(desk: Desk) -> None:
    with desk.session() as session:
        for number in range(PAGE + 20):
            session.add(
                Person(
                    number=f"9{number:03}",
                    name=f"Person {number:03}",
                    mail=f"{number}@example.test",
                    agency="sacramento-it",
                    supervisor=people.CITY_SUPERVISOR,
                )
            )
        session.commit()
    client = desk.sign_in(people.CITY_SUPERVISOR)
    first, second = (names(client.get(f"/team?q=person&page={page}").text) for page in (1, 2))
    assert (len(first), len(second)) == (PAGE, 20)
    assert not {*first} & {*second}
    assert 'href="/team?q=person&amp;page=2"' in client.get("/team?q=person").text
