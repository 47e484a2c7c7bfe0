"""Whole lives, from proposal to the last day."""

import pytest

from policy.account import Ending, Status
from tests.people import CITY_EMPLOYEE
from tests.replay.replaying import assert_same_timers
from tests.world import World


@pytest.mark.requirement("CT-110")
@pytest.mark.requirement("CT-169")
async def test_five_signatures_authorize_and_the_last_day_ends_it(world: World) -> None:
    """Proposal, three reviews, decision, five signatures, two copies, start, notices, end."""
    case = await world.submit()
    await case.open_for_signing()
    await case.sign_all()
    await case.delivered()
    await world.skip(days=30)
    assert (await case.standing()).status is Status.ACTIVE
    await world.skip(days=220)
    assert (await case.standing()).ending is Ending.EXPIRED
    await case.closed()
    assert "ended" in await case.happened()
    await assert_same_timers(await case.handle.fetch_history())


@pytest.mark.requirement("SA-008")
@pytest.mark.requirement("SA-015")
async def test_sacramento_is_signed_stage_by_stage(world: World) -> None:
    """Employee both documents, then the supervisor, then the department head."""
    case = await world.submit(CITY_EMPLOYEE)
    standing = await case.open_for_signing()
    assert {task.about for task in standing.tasks} == {
        line.id for line in case.plan.lines if line.stage == 1
    }
    await case.sign_all()
    await case.delivered()
    assert "authorized" in await case.happened()
    await assert_same_timers(await case.handle.fetch_history())
