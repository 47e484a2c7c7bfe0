"""A form that is closed until what it needs is on record."""

import pytest

from policy.acts import Submission
from policy.register import Register
from tests import people
from tests.api.calling import send
from tests.api.opened import enter, open_form
from tests.api.reading import page_of
from tests.api.site import Desk, post


def register(desk: Desk, name: str) -> Register:
    """A register of the city's program."""
    program = desk.parts.programs.get("sacramento")
    return next(each for each in program.registers if each.id == name)


@pytest.mark.requirement("SA-005")
@pytest.mark.requirement("SA-011")
def test_the_page_says_what_is_missing_and_who_does_it(desk: Desk) -> None:
    desk.sign_in(people.CITY_EMPLOYEE)
    page = page_of(desk, "/propose")
    assert "You cannot propose yet" in page
    assert "Department guidelines" in page
    assert "It is written by the department head: Grace Lund" in page
    assert "Eligibility conversation" in page
    assert "It is written by the supervisor: Ines Duarte" in page
    assert "Start a proposal" not in page


@pytest.mark.requirement("SA-011")
def test_guidelines_alone_do_not_open_it(desk: Desk) -> None:
    desk.sign_in(people.CITY_EMPLOYEE)
    enter(desk, register(desk, "guidelines"), people.CITY_EMPLOYEE)
    page = page_of(desk, "/propose")
    assert "Department guidelines" not in page
    assert "Eligibility conversation" in page


@pytest.mark.requirement("SA-005")
def test_a_conversation_that_found_against_it_keeps_it_closed(desk: Desk) -> None:
    desk.sign_in(people.CITY_EMPLOYEE)
    open_form(desk)
    assert "Start a proposal" in page_of(desk, "/propose")
    enter(desk, register(desk, "eligibility"), people.CITY_EMPLOYEE, eligible="no")
    page = page_of(desk, "/propose")
    assert "It is on record, and does not let you propose now" in page
    assert "“Is the employee eligible?” must be yes." in page


@pytest.mark.requirement("SA-005")
def test_neither_a_new_draft_nor_one_at_hand_gets_past_a_closed_form(desk: Desk) -> None:
    client = desk.sign_in(people.CITY_EMPLOYEE)
    open_form(desk)
    draft = post(client, "/propose").headers["location"]
    enter(desk, register(desk, "eligibility"), people.CITY_EMPLOYEE, eligible="no")
    for path in (draft, f"{draft}/check", f"{draft}/request"):
        assert client.get(path).headers["location"] == "/propose"
    for path in ("/propose", f"{draft}/check", f"{draft}/request"):
        answer = post(client, path, "/sign-out", key="a-key-of-the-form")
        assert answer.headers["location"] == "/propose"
    assert desk.door.acts == []


@pytest.mark.requirement("SA-005")
def test_the_api_refuses_it_as_well_and_takes_it_once_it_is_open(desk: Desk) -> None:
    answers = {
        "starts_on": "12/1/2026",
        **{
            f"week.{day}.{name}": value
            for day in ("monday", "tuesday")
            for name, value in {
                "place": "telecommuting",
                "starts": "8:00",
                "ends": "16:00",
            }.items()
        },
        "criteria_reviewed": "yes",
        "reviewed_on": "11/2/2026",
        "plan": "A list each day.",
        "duties": "Accounts.",
        "city_needs": "It is faster.",
        "location_address": "18 Larch Road",
        "location_phone": "916-555-0199",
        "internet": "Cable",
        "certified": "yes",
    }
    refused = send(desk, people.CITY_EMPLOYEE, "", {"answers": answers})
    assert refused.status_code == 422
    rules = [each["rule"] for each in refused.json()["errors"]]
    assert any(
        "“Department guidelines” by the Department head must be on record" in r for r in rules
    )
    assert any("“Eligibility conversation” by the Supervisor" in rule for rule in rules)
    open_form(desk)
    taken = send(desk, people.CITY_EMPLOYEE, "", {"answers": answers}, key="another-key")
    assert taken.status_code == 202, taken.text
    [(_, act)] = desk.door.acts
    assert isinstance(act, Submission)
    assert act.opened_by == {"guidelines": 1, "eligibility": 1}


def test_a_program_that_needs_no_register_is_open(desk: Desk) -> None:
    desk.sign_in(people.EMPLOYEE)
    assert "Start a proposal" in page_of(desk, "/propose")
