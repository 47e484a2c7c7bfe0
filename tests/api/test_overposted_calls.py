"""Calls take no more than they ask for, at any depth."""

from collections.abc import Mapping

import pytest

from tests.api.calling import KEY, answers, send
from tests.api.completing import MEASURES
from tests.api.every_act import CALLS, completing, decision, signing
from tests.api.overposting import REGISTERS, harmful, names, on_record
from tests.api.site import REFERENCE, Desk
from tests.api.test_json_review import favorably, submitted
from tests.api.test_overposting import CHANGED
from tests.people import COORDINATOR, SUPERVISOR
from tests.people import EMPLOYEE as ANA


def test_every_act_of_the_api_is_tried(desk: Desk) -> None:
    described = desk.client.get("/openapi.json").json()["paths"]
    base = "/api/v1/arrangements"
    acts = {
        path.removeprefix(base).removeprefix("/{reference}")
        for path, methods in described.items()
        if path.startswith(base) and "post" in methods
    }
    assert acts == set(CALLS)


@pytest.mark.parametrize("act", CALLS)
def test_no_act_of_the_api_takes_more_than_it_asks_for(desk: Desk, act: str) -> None:
    """It names each field that it does not know, and does nothing."""
    signing(desk)
    before = on_record(desk)
    person, body = CALLS[act]
    optional = {"role", "line"} if act == "/reconsideration" else set[str]()
    if act in {"/review", "/decision"}:
        optional = {"comment", "findings", "answers", "modified", "reason"}
    if act == "/signature":
        optional = {"acknowledged"}
    if act in {"/approvals", "/reports"}:
        optional = {"role"}
    if act.endswith("/{number}/decision"):
        optional = {"reason"}
    if act == "/end":
        optional = {"because", "last_day", "details"}
    extra = harmful({*body, *optional})
    path = f"/{REFERENCE}{act}".replace("{number}", "1") if act else ""
    answer = send(desk, person, path, {**body, **extra}, KEY["Idempotency-Key"])
    assert answer.status_code == 422
    assert {error["field"] for error in answer.json()["errors"]} == set(extra)
    assert desk.door.acts == []
    assert on_record(desk) == before


@pytest.mark.parametrize("name", REGISTERS)
def test_no_call_of_a_register_takes_more_than_it_asks_for(desk: Desk, name: str) -> None:
    """Each name that is not asked for is named, beside the answers and among them."""
    person, path, given = REGISTERS[name]
    address = path.replace("/registers/", "/api/v1/registers/").replace("?", "/entries?")
    headers = desk.bearer(person) | KEY
    before = on_record(desk)
    beside, among = harmful({"answers"}), halves(harmful(set(given)))
    for extra, body in (
        (beside, {"answers": given, **beside}),
        *((each, {"answers": {**given, **each}}) for each in among),
    ):
        answer = desk.client.post(address, json=body, headers=headers)
        assert answer.status_code == 422
        assert {error["field"] for error in answer.json()["errors"]} == set(extra)
    assert desk.keeping.acts == []
    assert on_record(desk) == before


def test_no_finding_of_a_call_takes_more_than_it_asks_for(desk: Desk) -> None:
    body = favorably(submitted(desk), "supervisor")
    findings = body["findings"]
    assert isinstance(findings, dict)
    extra = harmful({"answer", "remark", "way_out"})
    findings["p1"] = {**findings["p1"], **extra}
    before = on_record(desk)
    answer = send(desk, SUPERVISOR, f"/{REFERENCE}/review", body)
    assert answer.status_code == 422
    named = {error["field"] for error in answer.json()["errors"]}
    assert named == {f"findings.p1.{name}" for name in extra}
    assert desk.door.acts == []
    assert on_record(desk) == before


@pytest.mark.parametrize("inside", ["answers", "findings"])
@pytest.mark.parametrize("act", ["review", "decision"])
def test_no_name_inside_a_review_or_decision_is_taken(desk: Desk, act: str, inside: str) -> None:
    """Questions that nobody asks and fields that are nobody's are named, and nothing is done."""
    story = submitted(desk) if act == "review" else decision(desk)
    person, role = (SUPERVISOR, "supervisor") if act == "review" else (COORDINATOR, "")
    body: dict[str, object] = favorably(story, role) if role else {"outcome": "approved"}
    extra = sorted(names() - {item.id for item in story.program.fields})
    wrong: dict[str, object] = {name: {"answer": "yes"} for name in extra}
    if inside == "answers":
        wrong = dict.fromkeys(extra, "active")
    answer = send(desk, person, f"/{REFERENCE}/{act}", {**body, inside: wrong})
    assert answer.status_code == 422
    start = "findings." if inside == "findings" else ""
    named = {error["field"] for error in answer.json()["errors"]}
    assert {f"{start}{name}" for name in extra} <= named
    assert desk.door.acts == []


def test_no_name_inside_a_completion_is_taken(desk: Desk) -> None:
    completing(desk)
    extra = harmful(set(MEASURES))
    for some in (sorted(extra)[::2], sorted(extra)[1::2]):
        answers = {**MEASURES, **{name: extra[name] for name in some}}
        body: dict[str, object] = {"role": "supervisor", "answers": answers}
        answer = send(desk, SUPERVISOR, f"/{REFERENCE}/completion", body)
        assert {error["field"] for error in answer.json()["errors"]} == set(some)
        assert (answer.status_code, desk.door.acts) == (422, [])


@pytest.mark.parametrize("act", ["", "/amendment", "/decision"])
def test_a_proposal_in_a_call_holds_nothing_but_its_fields(desk: Desk, act: str) -> None:
    """A new one, a changed one and one approved as modified: each other name is named."""
    fields = desk.parts.programs.get("connecticut").fields
    known = {item.id for item in fields} | set(answers())
    if act:
        _ = signing(desk) if act == "/amendment" else decision(desk)
    before = on_record(desk)
    path = f"/{REFERENCE}{act}" if act else ""
    person = COORDINATOR if act else ANA
    for extra in halves(harmful(known)):
        answer = send(desk, person, path, proposing(act, extra))
        assert answer.status_code == 422
        assert {error["field"] for error in answer.json()["errors"]} == set(extra)
    assert desk.door.acts == []
    assert on_record(desk) == before
    assert send(desk, person, path, proposing(act, {})).status_code == 202


@pytest.mark.parametrize(
    "name",
    [
        "duties_Away", "duties_away.1", "week", "week.monday", "week.monday.place.x", "weeks",
        "week.someday.place", "week.monday.wage", "week3.monday.place", "equipment.1.price",
        "equipment.x.item", "starts_on.year", "findings.y1", "", " ", "\u0000", "__class__",
    ],
)  # fmt: skip
def test_a_name_that_the_form_has_no_place_for_is_named(desk: Desk, name: str) -> None:
    """Also one of the wrong shape below a field that there is."""
    answer = send(desk, ANA, "", {"answers": {**answers(), name: "x"}})
    assert (answer.status_code, desk.door.acts) == (422, [])
    assert name in {error["field"] for error in answer.json()["errors"]}


def test_what_other_roles_filled_in_may_be_sent_along_but_not_changed(desk: Desk) -> None:
    signing(desk)
    path = f"/{REFERENCE}/amendment"
    changed = proposing("/amendment", {"own_measures": "None."})
    answer = send(desk, COORDINATOR, path, changed)
    assert [error["field"] for error in answer.json()["errors"]] == ["own_measures"]
    assert desk.door.acts == []


def proposing(act: str, extra: Mapping[str, str]) -> dict[str, object]:
    """What an act sends that holds a proposal, with more names in it."""
    if not act:
        return {"answers": {**answers(), **extra}}
    changed = {**CHANGED, **extra}
    if act == "/amendment":
        return {"answers": changed, "reason": "Shorter."}
    own = {"s2": {"answer": "yes"}}
    return {"outcome": "approved_as_modified", "modified": changed, "findings": own}


def halves(sent: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The same in two parts: a call holds at most 200 answers."""
    listed = sorted(sent.items())
    middle = len(listed) // 2
    return dict(listed[:middle]), dict(listed[middle:])
