"""No way around the qualification into telecommuting, and none on after its end (III, IV.E)."""

from datetime import timedelta

import pytest

from policy.account import Standing, Status
from tests import people
from tests.case import Case, refusal
from tests.reviewing import MODIFIED
from tests.world import World
from workflows.arrangement import ArrangementWorkflow

pytestmark = pytest.mark.asyncio(loop_scope="package")

TELECOMMUTING = {Status.AUTHORIZED, Status.ACTIVE}
ACTS = {
    "accommodate", "acknowledge", "amend", "ask_again", "decide", "decline", "delivered", "end",
    "give_review", "provide", "remind", "replace_signer", "sign",
    "ask_approval", "begin_anew", "change_holders", "change_job", "close_modification",
    "decide_approval", "do_duty", "propose_modification", "report", "withdraw_approval",
    "withdraw_ending",
}  # fmt: skip


async def tried(case: Case) -> Standing:
    """Every act that could lead on but a review: by its rightful person, at the wrong time."""
    proposal = case.submission.proposal
    await refusal(case.decide())
    await refusal(case.decide(MODIFIED, proposal=proposal))
    await refusal(case.amend(proposal))
    for line, person in (("employee", people.EMPLOYEE), ("agency_head", people.HEAD)):
        act = await case.sign(line, person, digests=("0" * 64, "1" * 64))
        assert (await case.answered(act.by.key)).kind == "refused"
    provided = await case.provide("supervisor", people.SUPERVISOR, own_measures="Forty a week.")
    assert (await case.answered(provided.by.key)).kind == "refused"
    told = await case.acknowledge(people.EMPLOYEE)
    assert (await case.answered(told.by.key)).kind == "refused"
    await case.delivered_key(f"{case.reference}/copy")
    return await case.recorded()


@pytest.mark.requirement("CT-015")
async def test_without_a_single_review_nothing_leads_to_telecommuting(world: World) -> None:
    case = await world.submit()
    await case.asked_to_review("supervisor")
    standing = await tried(case)
    assert (standing.status, standing.version) == (Status.REVIEW, 0)
    assert await case.timeline("frozen") == []


@pytest.mark.requirement("CT-015")
async def test_with_one_question_against_it_nothing_leads_to_telecommuting(world: World) -> None:
    """All reviews are in, and one employee question of the supervisor's stands against it."""
    case = await world.submit()
    await case.asked_to_review("supervisor")
    act = await case.review(
        "supervisor", people.SUPERVISOR, findings=case.favorable("supervisor", n5="yes")
    )
    await case.answered(act.by.key)
    await case.reviewed()
    standing = await tried(case)
    assert (standing.status, standing.version) == (Status.DECISION, 0)
    assert await case.timeline("frozen") == []


@pytest.mark.requirement("CT-015")
async def test_approved_and_not_signed_by_all_is_not_telecommuting(world: World) -> None:
    case = await world.submit()
    await case.open_for_signing()
    standing = await case.sign_all(but=("agency_head",))
    assert standing.status not in TELECOMMUTING
    assert await case.timeline("authorized") == []


@pytest.mark.requirement("CT-108")
async def test_no_act_of_an_arrangement_makes_it_longer(world: World) -> None:
    """These are all there are; none moves the last day beyond the maximum from the first start."""
    kinds = ("__temporal_signal_definition", "_defn")
    acts = {
        name
        for name, value in vars_of(ArrangementWorkflow).items()
        if any(hasattr(value, kind) for kind in kinds)
    }
    assert acts == ACTS
    case = await world.submit()
    await case.authorized()
    ends_on = case.submission.proposal.ends_on
    assert ends_on is not None
    for days in (1, 30, -30):
        said = await refusal(case.amend(case.ending_on(ends_on + timedelta(days))))
        assert "open for signature" in said
    assert (await case.recorded()).ends_on == ends_on


@pytest.mark.requirement("CT-108")
async def test_going_on_takes_a_new_proposal_with_every_review(world: World) -> None:
    first = await world.submit()
    await first.authorized()
    second = await world.submit()
    standing = await second.until(lambda s: bool(s.tasks))
    assert [(task.purpose, task.role) for task in standing.tasks] == [("review", "supervisor")]
    assert standing.status is Status.REVIEW


def vars_of(kind: type) -> dict[str, object]:
    """Everything a class and those it builds on define."""
    return {name: value for base in reversed(kind.__mro__) for name, value in vars(base).items()}
