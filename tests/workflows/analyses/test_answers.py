"""What an answer does: it blocks by name, and only what the proposal opens gets around it."""

import pytest

from policy.account import Status
from policy.analysis import Finding
from tests import people
from tests.case import refusal
from tests.reviewing import DENIED
from tests.workflows.analyses.reviews import (
    HOLDERS,
    OWN_COMPUTER,
    asked,
    reviewed,
    standing_findings,
)
from tests.world import World

pytestmark = pytest.mark.asyncio(loop_scope="package")

YES = [f"y{number}" for number in range(1, 12)]

NO = [f"n{number}" for number in range(1, 11)]


async def test_the_deciders_own_question_stops_the_approval(world: World) -> None:
    """Section IV is theirs to judge; a reviewer's question is not."""
    case = await world.submit()
    await case.reviewed()
    assert "s2" in await refusal(case.decide(findings=(Finding("s2", "no"),)))
    assert "s2" in await refusal(case.decide(findings=()))
    foreign = (Finding("s2", "yes"), Finding("y1", "yes"))
    assert "a reviewer's: y1" in await refusal(case.decide(findings=foreign))
    await case.decide()


@pytest.mark.requirement("CT-040")
@pytest.mark.requirement("CT-055")
@pytest.mark.parametrize("question", [*YES, *NO])
async def test_every_question_on_the_proposal_blocks_approval_by_name(
    world: World, question: str
) -> None:
    """Eleven Yes and ten No: another answer is on record by its reviewer, and only denial left."""
    case = await world.submit()
    (role,) = {each.role for each in case.plan.questions if each.id == question}
    other = "no" if question in YES else "yes"
    for each in ("supervisor", "manager"):
        await reviewed(case, each, **({question: other} if each == role else {}))
    standing = await case.until(lambda s: s.status is Status.DECISION)
    assert asked(standing) == [("decide", "hr_representative")]
    computed = {each.question for each in case.computed()}
    still = tuple(Finding(each, other, computed=True) for each in {question} & computed)
    why = await refusal(case.decide(computed=still))
    assert f"as the program says: {question} (" in why
    found = standing_findings(case)[question]
    assert (found.finding.answer, found.person) == (other, HOLDERS[role])
    await case.decide(DENIED, reason=f"Question {question}.", findings=())
    assert (await case.closed()).status is Status.DENIED


@pytest.mark.requirement("CT-040")
@pytest.mark.requirement("CT-055")
@pytest.mark.parametrize("given", [None, "", "  "])
@pytest.mark.parametrize("question", ["y1", "n5", "p7", "e7"])
async def test_no_question_is_left_blank(world: World, question: str, given: str | None) -> None:
    """A review without an answer is refused and names the question."""
    case = await world.submit()
    await case.asked_to_review("supervisor")
    found = case.favorable("supervisor", **({question: given} if given is not None else {}))
    left = tuple(each for each in found if given is not None or each.question != question)
    act = await case.review("supervisor", people.SUPERVISOR, findings=left)
    entry = await case.answered(act.by.key)
    assert entry.kind == "refused"
    assert question in entry.note or "not open" in entry.note


@pytest.mark.parametrize("named", ["CORE-CT over the state's portal", ""])
async def test_a_way_out_counts_only_with_what_it_needs(world: World, named: str) -> None:
    """Equipment the agency cannot provide is no obstacle where an exception is filled in."""
    case = await world.submit(equipment_mode=OWN_COMPUTER, web_application=named)
    await reviewed(case, "supervisor")
    await case.asked_to_review("manager")
    found = tuple(
        Finding("y9", "no", way_out="web_only") if each.question == "y9" else each
        for each in case.favorable("manager")
    )
    await case.review("manager", people.MANAGER, findings=found)
    if named:
        await reviewed(case, "agency_head")
        await case.decide()
        assert await case.timeline("decided")
    else:
        await case.until(lambda s: s.status is Status.DECISION)
        assert "y9" in await refusal(case.decide())


async def test_a_way_out_that_the_proposal_does_not_open_is_none(world: World) -> None:
    """Who asks for the state's equipment cannot claim to need no computer."""
    case = await world.submit()
    await reviewed(case, "supervisor")
    await case.asked_to_review("manager")
    found = tuple(
        Finding("y9", "no", way_out="no_computer") if each.question == "y9" else each
        for each in case.favorable("manager")
    )
    await case.review("manager", people.MANAGER, findings=found)
    await case.until(lambda s: s.status is Status.DECISION)
    assert "y9" in await refusal(case.decide())
