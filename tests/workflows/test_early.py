"""Acts about a concern that is not there: they wait a while for it, and are never forgotten."""

import pytest

from policy.concerns import ApprovalDecided, DutyDone
from tests import people
from tests.case import Case
from tests.world import World
from workflows.arrangement import ArrangementWorkflow


@pytest.fixture
async def active(world: World) -> Case:
    """In force, with nothing owed."""
    case = await world.submit()
    await case.authorized()
    await case.delivered()
    return case


async def decide_early(case: Case, number: int) -> str:
    """Somebody decides on what was not asked for yet; the key of it."""
    act = ApprovalDecided(number, True, "", await case.world.by(people.SUPERVISOR))
    await case.handle.signal(ArrangementWorkflow.decide_approval, act)
    return act.by.key


async def do_early(case: Case, number: int) -> str:
    """Somebody does what nobody owes yet; the key of it."""
    form = {"disposition": "Accrued leave"}
    act = DutyDone(number, form, await case.world.by(people.SUPERVISOR))
    await case.handle.signal(ArrangementWorkflow.do_duty, act)
    return act.by.key


async def test_an_act_on_what_never_comes_is_refused_within_the_hour(active: Case) -> None:
    """However large its number."""
    keys = [await decide_early(active, 10_000), await do_early(active, 3)]
    await active.until(lambda s: any("early" in d.name for d in s.deadlines))
    await active.world.skip(minutes=61)
    assert [(await active.answered(key)).kind for key in keys] == ["refused", "refused"]
    assert not [d for d in (await active.recorded()).deadlines if "early" in d.name]


async def test_an_act_on_what_comes_later_is_ruled_on_when_it_is_there(active: Case) -> None:
    """What is before it in number changes nothing."""
    key = await do_early(active, 2)
    await active.report("interruption", {})
    assert (await active.answered(key)).kind == "duty_done"
    assert not [d for d in (await active.recorded()).deadlines if "early" in d.name]


async def test_a_fresh_history_waits_for_an_early_act(active: Case) -> None:
    """Its key is known there: sent again it would be taken for done."""
    key = await decide_early(active, 5)
    await active.handle.signal(ArrangementWorkflow.begin_anew)
    run = await active.run_id()
    await active.until(lambda s: any("early" in d.name for d in s.deadlines))
    assert await active.run_id() == run
    await active.world.skip(minutes=61)
    assert (await active.answered(key)).kind == "refused"
    await active.renewed(run)


async def test_the_end_refuses_what_still_waits(active: Case) -> None:
    """Nothing that was accepted is left without an answer."""
    key = await decide_early(active, 5)
    await active.end(people.EMPLOYEE)
    await active.closed()
    assert (await active.answered(key)).note == "no such written approval was asked for"
