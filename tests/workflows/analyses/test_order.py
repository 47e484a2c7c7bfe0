"""Position, employee, proposal, Section IV: each locked until the one before."""

from dataclasses import dataclass

import pytest

from policy.account import Status
from tests import people
from tests.case import refusal
from tests.reviewing import DENIED
from tests.workflows.analyses.reviews import HOLDERS, asked, of_orders, reviewed, standing_findings
from tests.world import World

pytestmark = pytest.mark.asyncio(loop_scope="package")


@pytest.mark.requirement("CT-023")
@pytest.mark.requirement("CT-031")
@pytest.mark.requirement("CT-039")
@pytest.mark.requirement("CT-066")
async def test_each_is_asked_when_the_analysis_before_is_answered(world: World) -> None:
    """Supervisor, manager, agency head, then the decider: nobody before their questions open."""
    case = await world.submit()
    standing = await case.until(lambda s: bool(s.tasks))
    assert asked(standing) == [("review", "supervisor")]
    for role in ("manager", "agency_head"):
        early = await case.review(role, HOLDERS[role])
        assert (await case.answered(early.by.key)).note == "this review is not asked of this person"
    assert asked(await reviewed(case, "supervisor")) == [("review", "manager")]
    assert asked(await reviewed(case, "manager")) == [("review", "agency_head")]
    standing = await reviewed(case, "agency_head")
    assert (standing.status, asked(standing)) == (
        Status.DECISION,
        [("decide", "hr_representative")],
    )
    await case.decide()
    assert {found.person for found in standing_findings(case).values()} == {
        *HOLDERS.values(), people.COORDINATOR,
    }  # fmt: skip


@pytest.mark.requirement("CT-023")
@pytest.mark.requirement("CT-031")
@pytest.mark.requirement("CT-039")
@pytest.mark.parametrize(
    ("orders", "locked"),
    [((2,), "e1"), ((1, 3), "y1"), ((2, 3), "e1"), ((3,), "y1")],
    ids=["employee first", "no employee", "no position", "proposal first"],
)
async def test_no_analysis_is_answered_before_the_one_before_it(
    world: World, orders: tuple[int, ...], locked: str
) -> None:
    """A review that skips one is refused whole, and nothing of it is on record."""
    case = await world.submit()
    await case.asked_to_review("supervisor")
    found = of_orders(case, "supervisor", *orders)
    act = await case.review("supervisor", people.SUPERVISOR, findings=found)
    why = (await case.answered(act.by.key)).note
    assert "not open to this role" in why
    assert locked in why
    assert standing_findings(case) == {}


@dataclass(frozen=True)
class Stop:
    """An answer that stops the review: whose it is, and of which analyses it comes."""

    question: str
    answer: str
    role: str
    orders: tuple[int, ...]


@pytest.mark.requirement("CT-024")
@pytest.mark.requirement("CT-032")
@pytest.mark.requirement("CT-066")
@pytest.mark.parametrize(
    "stop",
    [
        Stop("p6", "no", "supervisor", (1,)),
        Stop("p7", "no", "supervisor", (1,)),
        Stop("e7", "no", "supervisor", (1, 2)),
        Stop("s1", "no", "agency_head", (4,)),
    ],
    ids=lambda stop: stop.question,
)
async def test_one_answer_stops_what_follows_and_leaves_only_a_denial(
    world: World, stop: Stop
) -> None:
    """No later analysis opens; the decision opens, and approval is refused by the question."""
    case = await world.submit()
    if stop.role != "supervisor":
        await reviewed(case, "supervisor")
        await reviewed(case, "manager")
    await case.asked_to_review(stop.role)
    found = of_orders(case, stop.role, *stop.orders, **{stop.question: stop.answer})
    await case.review(stop.role, HOLDERS[stop.role], findings=found)
    standing = await case.until(lambda s: s.status is Status.DECISION)
    assert asked(standing) == [("decide", "hr_representative")]
    assert stop.question in await refusal(case.decide())
    await case.decide(DENIED, reason="As found in the analysis.", findings=())
    assert (await case.closed()).status is Status.DENIED


@pytest.mark.requirement("CT-020")
async def test_a_second_proposal_begins_without_findings(world: World) -> None:
    """Approved once, asked anew: every question, by every reviewer."""
    first = await world.submit()
    await first.reviewed()
    await first.decide()
    second = await world.submit()
    standing = await second.until(lambda s: bool(s.tasks))
    await second.recorded()
    assert asked(standing) == [("review", "supervisor")]
    assert standing_findings(first)
    assert standing_findings(second) == {}
    assert "every review is in" in await refusal(second.decide())
