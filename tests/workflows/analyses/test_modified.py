"""Approval as modified: what the agency changes is judged by the same questions."""

from dataclasses import replace

import pytest

from policy.account import Status
from policy.analysis import Finding
from policy.plan import Plan
from tests import people
from tests.case import refusal
from tests.reviewing import DENIED, MODIFIED
from tests.workflows.analyses.reviews import OWN_COMPUTER, asked, reviewed, standing_findings
from tests.world import World

pytestmark = pytest.mark.asyncio(loop_scope="package")


@pytest.mark.requirement("CT-082")
async def test_approval_as_modified_keeps_what_the_agency_filled_in(world: World) -> None:
    """The decider changes the request, not the fields of the supervisor."""
    case = await world.submit()
    await case.reviewed()
    changed = case.with_answers(duties_away="Reports only.", own_measures="None at all.")
    await case.decide(MODIFIED, proposal=changed)
    await case.asked("manager")
    answers = case.answers_on_record(1)
    assert (answers["duties_away"], answers["own_measures"]) == ("Reports only.", "As agreed.")


@pytest.mark.requirement("CT-066")
async def test_a_change_by_the_agency_brings_the_questions_that_it_makes_apply(
    world: World,
) -> None:
    """Nobody was asked about a reduced schedule: approving one needs the answer all the same."""
    case = await world.submit()
    await case.reviewed()
    changed = case.with_answers(schedule_type="Reduced")
    why = await refusal(case.decide(MODIFIED, proposal=changed))
    assert "s3 (" in why
    answered = (*case.favorable("hr_representative"), Finding("s3", "yes"))
    await case.decide(MODIFIED, proposal=changed, findings=answered)
    assert standing_findings(case)["s3"].finding.answer == "yes"


@pytest.mark.requirement("CT-049")
async def test_an_exception_that_the_change_closes_makes_no_other_answer_do(world: World) -> None:
    """The manager's no rested on the employee's own computer; asked again, they say yes."""
    case = await world.submit(equipment_mode=OWN_COMPUTER, web_application="CORE-CT")
    no = Finding("y9", "no", way_out="web_only")
    kept = tuple(each for each in case.favorable("manager") if each.question != "y9")
    await reviewed(case, "supervisor")
    await case.asked_to_review("manager")
    await case.review("manager", people.MANAGER, findings=(*kept, no))
    await reviewed(case, "agency_head")
    await case.until(lambda s: s.status is Status.DECISION)
    changed = case.with_answers(equipment_mode="State-issued equipment", web_application="")
    why = await refusal(case.decide(MODIFIED, proposal=changed))
    assert "y9 (" in why
    await case.ask_to_review_again("manager")
    await reviewed(case, "manager")
    await case.until(lambda s: s.status is Status.DECISION)
    await case.decide(MODIFIED, proposal=changed)


def asked_of_the_agency_head(rules: Plan) -> Plan:
    """The same rules, but the alternate schedule is the agency head's to judge."""
    asked = (replace(q, role="agency_head") if q.id == "s3" else q for q in rules.questions)
    return replace(rules, questions=tuple(asked))


async def test_who_has_to_answer_what_a_change_brings_is_asked_before_the_decision(
    world: World,
) -> None:
    """It is no decision yet: the agency head is asked by mail, and then it is decided."""
    case = await world.submit(change=asked_of_the_agency_head)
    await case.reviewed()
    changed = case.with_answers(schedule_type="Reduced")
    await case.decide(MODIFIED, proposal=changed)
    assert asked(await case.recorded()) == [("review", "agency_head")]
    assert not await case.timeline("decided")
    findings = (*case.favorable("agency_head"), Finding("s3", "yes"))
    await case.review("agency_head", people.HEAD, findings=findings)
    await case.until(lambda s: s.status is Status.DECISION)
    await case.decide()
    assert [entry.about for entry in await case.timeline("decided")] == [MODIFIED]
    assert case.answers_on_record(1)["schedule_type"] == "Reduced"


@pytest.mark.requirement("CT-017")
@pytest.mark.requirement("CT-066")
@pytest.mark.requirement("CT-082")
async def test_a_change_that_opens_the_last_analysis_has_the_agency_head_asked(
    world: World,
) -> None:
    """The exception lacked what it needs, so nobody asked the head: the change fills it in."""
    case = await world.submit(equipment_mode=OWN_COMPUTER, web_application="")
    no = Finding("y9", "no", way_out="web_only")
    kept = tuple(each for each in case.favorable("manager") if each.question != "y9")
    await reviewed(case, "supervisor")
    await case.asked_to_review("manager")
    await case.review("manager", people.MANAGER, findings=(*kept, no))
    await case.until(lambda s: s.status is Status.DECISION)
    assert not [e for e in await case.timeline("review_asked") if e.role == "agency_head"]
    changed = case.with_answers(web_application="CORE-CT")
    await case.decide(MODIFIED, proposal=changed)
    standing = await reviewed(case, "agency_head")
    assert asked(standing) == [("decide", "hr_representative")]
    asked_by_mail = [mail.person for mail in await case.letters("review_requested")]
    assert asked_by_mail.count(people.HEAD) == 1
    await case.decide()
    assert case.answers_on_record(0).get("web_application", "") == ""
    assert case.answers_on_record(1)["web_application"] == "CORE-CT"
    assert [entry.person for entry in await case.timeline("change_put_up")] == [people.COORDINATOR]


async def test_a_change_put_up_can_still_be_denied(world: World) -> None:
    """Where the agency head says no to it, approval names their question; nothing is signed."""
    case = await world.submit(change=asked_of_the_agency_head)
    await case.reviewed()
    await case.decide(MODIFIED, proposal=case.with_answers(schedule_type="Reduced"))
    findings = (*case.favorable("agency_head"), Finding("s3", "no"))
    await case.asked_to_review("agency_head")
    await case.review("agency_head", people.HEAD, findings=findings)
    await case.until(lambda s: s.status is Status.DECISION)
    assert "s3 (Agency head)" in await refusal(case.decide())
    await case.decide(DENIED, reason="The head says no.", findings=())
    assert (await case.closed()).status is Status.DENIED
