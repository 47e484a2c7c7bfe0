"""Questions that the facts on file answer: as they are when the decision is made."""

import pytest

from policy.account import Status
from policy.acts import DecisionGiven, Outcome
from policy.analysis import Finding, together
from tests import people
from tests.case import refusal
from tests.reviewing import DENIED
from tests.workflows.analyses.reviews import history_of, reviewed, standing_findings
from tests.world import World
from workflows.arrangement import ArrangementWorkflow

pytestmark = pytest.mark.asyncio(loop_scope="package")


@pytest.mark.requirement("CT-065")
async def test_facts_are_judged_as_they_are_at_the_decision(world: World) -> None:
    """Disciplined between the review and the decision: what was No is Yes, and blocks."""
    case = await world.submit()
    await case.reviewed()
    disciplined = (Finding("n10", "yes", "Disciplined on 2026-11-20.", computed=True),)
    told = await refusal(case.decide(computed=disciplined))
    assert "as the program says: n10 (Supervisor)." in told
    await case.decide(DENIED, reason="Discipline.", findings=(), computed=disciplined)
    await case.closed()
    assert history_of(case, "n10") == ["no", "yes"]
    newest = standing_findings(case)["n10"]
    assert (newest.person, newest.finding.remark) == (
        people.COORDINATOR,
        "Disciplined on 2026-11-20.",
    )


@pytest.mark.requirement("CT-065")
async def test_what_the_facts_answered_at_the_review_does_not_carry_an_approval(
    world: World,
) -> None:
    """They are asked again as the decision is made, or it is no approval."""
    case = await world.submit()
    await case.reviewed()
    own = case.favorable(case.plan.decider or "")
    act = DecisionGiven(
        Outcome.APPROVED, "It fits.", await world.by(people.COORDINATOR), found=together(own)
    )
    told = await refusal(case.handle.execute_update(ArrangementWorkflow.decide, act))
    named = ", ".join(f"{each} (Supervisor)" for each in ("y7", "n7", "n8", "n9", "n10"))
    assert told.endswith(f"as the program says: {named}.")
    await case.decide()


@pytest.mark.requirement("CT-065")
async def test_facts_that_became_good_open_the_way(world: World) -> None:
    """A working test period that ended before the decision is no obstacle any more."""
    case = await world.submit()
    await reviewed(case, "supervisor", n8="yes")
    await reviewed(case, "manager")
    await case.until(lambda s: s.status is Status.DECISION)
    ended = (Finding("n8", "no", computed=True),)
    assert "s1" in await refusal(case.decide(computed=ended))


async def test_facts_that_do_not_say_are_not_the_answer_needed(world: World) -> None:
    """No rating on file is no satisfactory rating."""
    case = await world.submit()
    await reviewed(case, "supervisor", y7="")
    await reviewed(case, "manager")
    await case.until(lambda s: s.status is Status.DECISION)
    assert "y7" in await refusal(case.decide(computed=(Finding("y7", "", computed=True),)))
