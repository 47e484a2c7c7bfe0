"""What an arrangement can never do: move somebody's duty station, or go on without a new one."""

import re
from collections.abc import Mapping
from html import unescape

import pytest
from fastapi.routing import iter_route_contexts
from starlette.routing import Route

from policy.acts import Submission
from tests.api.calling import answers, send
from tests.api.proposer import Proposer, sent
from tests.api.reading import PATH, page_of
from tests.api.seeding import Story, full_answers
from tests.api.site import REFERENCE, Desk, post
from tests.people import COORDINATOR, EMPLOYEE, SUPERVISOR

ASSIGNED, ELSEWHERE = "79 Elm Street, Hartford", "12 Ferry Lane, Mystic"
MOVED = {"duty_station": ELSEWHERE}
LONGER = re.compile(r"extend|extension|renew|prolong", re.IGNORECASE)
NEW_PROPOSALS = {f"/arrangements/{{reference}}/{end}" for end in ("renew", "renewal")}
"""What continues begins with a new proposal, which goes through the whole analysis."""

SAYS = "is 79 Elm Street, Hartford in the directory, and is corrected there"


def signing(desk: Desk) -> Story:
    """An arrangement that waits for signatures."""
    whole = {**full_answers(desk, "connecticut"), "duty_station": ASSIGNED}
    return Story(desk, answers=whole).submit().review().approve()


@pytest.mark.requirement("CT-076")
def test_nobody_proposes_another_duty_station_than_they_are_assigned(desk: Desk) -> None:
    answer = send(desk, EMPLOYEE, "", {"answers": answers(**MOVED)})
    assert answer.status_code == 422
    assert [(e["field"], SAYS in e["rule"]) for e in answer.json()["errors"]] == [
        ("duty_station", True)
    ]
    assert desk.door.acts == []


@pytest.mark.requirement("CT-076")
def test_a_form_that_is_sent_with_another_duty_station_proposes_the_one_assigned(
    desk: Desk,
) -> None:
    proposer = Proposer(desk)
    proposer.fill_all(**MOVED)
    submission: Submission = sent(proposer)
    assert submission.proposal.answers["duty_station"] == ASSIGNED


@pytest.mark.requirement("CT-076")
@pytest.mark.parametrize(
    ("person", "act", "body"),
    [
        (
            COORDINATOR,
            "decision",
            {
                "outcome": "approved_as_modified",
                "modified": MOVED,
                "findings": {"s2": {"answer": "yes"}},
            },
        ),
        (
            COORDINATOR,
            "decision",
            {"outcome": "approved", "answers": MOVED, "findings": {"s2": {"answer": "yes"}}},
        ),
        (COORDINATOR, "amendment", {"answers": MOVED, "reason": "They moved."}),
        (SUPERVISOR, "completion", {"role": "supervisor", "answers": MOVED}),
    ],
)
def test_no_later_act_moves_the_duty_station(
    desk: Desk, person: str, act: str, body: Mapping[str, object]
) -> None:
    signing(desk)
    answer = send(desk, person, f"/{REFERENCE}/{act}", body)
    assert answer.status_code == 422, answer.text
    assert "duty_station" in {error["field"] for error in answer.json()["errors"]}
    assert desk.door.acts == []


@pytest.mark.requirement("CT-076")
def test_no_page_moves_the_duty_station(desk: Desk) -> None:
    signing(desk)
    client = desk.sign_in(COORDINATOR)
    asked = client.get(f"{PATH}/amend").text
    assert 'name="duty_station"' not in asked
    answer = post(client, f"{PATH}/amend", reason="They moved.", key="a-key-of-mine", **MOVED)
    assert answer.status_code == 422
    assert SAYS in unescape(answer.text)
    assert desk.door.acts == []


@pytest.mark.requirement("CT-108")
def test_no_route_and_no_act_of_the_api_makes_an_arrangement_longer(desk: Desk) -> None:
    served = [
        route.path
        for route in (context.original_route for context in iter_route_contexts(desk.app.routes))
        if isinstance(route, Route)
    ]
    assert len(served) > 80
    longer = [path for path in served if LONGER.search(path)]
    assert {path.removeprefix("/api/v1") for path in longer} == NEW_PROPOSALS
    described = desk.client.get("/openapi.json").json()
    named = [
        name
        for shape in described["components"]["schemas"].values()
        for name in shape.get("properties", {})
    ]
    assert [name for name in named if LONGER.search(name)] == []


@pytest.mark.requirement("CT-108")
@pytest.mark.parametrize("person", [EMPLOYEE, COORDINATOR])
def test_an_active_arrangement_offers_nothing_that_makes_it_longer(desk: Desk, person: str) -> None:
    signing(desk).sign().deliver().start()
    client = desk.sign_in(person)
    page = client.get(PATH).text
    offered = re.findall(r'(?:href|action|name)="([^"]*)"', page)
    offered += re.findall(r"<(?:a|button)\b[^>]*>(.*?)</(?:a|button)>", page, re.DOTALL)
    assert offered
    reports = desk.parts.programs.get("connecticut").in_force.reports
    other = {report.title for report in reports}
    assert [each for each in offered if LONGER.search(each) and each not in other] == []
    assert f"{PATH}/amend" not in offered
    if person == COORDINATOR:
        assert "Everybody has signed: a change is a modification." in page_of(desk)


@pytest.mark.requirement("CT-108")
def test_no_amendment_is_longer_than_the_program_allows(desk: Desk) -> None:
    signing(desk)
    body = {"answers": {"ends_on": "9/1/2027"}, "reason": "It goes well."}
    answer = send(desk, COORDINATOR, f"/{REFERENCE}/amendment", body)
    assert [error["field"] for error in answer.json()["errors"]] == ["ends_on"]
    assert desk.door.acts == []
