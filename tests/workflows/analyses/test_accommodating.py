"""Reasonable accommodation: determined on one case, for a reason, before the decision (IV.N)."""

import pytest

from policy.account import Status
from policy.acts import Determination, Outcome
from policy.analysis import Finding
from tests import people
from tests.case import Case, refusal
from tests.workflows.analyses.reviews import asked, standing_findings
from tests.world import World

pytestmark = pytest.mark.asyncio(loop_scope="package")

REASON = "The interactive process of November 3."
REFUSED = Determination.NOT_GRANTED


async def blocked(world: World, accommodation: str = "yes", **supervisor: str) -> Case:
    """Reviewed, with some of the supervisor's answers in the way of an approval."""
    case = await world.submit(accommodation=accommodation)
    await case.asked_to_review("supervisor")
    found = case.favorable("supervisor", **supervisor)
    await case.review("supervisor", people.SUPERVISOR, findings=found)
    await case.reviewed()
    return case


@pytest.mark.requirement("CT-160")
async def test_a_question_set_aside_is_in_nobodys_way_and_the_record_says_why(
    world: World,
) -> None:
    """Who comes next is asked; the answer stays on record, with the reason beside it."""
    case = await blocked(world, n5="yes")
    await case.accommodate("n5")
    standing = await case.standing()
    assert (standing.status, asked(standing)) == (Status.REVIEW, [("review", "agency_head")])
    await case.reviewed()
    await case.decide()
    found = standing_findings(case)["n5"]
    assert (found.finding.answer, found.set_aside) == ("yes", REASON)
    (entry,) = await case.timeline("accommodated")
    assert (entry.about, entry.note, entry.person) == ("granted", REASON, people.COORDINATOR)
    assert entry.evidence["set_aside"] == "n5"


@pytest.mark.requirement("CT-160")
async def test_only_the_questions_named_are_set_aside(world: World) -> None:
    """Another one in the way stays in it."""
    case = await blocked(world, n5="yes", y4="no")
    await case.accommodate("n5")
    assert (await case.standing()).status is Status.DECISION
    assert "as the program says: y4 (" in await refusal(case.decide())
    await case.accommodate("y4")
    await case.reviewed()
    await case.decide()


@pytest.mark.requirement("CT-160")
async def test_nothing_is_set_aside_where_no_accommodation_is_asked_for(world: World) -> None:
    """The path opens with the employee's own request."""
    case = await blocked(world, accommodation="no", n5="yes")
    assert "does not ask for an accommodation" in await refusal(case.accommodate("n5"))
    assert "does not ask for an accommodation" in await refusal(case.accommodate())
    assert "n5" in await refusal(case.decide())


@pytest.mark.requirement("CT-160")
async def test_only_the_programs_questions_are_set_aside_with_a_reason_by_the_coordinator(
    world: World,
) -> None:
    """The position, the employee and Section IV are no matter of it."""
    case = await blocked(world, n5="yes")
    for question in ("p7", "e7", "s1", "s2", "x1"):
        assert question in await refusal(case.accommodate("n5", question))
    assert "its reason" in await refusal(case.accommodate("n5", reason=" "))
    assert "granted sets questions" in await refusal(case.accommodate("n5", outcome=REFUSED))
    for person in (people.EMPLOYEE, people.SUPERVISOR, people.HEAD, people.CITY_COORDINATOR):
        assert "Only the" in await refusal(case.accommodate("n5", person=person))
    assert await case.timeline("accommodated") == []


@pytest.mark.requirement("CT-160")
async def test_it_is_determined_before_the_decision(world: World) -> None:
    """Not after it, and neither an approval nor a denial comes before it."""
    case = await blocked(world)
    for outcome in (Outcome.APPROVED, Outcome.DENIED):
        assert "Determine the reasonable accommodation" in await refusal(case.decide(outcome))
    await case.accommodate()
    await case.decide()
    assert "before the decision" in await refusal(case.accommodate("n5"))


@pytest.mark.requirement("CT-160")
@pytest.mark.parametrize("outcome", list(Determination))
async def test_it_is_on_record_where_nothing_is_set_aside(
    world: World, outcome: Determination
) -> None:
    """Granted with nothing in the way, or not granted: the decision is free after either."""
    case = await blocked(world)
    await case.accommodate(outcome=outcome)
    (entry,) = await case.timeline("accommodated")
    assert (entry.about, entry.note, entry.role) == (outcome, REASON, "hr_representative")
    assert "set_aside" not in entry.evidence
    await case.decide()


@pytest.mark.requirement("CT-160")
async def test_what_was_set_aside_counts_again_where_it_is_not_granted_after_all(
    world: World,
) -> None:
    """The newest determination stands; who has not answered yet is asked again."""
    case = await world.submit(accommodation="yes")
    await case.asked_to_review("supervisor")
    await case.accommodate("n5", "y6")
    found = case.favorable("supervisor", n5="yes")
    kept = tuple(one for one in found if one.question != "y6")
    act = await case.review("supervisor", people.SUPERVISOR, findings=kept)
    await case.answered(act.by.key)
    await case.accommodate(outcome=REFUSED)
    assert ("review", "supervisor") in asked(await case.standing())
    stands = standing_findings(case)
    assert (stands["n5"].finding.answer, stands["n5"].set_aside) == ("yes", "")
    assert (stands["y6"].finding.answer, stands["y6"].set_aside) == ("", "")
    act = await case.review("supervisor", people.SUPERVISOR, findings=found)
    await case.answered(act.by.key)
    await case.reviewed()
    assert "as the program says: n5 (" in await refusal(case.decide())


@pytest.mark.requirement("CT-160")
async def test_a_question_set_aside_before_it_is_answered_need_not_be(world: World) -> None:
    """The reviewer's other questions are asked all the same."""
    case = await world.submit(accommodation="yes")
    await case.asked_to_review("supervisor")
    await case.accommodate("y6")
    found = tuple(one for one in case.favorable("supervisor") if one.question != "y6")
    act = await case.review("supervisor", people.SUPERVISOR, findings=found)
    assert (await case.answered(act.by.key)).kind == "review_given"
    await case.reviewed()
    await case.decide()
    assert standing_findings(case)["y6"].finding.answer == ""


@pytest.mark.requirement("CT-160")
async def test_a_question_set_aside_stays_so_when_it_is_answered_or_computed_anew(
    world: World,
) -> None:
    """The newest answer stands, and so does the determination."""
    case = await blocked(world, n10="yes")
    await case.accommodate("n10")
    await case.reviewed()
    still = (Finding("n10", "yes", "Disciplined on 2026-10-01.", computed=True),)
    await case.decide(computed=still)
    found = standing_findings(case)["n10"]
    assert (found.finding.remark, found.set_aside) == ("Disciplined on 2026-10-01.", REASON)


@pytest.mark.requirement("CT-162")
async def test_an_accommodation_needs_all_five_signatures(world: World) -> None:
    """The whole arrangement, as everybody's; four are not enough."""
    case = await blocked(world, n5="yes")
    await case.accommodate("n5")
    await case.reviewed()
    await case.decide(Outcome.APPROVED)
    standing = await case.open_without_review()
    assert {task.about for task in standing.tasks} == {line.id for line in case.plan.lines}
    await case.sign_all(but=("agency_head",))
    assert (await case.standing()).status is Status.SIGNING
    await case.sign("agency_head", people.HEAD)
    await case.until(lambda s: s.status is Status.AUTHORIZED)
