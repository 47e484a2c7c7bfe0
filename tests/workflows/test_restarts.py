"""The worker is lost between every two steps, and nothing shows it."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from policy.account import Ending, Status
from tests import people
from tests.case import Case
from tests.world import World, a_world, modified

Step = Callable[[], Awaitable[object]]


async def life(world: World, between: Step) -> Case:
    """A life with everything in it, `between` every two steps."""
    case = await world.submit(starts_in=5)
    await case.until(lambda s: bool(s.tasks))
    for role, person in (
        ("supervisor", people.SUPERVISOR),
        ("manager", people.MANAGER),
        ("agency_head", people.HEAD),
    ):
        await between()
        act = await case.review(role, person)
        await case.answered(act.by.key)
    await between()
    await case.decide()
    await case.asked("manager")
    await case.recorded()
    await between()
    refused = await case.decline("manager", people.MANAGER)
    await case.answered(refused.by.key)
    await between()
    await case.amend(modified(case.submission.proposal, "friday"))
    await case.open_for_signing(version=2)
    await between()
    await case.replace("manager", people.COLLEAGUE)
    for line in case.plan.lines:
        await between()
        signed = await case.sign(line.id, await case.asked(line.id), version=2)
        await case.answered(signed.by.key)
    await between()
    await case.delivered()
    await between()
    await world.skip(days=60)
    await case.until(lambda s: s.status is Status.ACTIVE)
    await between()
    reasons = case.plan.in_force.ending.reasons
    await case.end_for(next(each.id for each in reasons if each.at_once))
    assert (await case.closed()).ending is Ending.TERMINATED_AT_ONCE
    return case


async def told(case: Case) -> list[tuple[str, str, str, int]]:
    """The timeline and the mails, without instants."""
    happened = [(e.kind, e.role, e.person, e.version) for e in await case.timeline()]
    written = [(one.kind, one.role, one.person, 0) for one in await case.letters()]
    return happened + sorted(written)


async def test_a_worker_lost_between_every_two_steps_changes_nothing(tmp_path: Path) -> None:
    """Fifteen workers one after another tell the same story as one."""
    (tmp_path / "one").mkdir()
    (tmp_path / "many").mkdir()
    async with a_world(tmp_path / "one") as steady:

        async def nothing() -> None:
            return None

        wanted = await told(await life(steady, nothing))
    async with a_world(tmp_path / "many", remembers=False) as world:
        assert await told(await life(world, world.restart_worker)) == wanted


async def test_acts_sent_to_nobody_are_ruled_on_in_order_when_somebody_is_back(
    forgetful: World,
) -> None:
    """Five signatures and a refusal wait in the engine; the worker finds them as they came."""
    case = await forgetful.submit()
    await case.open_for_signing()
    people_asked = {line.id: await case.asked(line.id) for line in case.plan.lines}
    await forgetful.stop_worker()
    for line, person in people_asked.items():
        await case.sign(line, person)
    late = await case.sign("manager", people.MANAGER)
    await forgetful.start_worker()
    await case.until(lambda s: len(s.signed) == len(people_asked))
    assert (await case.answered(late.by.key)).kind == "refused"
    assert [entry.about for entry in await case.timeline("signed")] == list(people_asked)
    await case.until(lambda s: s.status is Status.AUTHORIZED)


async def test_a_proposal_sent_to_nobody_is_opened_when_somebody_is_back(forgetful: World) -> None:
    """Submitted is submitted."""
    await forgetful.stop_worker()
    case = await forgetful.submit()
    await forgetful.start_worker()
    standing = await case.until(lambda s: bool(s.tasks))
    assert [task.role for task in standing.tasks] == ["supervisor"]


async def test_the_same_submission_twice_is_one_arrangement(world: World) -> None:
    """A retried start changes nothing, not even after the end."""
    case = await world.submit()
    await case.until(lambda s: bool(s.tasks))
    await world.resubmit(case)
    await case.end(people.EMPLOYEE)
    await case.closed()
    await world.resubmit(case)
    assert (await case.standing()).status is Status.WITHDRAWN
    assert len(await case.timeline("submitted")) == 1


async def test_what_was_done_about_a_step_that_is_taken_again_comes_after_it(
    forgetful: World,
) -> None:
    """The copy was mailed and acknowledged before the engine knew of the last signature's step."""
    case = await forgetful.submit()
    await case.open_for_signing()
    await case.sign_all(but=("employee",))
    await case.recorded()
    await forgetful.stop_worker()
    await case.sign("employee", people.EMPLOYEE)
    liaison = "liaison:comptroller"
    await case.delivered_key(f"{case.reference}/copy_delivery:das_liaison:{liaison}:das:1:1")
    received = await case.acknowledge(liaison)
    await forgetful.start_worker()
    assert (await case.answered(received.by.key)).kind == "copy_acknowledged"
    assert not (await case.recorded()).tasks
