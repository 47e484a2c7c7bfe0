"""A fresh history goes on where the one before left it (continue-as-new)."""

import pytest

from policy.account import Ending, Status
from policy.deadlines import A_DAY, local_date
from tests import people
from tests.case import Case
from tests.world import World


@pytest.fixture
async def renewed(world: World) -> Case:
    """In force, with a copy, an approval and a duty owed and notice given; then begun anew."""
    case = await world.submit()
    await case.authorized()
    today = local_date(await world.now(), case.plan.time_zone)
    day = today + 60 * A_DAY
    answers = {"day": day.isoformat(), "moved_to": (day + A_DAY).isoformat(), "ongoing": "no"}
    await case.ask_for("day_change", answers)
    await case.report("care_change", {"day": today.isoformat(), "dependents": "yes"})
    because = next(r.id for r in case.plan.in_force.ending.reasons if not r.at_once)
    await case.end_for(because, last_day=today + 90 * A_DAY)
    before = await case.recorded()
    await case.begin_anew()
    after = await case.standing()
    assert (after.tasks, after.spans) == (before.tasks, before.spans)
    assert after.deadlines == before.deadlines
    return case


async def test_every_deadline_and_open_task_goes_on(renewed: Case) -> None:
    """The copy is delivered, the approval decided, the duty done, and the notice ends it."""
    await renewed.delivered()
    assert await renewed.rule_on(1) == "approval_given"
    assert await renewed.do_duty(3, people.EMPLOYEE) == "duty_done"
    await renewed.world.skip(days=100)
    closed = await renewed.closed()
    assert (closed.status, closed.ending) == (Status.ENDED, Ending.ENDED_BY_AGENCY)
    numbers = [entry.seq for entry in await renewed.timeline()]
    assert numbers == list(range(1, len(numbers) + 1))
    keys = [letter.key for letter in await renewed.letters()]
    assert len(keys) == len(set(keys))


async def test_a_modification_is_signed_in_the_fresh_history(renewed: Case) -> None:
    """And an act of before the change is known there."""
    await renewed.propose(renewed.on_days("monday"))
    await renewed.open_without_review(2)
    await renewed.sign_all(version=2)
    standing = await renewed.until(lambda s: s.in_force == 2)
    assert [span.version for span in standing.spans] == [2]
