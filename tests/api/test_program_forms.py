"""A proposal's form is the program's own: what it asks, is called, and need not have typed."""

import pytest

from policy.acts import Submission
from tests import people
from tests.api.opened import TALKED, open_form
from tests.api.proposer import KEY, Proposer
from tests.api.site import Desk, post


@pytest.mark.requirement("SA-006")
def test_the_form_is_the_programs_own(desk: Desk) -> None:
    open_form(desk)
    proposer = Proposer(desk, people.CITY_EMPLOYEE)
    proposer.fill_all()
    assert post(proposer.client, f"{proposer.path}/check", key=KEY).status_code == 303
    [(_, submission)] = desk.door.acts
    assert isinstance(submission, Submission)
    assert submission.plan.program == "sacramento"
    assert submission.proposal.ends_on is None
    assert submission.opened_by == {"guidelines": 1, "eligibility": 1}


@pytest.mark.requirement("SA-006")
def test_the_form_is_called_what_the_program_calls_it(desk: Desk) -> None:
    open_form(desk)
    proposer = Proposer(desk, people.CITY_EMPLOYEE)
    assert "Telecommute Request Form" in desk.client.get("/propose").text
    assert "Telecommute Request Form" in proposer.page("")
    proposer.fill_all()
    assert "Telecommute Request Form" in proposer.page("/check")
    post(proposer.client, f"{proposer.path}/check", key=KEY)
    assert "Telecommute Request Form" in proposer.page("/sent")


@pytest.mark.requirement("SA-005")
def test_the_plan_made_with_the_supervisor_need_not_be_typed_again(desk: Desk) -> None:
    """A draft starts with what was put on record, and the employee may change it."""
    open_form(desk)
    proposer = Proposer(desk, people.CITY_EMPLOYEE)
    section = proposer.holding("plan")
    page = desk.client.get(f"{proposer.path}/{section.id}").text
    assert f"{TALKED['remote_plan']}</textarea>" in page
    assert 'name="reviewed_on" value="11/2/2026"' in page
    proposer.fill(section, plan="A call at nine.")
    assert "A call at nine.</textarea>" in desk.client.get(f"{proposer.path}/{section.id}").text


@pytest.mark.requirement("SA-005")
@pytest.mark.parametrize("plan", ["", "A call at nine."])
def test_a_program_need_not_send_the_plan_either(desk: Desk, plan: str) -> None:
    """What is left out begins with what was put on record, as a draft does."""
    open_form(desk)
    proposer = Proposer(desk, people.CITY_EMPLOYEE)
    desk.client.cookies.clear()
    begun = {item.id for item in proposer.program.fields if item.prefill or item.entry}
    sent = {name: given for name, given in proposer.typed.items() if name not in begun}
    sent |= {"plan": plan} if plan else {}
    headers = desk.bearer(people.CITY_EMPLOYEE) | {"Idempotency-Key": KEY}
    answer = desk.client.post("/api/v1/arrangements", json={"answers": sent}, headers=headers)
    assert answer.status_code == 202, answer.text
    [(_, submission)] = desk.door.acts
    assert isinstance(submission, Submission)
    assert submission.proposal.answers["plan"] == (plan or TALKED["remote_plan"])
    assert submission.proposal.answers["reviewed_on"] == TALKED["talked_on"]
