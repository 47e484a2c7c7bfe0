"""Reviewing and deciding by the JSON API: findings by name, and what is refused by name."""

import pytest

from demonstration import favorable
from policy.account import Happening
from policy.acts import Accommodated, AskedAgain, DecisionGiven, Determination, ReviewGiven
from policy.analysis import Finding
from records.readings import readings_of
from tests.api.calling import send
from tests.api.seeding import Story, full_answers
from tests.api.site import REFERENCE, Desk
from tests.people import COORDINATOR, MANAGER, SUPERVISOR

OF_MANAGER = "y2"
"""A question that the manager answers."""


def submitted(desk: Desk, **answers: str) -> Story:
    """A whole proposal, which the supervisor is asked to review."""
    return Story(desk, answers={**full_answers(desk, "connecticut"), **answers}).submit()


def favorably(story: Story, role: str) -> dict[str, object]:
    """What a role sends where every question is answered as approval needs."""
    found = favorable.findings(story.program, role, story.answers)
    findings = {each.question: {"answer": each.answer} for each in found if not each.computed}
    return {"role": role, "supports": True, "findings": findings}


def refused(desk: Desk, person: str, act: str, body: dict[str, object]) -> dict[str, str]:
    """Each field that is named, with its rule."""
    answer = send(desk, person, f"/{REFERENCE}/{act}", body)
    assert answer.status_code == 422, answer.text
    assert desk.door.acts == []
    return {each["field"]: each["rule"] for each in answer.json()["errors"]}


def test_a_review_brings_findings_and_fields(desk: Desk) -> None:
    story = submitted(desk)
    body = favorably(story, "supervisor") | {"answers": {"own_measures": "Cases closed."}}
    answer = send(desk, SUPERVISOR, f"/{REFERENCE}/review", body)
    assert answer.status_code == 202, answer.text
    [(_, act)] = desk.door.acts
    assert isinstance(act, ReviewGiven)
    assert act.findings == favorable.findings(story.program, "supervisor", story.answers)
    assert act.answers == {"own_measures": "Cases closed."}


def test_who_read_a_review_is_kept(desk: Desk) -> None:
    submitted(desk)
    path = f"/api/v1/arrangements/{REFERENCE}/review"
    assert desk.client.get(path, headers=desk.bearer(COORDINATOR)).status_code == 200
    with desk.session() as session:
        [line], _ = readings_of(session, REFERENCE)
    assert (line.person, line.what, line.why) == (COORDINATOR, "review", "token")


@pytest.mark.requirement("CT-040")
def test_what_is_left_out_is_named_with_its_section(desk: Desk) -> None:
    story = submitted(desk)
    body = favorably(story, "supervisor")
    findings = body["findings"]
    assert isinstance(findings, dict)
    del findings["y1"]
    answer = send(desk, SUPERVISOR, f"/{REFERENCE}/review", body)
    [error] = answer.json()["errors"]
    assert error["field"] == "findings.y1"
    assert error["section"] == "General Letter 32, III.C.1"


@pytest.mark.requirement("CT-023")
@pytest.mark.requirement("CT-031")
def test_what_is_not_open_or_another_role_s_is_named(desk: Desk) -> None:
    story = submitted(desk)
    body = favorably(story, "supervisor")
    findings = body["findings"]
    assert isinstance(findings, dict)
    findings |= {"p7": {"answer": "no"}, "y2": {"answer": "yes"}, "zz": {"answer": "yes"}}
    told = refused(desk, SUPERVISOR, "review", body | {"answers": {"insurance_holder": "Ana"}})
    assert "not open yet" in told["findings.e1"]
    assert "for another role" in told["findings.y2"]
    assert told["findings.zz"] == "There is no such question."
    assert told["insurance_holder"] == "This field is not for this role to fill in."


def test_the_facts_answer_and_not_the_caller(desk: Desk) -> None:
    story = submitted(desk)
    body = favorably(story, "supervisor")
    findings = body["findings"]
    assert isinstance(findings, dict)
    findings["n10"] = {"answer": "yes", "remark": "I know better."}
    assert send(desk, SUPERVISOR, f"/{REFERENCE}/review", body).status_code == 202
    [(_, act)] = desk.door.acts
    assert isinstance(act, ReviewGiven)
    assert Finding("n10", "no", "I know better.", computed=True) in act.findings


def test_an_approval_is_refused_by_the_name_of_what_blocks(desk: Desk) -> None:
    submitted(desk).review(found={"y1": Finding("y1", "no")})
    body: dict[str, object] = {"outcome": "approved"}
    told = refused(desk, COORDINATOR, "decision", body)
    assert "must be yes; the answer is no" in told["findings.y1"]


def test_a_denial_needs_no_finding(desk: Desk) -> None:
    submitted(desk).review(found={"y1": Finding("y1", "no")})
    body = {"outcome": "denied", "reason": "It would not help."}
    assert send(desk, COORDINATOR, f"/{REFERENCE}/decision", body).status_code == 202
    [(_, act)] = desk.door.acts
    assert isinstance(act, DecisionGiven)
    assert act.findings == ()


@pytest.mark.requirement("CT-160")
def test_nobody_learns_of_an_accommodation_on_a_question_of_another_role(desk: Desk) -> None:
    story = submitted(desk, accommodation="yes")
    story.find("hr_representative", [Finding(OF_MANAGER, "no")], "The duties can be done.")
    story.write()
    body = favorably(story, "supervisor")
    body["findings"] = {OF_MANAGER: {"answer": "yes"}}
    told = refused(desk, SUPERVISOR, "review", body)
    assert told[f"findings.{OF_MANAGER}"] == "This question is for another role to answer."


@pytest.mark.requirement("CT-160")
def test_an_accommodation_names_questions_that_can_be_set_aside(desk: Desk) -> None:
    submitted(desk, accommodation="yes")
    wrong: dict[str, object] = {"outcome": "granted", "questions": ["p7"], "reason": "So."}
    told = refused(desk, COORDINATOR, "accommodation", wrong)
    assert told == {"questions": "These questions cannot be set aside: p7."}
    body = {"outcome": "granted", "questions": ["y1"], "reason": "The duties can be done."}
    assert send(desk, COORDINATOR, f"/{REFERENCE}/accommodation", body).status_code == 202
    [(_, act)] = desk.door.acts
    assert isinstance(act, Accommodated)
    assert (act.outcome, act.questions) == (Determination.GRANTED, ("y1",))


@pytest.mark.requirement("CT-160")
def test_an_accommodation_is_granted_or_not_without_any_question(desk: Desk) -> None:
    story = submitted(desk, accommodation="yes")
    why = "The essential functions need the counter."
    body = {"outcome": "not_granted", "reason": why}
    told = refused(desk, COORDINATOR, "accommodation", {**body, "questions": ["y1"]})
    assert told == {"questions": "Nothing is set aside where it is not granted."}
    assert send(desk, COORDINATOR, f"/{REFERENCE}/accommodation", body).status_code == 202
    [(_, act)] = desk.door.acts
    assert isinstance(act, Accommodated)
    assert (act.outcome, act.questions) == (Determination.NOT_GRANTED, ())
    story.note(Happening.ACCOMMODATED, "hr_representative", about="not_granted", note=why)
    story.write()
    address = f"/api/v1/arrangements/{REFERENCE}/review"
    kept = desk.client.get(address, headers=desk.bearer(COORDINATOR)).json()["accommodation"]
    assert (kept["outcome"], kept["questions"], kept["reason"]) == ("not_granted", [], why)
    theirs = desk.client.get(address, headers=desk.bearer(SUPERVISOR)).json()
    assert theirs["accommodation"] is None


@pytest.mark.requirement("CT-160")
@pytest.mark.parametrize("outcome", ["approved", "denied"])
def test_no_decision_before_the_accommodation_is_determined(desk: Desk, outcome: str) -> None:
    submitted(desk, accommodation="yes").review()
    body: dict[str, object] = {"outcome": outcome, "reason": "No."}
    told = refused(desk, COORDINATOR, "decision", body)
    assert told["outcome"] == "Determine first whether this is a reasonable accommodation."


def test_no_accommodation_where_none_is_asked_for(desk: Desk) -> None:
    submitted(desk)
    body: dict[str, object] = {"outcome": "granted", "reason": "So."}
    told = refused(desk, COORDINATOR, "accommodation", body)
    assert told == {"outcome": "The proposal does not ask for an accommodation."}


def test_a_reviewer_is_asked_again_by_role(desk: Desk) -> None:
    submitted(desk).review("supervisor")
    body = {"role": "supervisor", "reason": "Look once more."}
    assert send(desk, COORDINATOR, f"/{REFERENCE}/reconsideration", body).status_code == 202
    [(_, act)] = desk.door.acts
    assert isinstance(act, AskedAgain)
    assert (act.line, act.role) == ("", "supervisor")
    both = {"role": "supervisor", "line": "manager", "reason": "Both."}
    assert send(desk, COORDINATOR, f"/{REFERENCE}/reconsideration", both).status_code == 422


def test_a_reviewer_is_told_the_questions_that_are_theirs(desk: Desk) -> None:
    story = submitted(desk)
    address = f"/api/v1/arrangements/{REFERENCE}/review"
    told = desk.client.get(address, headers=desk.bearer(SUPERVISOR)).json()
    by_id = {each["id"]: each for each in told["questions"]}
    assert {each["role"] for each in told["questions"]} == {"supervisor"}
    assert (by_id["p1"]["open"], by_id["e1"]["open"]) == (True, False)
    assert by_id["y7"]["on_file"] == "Rated satisfactory on June 30, 2026."
    assert told["fields"]["supervisor"] == ["own_measures", "group_measures", "equipment"]
    story.review("supervisor")
    assert desk.client.get(address, headers=desk.bearer(SUPERVISOR)).status_code == 403
    theirs = desk.client.get(address, headers=desk.bearer(COORDINATOR)).json()
    found = {each["id"]: each["findings"] for each in theirs["questions"]}
    assert [each["person"] for each in found["p7"]] == [SUPERVISOR]
    assert theirs["in_the_way"]
    assert desk.client.get(address, headers=desk.bearer(MANAGER)).json()["in_the_way"] == []
