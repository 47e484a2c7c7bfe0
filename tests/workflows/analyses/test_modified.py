"""Approval as modified: what the agency changes is judged by the same questions."""

from dataclasses import replace

import pytest

from policy.account import Status
from policy.analysis import Finding
from policy.plan import Plan
from tests import people
from tests.case import refusal
from tests.reviewing import MODIFIED
from tests.workflows.analyses.reviews import OWN_COMPUTER, reviewed, standing_findings
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


async def test_a_reviewer_may_answer_what_only_a_changed_proposal_is_asked(world: World) -> None:
    """Asked again, they answer ahead, and the change can be approved."""
    case = await world.submit(change=asked_of_the_agency_head)
    await case.reviewed()
    changed = case.with_answers(schedule_type="Reduced")
    assert "s3 (Agency head" in await refusal(case.decide(MODIFIED, proposal=changed))
    await case.ask_to_review_again("agency_head")
    await case.asked_to_review("agency_head")
    findings = (*case.favorable("agency_head"), Finding("s3", "yes"))
    await case.review("agency_head", people.HEAD, findings=findings)
    await case.until(lambda s: s.status is Status.DECISION)
    await case.decide(MODIFIED, proposal=changed)
