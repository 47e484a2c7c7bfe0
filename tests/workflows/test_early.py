"""Acts about a concern that is not there: they wait a while for it, and are never forgotten."""

from policy.concerns import ApprovalDecided, DutyDone
from tests import people
from tests.case import Case
from workflows.arrangement import ArrangementWorkflow


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


async def test_an_act_on_what_never_comes_is_refused_within_the_hour(authorized: Case) -> None:
    """However large its number."""
    keys = [await decide_early(authorized, 10_000), await do_early(authorized, 3)]
    await authorized.until(lambda s: any("early" in d.name for d in s.deadlines))
    await authorized.world.skip(minutes=61)
    assert [(await authorized.answered(key)).kind for key in keys] == ["refused", "refused"]
    assert not [d for d in (await authorized.recorded()).deadlines if "early" in d.name]


async def test_an_act_on_what_comes_later_is_ruled_on_when_it_is_there(authorized: Case) -> None:
    """What is before it in number changes nothing."""
    key = await do_early(authorized, 2)
    await authorized.report("interruption", {})
    assert (await authorized.answered(key)).kind == "duty_done"
    assert not [d for d in (await authorized.recorded()).deadlines if "early" in d.name]


async def test_a_fresh_history_waits_for_an_early_act(authorized: Case) -> None:
    """Its key is known there: sent again it would be taken for done."""
    key = await decide_early(authorized, 5)
    await authorized.handle.signal(ArrangementWorkflow.begin_anew)
    run = await authorized.run_id()
    await authorized.until(lambda s: any("early" in d.name for d in s.deadlines))
    assert await authorized.run_id() == run
    await authorized.world.skip(minutes=61)
    assert (await authorized.answered(key)).kind == "refused"
    await authorized.renewed(run)


async def test_the_end_refuses_what_still_waits(authorized: Case) -> None:
    """Nothing that was accepted is left without an answer."""
    key = await decide_early(authorized, 5)
    await authorized.end(people.EMPLOYEE)
    await authorized.closed()
    assert (await authorized.answered(key)).note == "no such written approval was asked for"
