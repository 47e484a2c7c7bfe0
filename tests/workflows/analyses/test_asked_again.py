"""A reviewer asked again: the newest answers count, and the old ones stay on record."""

import pytest

from policy.account import Status
from tests import people
from tests.case import refusal
from tests.reviewing import DENIED
from tests.workflows.analyses.reviews import asked, history_of, of_orders, reviewed
from tests.world import World

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def test_asked_again_a_reviewers_newest_answers_count_and_the_old_stay(
    world: World,
) -> None:
    """The decision closes meanwhile; whoever comes after is asked once the way is free."""
    case = await world.submit()
    await reviewed(case, "supervisor", n5="yes")
    await reviewed(case, "manager")
    await case.until(lambda s: s.status is Status.DECISION)
    await case.ask_to_review_again("supervisor")
    assert asked(await case.standing()) == [("review", "supervisor")]
    assert "every review is in" in await refusal(case.decide(DENIED))
    assert asked(await reviewed(case, "supervisor")) == [("review", "agency_head")]
    await reviewed(case, "agency_head")
    await case.decide()
    assert history_of(case, "n5") == ["yes", "no"]
    assert [entry.role for entry in await case.timeline("asked_again")] == ["supervisor"]
    assert len(await case.timeline("review_given")) == 4


async def test_who_is_asked_again_may_close_what_others_were_asked(world: World) -> None:
    """The position is not fit after all: the agency head is asked no more, only denial is left."""
    case = await world.submit()
    await reviewed(case, "supervisor")
    await reviewed(case, "manager")
    await case.asked_to_review("agency_head")
    await case.ask_to_review_again("supervisor")
    found = of_orders(case, "supervisor", 1, p7="no")
    await case.review("supervisor", people.SUPERVISOR, findings=found)
    standing = await case.until(lambda s: s.status is Status.DECISION)
    assert asked(standing) == [("decide", "hr_representative")]
    late = await case.review("agency_head", people.HEAD)
    assert (await case.answered(late.by.key)).kind == "refused"
    assert "p7" in await refusal(case.decide())
    assert "not open now" in await refusal(case.ask_to_review_again("manager"))


async def test_a_reviewer_is_asked_again_only_where_that_can_help(world: World) -> None:
    """By the coordinator, once at a time, after a review and before the decision."""
    case = await world.submit()
    await case.asked_to_review("supervisor")
    assert "Nobody in this role" in await refusal(case.ask_to_review_again("supervisor"))
    await reviewed(case, "supervisor")
    by_a_reviewer = case.ask_to_review_again("supervisor", person=people.MANAGER)
    assert "Only the" in await refusal(by_a_reviewer)
    await case.ask_to_review_again("supervisor")
    assert "already asked" in await refusal(case.ask_to_review_again("supervisor"))
    assert asked(await case.standing()).count(("review", "supervisor")) == 1
    await case.reviewed()
    await case.decide()
    assert "Nobody in this role" in await refusal(case.ask_to_review_again("supervisor"))


async def test_a_review_after_the_decision_changes_nothing(world: World) -> None:
    """It is refused, and on record as such."""
    case = await world.submit()
    await case.reviewed()
    await case.decide()
    late = await case.review("manager", people.MANAGER, findings=case.favorable("manager", y2="no"))
    assert (await case.answered(late.by.key)).note == "this review is already given"
    assert history_of(case, "y2") == ["yes"]
