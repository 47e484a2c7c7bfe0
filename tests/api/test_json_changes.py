"""Modifying, ending and following what is in force through the JSON API."""

from datetime import date

import pytest

from policy.changes import EndingWithdrawn, EndRequested, ModificationClosed, ModificationProposed
from tests import people
from tests.api.calling import send
from tests.api.living import Living, living
from tests.api.site import REFERENCE, Desk

PATH = f"/{REFERENCE}"
MOVED = {"answers": {"location_address": "9 Oak Street"}, "reason": "I have moved."}


@pytest.fixture
def story(desk: Desk) -> Living:
    """An arrangement in force on December 3."""
    return living(desk)


def told(desk: Desk, person: str) -> dict[str, object]:
    """The course of the arrangement, as somebody sees it."""
    address = f"/api/v1/arrangements{PATH}/course"
    answer = desk.client.get(address, headers=desk.bearer(person))
    assert answer.status_code == 200, answer.text
    found: dict[str, object] = answer.json()
    return found


def wrong(desk: Desk, person: str, path: str, body: dict[str, object]) -> set[str]:
    """The fields that a refused act is refused for."""
    answer = send(desk, person, PATH + path, body)
    assert answer.status_code == 422, answer.text
    assert desk.door.acts == []
    return {error["field"] for error in answer.json()["errors"]}


@pytest.mark.requirement("CT-172")
def test_only_what_changes_is_sent_with_a_modification(desk: Desk, story: Living) -> None:
    assert send(desk, people.EMPLOYEE, f"{PATH}/modification", MOVED).status_code == 202
    [(_, act)] = desk.door.acts
    assert isinstance(act, ModificationProposed)
    assert (act.role, act.reason) == ("employee", "I have moved.")
    assert act.modified.answers == story.answers | {"location_address": "9 Oak Street"}
    assert (act.modified.starts_on, act.modified.week) == (story.starts_on, story.proposal.week)


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"starts_on": "1/4/2027"}, "starts_on"),
        ({"name": "Somebody Else"}, "name"),
        ({"care_proof": "0" * 64 + " proof.pdf"}, "care_proof"),
        ({"own_measures": "None."}, "own_measures"),
        ({"prior_reference": "TA-0000-0000"}, "prior_reference"),
        ({"unheard_of": "x"}, "unheard_of"),
        ({"ends_on": "9/1/2027"}, "ends_on"),
        ({"ends_on": "12/3/2026"}, "ends_on"),
        ({"week.tuesday.starts": "25:00"}, "week.tuesday.starts"),
        ({"location_address": ""}, "location_address"),
    ],
)
def test_what_a_modification_cannot_change_is_named(
    desk: Desk, story: Living, answers: dict[str, object], field: str
) -> None:
    body: dict[str, object] = {"answers": answers, "reason": "A change."}
    assert wrong(desk, people.EMPLOYEE, "/modification", body) == {field}


def test_a_modification_is_closed_by_its_key_once(desk: Desk, story: Living) -> None:
    story.modify(location_address="9 Oak Street")
    path = f"{PATH}/modification/closing"
    assert send(desk, people.EMPLOYEE, path, {}).status_code == 202
    [(_, act)] = desk.door.acts
    assert isinstance(act, ModificationClosed)


@pytest.mark.requirement("CT-103")
def test_notice_names_reason_and_day(desk: Desk, story: Living) -> None:
    body: dict[str, object] = {"because": "operating_needs", "last_day": "2026-12-17"}
    assert send(desk, people.COORDINATOR, f"{PATH}/end", body).status_code == 202
    [(_, act)] = desk.door.acts
    assert isinstance(act, EndRequested)
    assert (act.because, act.last_day) == ("operating_needs", date(2026, 12, 17))


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"reason": "No."}, {"because"}),
        ({"because": "promotion"}, {"because"}),
        ({"because": "operating_needs"}, {"last_day"}),
        ({"because": "operating_needs", "last_day": "2026-12-16"}, {"last_day"}),
        ({"because": "operating_needs", "last_day": "2027-08-31"}, {"last_day"}),
        ({"because": "safety", "last_day": "2026-12-02"}, {"last_day"}),
    ],
)
def test_an_ending_by_the_agency_keeps_the_rules_of_notice(
    desk: Desk, story: Living, body: dict[str, object], fields: set[str]
) -> None:
    assert wrong(desk, people.COORDINATOR, "/end", body) == fields


@pytest.mark.requirement("CT-104")
def test_a_listed_reason_ends_it_at_once_with_its_details(desk: Desk, story: Living) -> None:
    body: dict[str, object] = {
        "because": "disciplinary",
        "details": {"discipline_reference": "D-2026-7"},
    }
    assert send(desk, people.COORDINATOR, f"{PATH}/end", body).status_code == 202
    [(_, act)] = desk.door.acts
    assert isinstance(act, EndRequested)
    assert act.details == {"discipline_reference": "D-2026-7"}


def test_a_notice_is_taken_back(desk: Desk, story: Living) -> None:
    story.give_notice(date(2026, 12, 31))
    body: dict[str, object] = {"reason": "The need is gone."}
    assert send(desk, people.COORDINATOR, f"{PATH}/notice/withdrawal", body).status_code == 202
    [(_, act)] = desk.door.acts
    assert isinstance(act, EndingWithdrawn)


def test_the_course_tells_versions_changes_and_what_can_be_done(desk: Desk, story: Living) -> None:
    story.modify(location_address="9 Oak Street")
    found = told(desk, people.EMPLOYEE)
    assert found["in_force"] == 1
    assert found["changes"] == [
        {
            "field": "location_address",
            "label": "Full address",
            "in_force": "As agreed",
            "proposed": "9 Oak Street",
        }
    ]
    assert found["earliest_last_day"] == "2026-12-17"
    not_now = found["not_now"]
    assert isinstance(not_now, dict)
    assert not_now["close_modification"] == ""
    assert "already" in not_now["modify"]
    story.take_effect()
    spans = told(desk, people.EMPLOYEE)["spans"]
    assert spans == [
        {"version": 1, "starts_on": "2026-12-01", "ends_on": "2026-12-03"},
        {"version": 2, "starts_on": "2026-12-04", "ends_on": "2027-08-31"},
    ]


def test_the_course_tells_who_ended_it(desk: Desk, story: Living) -> None:
    story.end_at_once("safety")
    closing = told(desk, people.SUPERVISOR)["closing"]
    assert isinstance(closing, dict)
    assert closing["Why"].startswith("Safety issue")
    assert closing["Ended by"].startswith(people.NAMES[people.COORDINATOR])
    assert closing["Notice given"] == "None"
