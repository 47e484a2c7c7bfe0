"""What a feed says of people is told to every arrangement concerned, once."""

from datetime import UTC, datetime, time, timedelta

import pytest

from policy.account import Ending
from records.links import LinkState
from tests import people
from tests.case import Case
from tests.workflows.feeding import feed, handle_of, row_of
from tests.workflows.seen import link_states, timers
from tests.world import World


async def test_open_tasks_and_links_move_to_who_holds_the_role_now(
    world: World, signing: Case
) -> None:
    await feed(world, row_of(world, people.EMPLOYEE, supervisor=people.COLLEAGUE))
    standing = await signing.until(
        lambda s: any(t.role == "supervisor" and t.person == people.COLLEAGUE for t in s.tasks)
    )
    assert people.SUPERVISOR not in {task.person for task in standing.tasks}
    await signing.recorded()
    assert link_states(signing, people.SUPERVISOR) == {LinkState.REPLACED}
    assert link_states(signing, people.COLLEAGUE) == {LinkState.OPEN}
    (entry,) = await signing.timeline("holder_changed")
    assert (entry.role, entry.about, entry.person) == (
        "supervisor", people.COLLEAGUE, people.COORDINATOR,
    )  # fmt: skip
    assert (entry.evidence["replaced"], entry.evidence["holders"]) == (
        people.SUPERVISOR, people.COLLEAGUE,
    )  # fmt: skip
    await signing.sign("supervisor", people.COLLEAGUE)
    await signing.until(lambda s: "supervisor" in s.signed)


async def test_whoever_is_concerned_is_told_once(world: World, signing: Case) -> None:
    changed = row_of(world, people.EMPLOYEE, supervisor=people.COLLEAGUE)
    await feed(world, changed)
    await feed(world, changed, key="two")
    await signing.until(
        lambda s: any(t.role == "supervisor" and t.person == people.COLLEAGUE for t in s.tasks)
    )
    letters = await signing.letters("holder_changed")
    told = sorted(letter.person for letter in letters)
    assert told == [people.EMPLOYEE, people.SUPERVISOR]
    assert len(await signing.timeline("holder_changed")) == 1


@pytest.mark.requirement("CT-105", "CT-106")
@pytest.mark.parametrize("reason", ["promotion", "inconsistent_duties"])
async def test_a_new_job_ends_an_arrangement_on_its_day(world: World, reason: str) -> None:
    case = await world.submit(starts_in=3)
    await case.authorized()
    await world.skip(days=20)
    on = await world.today() - timedelta(days=5)
    changed = row_of(world, people.EMPLOYEE, job_change=reason, job_change_on=on.isoformat())
    await feed(world, changed)
    standing = await case.until(lambda s: s.ending is not None)
    assert (standing.ending, standing.ended_on) == (Ending.JOB_CHANGED, on)


async def test_who_departs_ends_their_arrangement(world: World, signing: Case) -> None:
    today = await world.today()
    await feed(world, row_of(world, people.EMPLOYEE, left_on=today.isoformat()))
    standing = await signing.until(lambda s: s.ending is not None)
    assert standing.ending is Ending.DEPARTED


async def test_nothing_open_stays_with_who_has_left(world: World, signing: Case) -> None:
    today = await world.today()
    left = row_of(world, people.MANAGER, manager="", left_on=today.isoformat())
    await feed(world, left)
    standing = await signing.until(
        lambda s: people.MANAGER not in {task.person for task in s.tasks}
    )
    finding = {task.person for task in standing.tasks if task.purpose == "appoint"}
    assert finding == {people.COORDINATOR}
    (letter,) = await signing.letters("holder_changed")
    assert "find somebody" in letter.subject.lower()


async def test_who_leaves_is_not_told_that_there_is_nothing_to_do_any_more(
    world: World, active: Case
) -> None:
    """Nothing was open with them, and they are written to no more; who follows them is told."""
    today = await world.today()
    await feed(world, row_of(world, people.COORDINATOR, left_on=today.isoformat()))
    await active.recorded()
    told = [letter.person for letter in await active.letters("holder_changed")]
    assert told == [people.HEAD]


@pytest.mark.requirement("CT-009")
async def test_a_designee_is_asked_from_the_day_of_the_designation(
    world: World, signing: Case
) -> None:
    """And no day before, nor after it: the calendar alone brings it about."""
    first = await world.today() + timedelta(days=2)
    noon = datetime.combine(first, time(17), UTC)
    days = {"designee_from": first.isoformat(), "designee_until": first.isoformat()}
    await feed(world, row_of(world, people.HEAD, designee=people.DESIGNEE, **days))
    await world.skip_to(noon - timedelta(days=1))
    assert people.DESIGNEE not in {task.person for task in (await signing.standing()).tasks}
    await world.skip_to(noon)
    await signing.until(lambda s: people.DESIGNEE in {task.person for task in s.tasks})
    await world.skip_to(noon + timedelta(days=1))
    await signing.until(lambda s: people.DESIGNEE not in {task.person for task in s.tasks})
    label = timers(await handle_of(world).fetch_history())[0]
    assert label.startswith("Look at the calendar at ")
