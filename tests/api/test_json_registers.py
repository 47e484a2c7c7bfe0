"""Registers through the JSON API, by the rules of the pages."""

import pytest
from httpx2 import Response

from api.doors.acts import Refused, Unavailable
from tests import people
from tests.api.registering import DAILY, SAID, TALKED
from tests.api.site import Desk

TALK = f"/api/v1/registers/eligibility/entries?about={people.CITY_EMPLOYEE}"
GUIDELINES = "/api/v1/registers/guidelines/entries"


def write(
    desk: Desk, person: str, path: str, answers: dict[str, str], key: str = "a-key-of-mine"
) -> Response:
    """One entry of a caller."""
    headers = desk.bearer(person) | {"Idempotency-Key": key}
    return desk.client.post(path, json={"answers": answers}, headers=headers)


def test_a_caller_learns_the_registers_of_their_agency(desk: Desk) -> None:
    told = desk.client.get("/api/v1/registers", headers=desk.bearer(people.CITY_EMPLOYEE)).json()
    by_id = {register["id"]: register for register in told}
    assert by_id["guidelines"]["needed"]
    assert by_id["eligibility"]["about"] == "employee"
    assert by_id["standup"]["calendar"]
    assert [each["id"] for each in by_id["guidelines"]["fields"]] == ["who_may", "approval_process"]


@pytest.mark.requirement("SA-012")
def test_an_entry_is_on_record_when_it_is_answered(desk: Desk) -> None:
    answer = write(desk, people.CITY_SUPERVISOR, TALK, TALKED)
    assert answer.status_code == 200
    assert answer.json()["number"] == 1
    read = desk.client.get(TALK, headers=desk.bearer(people.CITY_EMPLOYEE)).json()
    assert read["entries"] == [answer.json()]
    assert not read["writable"]


def test_the_same_key_again_is_the_same_entry(desk: Desk) -> None:
    first = write(desk, people.CITY_SUPERVISOR, TALK, TALKED)
    again = write(desk, people.CITY_SUPERVISOR, TALK, TALKED | {"criteria": "Other words."})
    assert again.json() == first.json()
    assert len(desk.keeping.acts) == 1


def test_a_key_that_named_another_entry_is_refused(desk: Desk) -> None:
    write(desk, people.CITY_SUPERVISOR, TALK, TALKED)
    standup = f"/api/v1/registers/standup/entries?about={people.CITY_SUPERVISOR}"
    answer = write(desk, people.CITY_SUPERVISOR, standup, DAILY)
    assert answer.status_code == 409
    assert answer.json()["type"] == "urn:telecommute:problem:key-reused"


def test_every_problem_is_named_with_its_section(desk: Desk) -> None:
    wrong = {"talked_on": "soon", "eligible": "perhaps", "criteria": "x"}
    answer = write(desk, people.CITY_SUPERVISOR, TALK, wrong)
    assert answer.status_code == 422
    rules = {each["field"]: each for each in answer.json()["errors"]}
    assert set(rules) == {"talked_on", "remote_plan", "eligible"}
    assert (
        rules["eligible"]["section"] == "Telecommute Program, Program statement; Employees, step 1"
    )
    assert desk.keeping.acts == []


@pytest.mark.parametrize(
    "name", ["person", "subject", "register", "number", "roles", "holds", "at"]
)
def test_nothing_but_the_registers_fields_can_be_sent(desk: Desk, name: str) -> None:
    answer = write(desk, people.CITY_SUPERVISOR, TALK, TALKED | {name: people.CITY_HEAD})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == name
    headers = desk.bearer(people.CITY_SUPERVISOR) | {"Idempotency-Key": "another-key"}
    sent = {"answers": TALKED, name: people.CITY_HEAD}
    assert desk.client.post(TALK, json=sent, headers=headers).status_code == 422
    assert desk.keeping.acts == []


def test_what_the_workflow_says_comes_back_as_a_problem(desk: Desk) -> None:
    desk.keeping.trouble = Refused("Nothing is filled in.")
    refused = write(desk, people.CITY_HEAD, GUIDELINES, SAID)
    assert (refused.status_code, refused.json()["detail"]) == (409, "Nothing is filled in.")
    desk.keeping.trouble = Unavailable()
    assert write(desk, people.CITY_HEAD, GUIDELINES, SAID).status_code == 503
    desk.keeping.trouble = None
    assert write(desk, people.CITY_HEAD, GUIDELINES, SAID).status_code == 200


@pytest.mark.parametrize("path", ["/nothing", "/standup", "/eligibility"])
def test_what_does_not_exist_is_not_found(desk: Desk, path: str) -> None:
    address = f"/api/v1/registers{path}/entries?about=nobody"
    assert desk.client.get(address, headers=desk.bearer(people.CITY_HEAD)).status_code == 404


def test_the_description_names_the_entries(desk: Desk) -> None:
    described = desk.client.get("/openapi.json").json()
    operations = described["paths"]["/api/v1/registers/{name}/entries"]
    assert set(operations) == {"get", "post"}
    assert {"200", "403", "404", "409", "422", "503"} <= set(operations["post"]["responses"])
