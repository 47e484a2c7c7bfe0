"""Who provides what is missing, until when, and what becomes of it."""

import asyncio
from pathlib import Path

import pytest

from policy.account import HeldUpBy, Status
from tests import people
from tests.trouble import FullStore, full
from tests.workflows.uncompleted import CLOSED, INSURANCE, MEASURES, frozen, uninsured
from tests.world import World, a_world


async def test_who_provides_is_on_record_with_what(world: World) -> None:
    """By field, with the hash of an upload."""
    case = await uninsured(world)
    act = await case.provide("employee", people.EMPLOYEE, **INSURANCE)
    entry = await case.answered(act.by.key)
    assert (entry.kind, entry.person) == ("provided", people.EMPLOYEE)
    assert entry.evidence["answer.insurance_certificate"] == INSURANCE["insurance_certificate"]


async def test_nobody_fills_in_what_is_anothers(world: World) -> None:
    """Nor what is no field at all, nor nothing."""
    case = await uninsured(world, measures=False)
    for role, person, given, why in (
        ("employee", people.SUPERVISOR, INSURANCE, "this is not asked of this person"),
        ("employee", people.EMPLOYEE, MEASURES, "not this role's to fill in: group_measures"),
        ("employee", people.EMPLOYEE, {"duties_away": "None"}, "not this role's"),
        ("supervisor", people.SUPERVISOR, {"notary": "yes"}, "not this role's"),
        ("manager", people.MANAGER, {"own_measures": "x"}, "not this role's"),
        ("notary", people.EMPLOYEE, {"own_measures": "x"}, "this is not asked of this person"),
        ("employee", people.EMPLOYEE, {}, "nothing is filled in"),
        ("employee", people.EMPLOYEE, {"insurance_holder": " "}, "nothing is filled in"),
    ):
        act = await case.provide(role, person, **given)
        assert why in (await case.answered(act.by.key)).note
    assert await case.timeline("provided") == []


async def test_nothing_is_provided_before_it_is_asked_for(world: World) -> None:
    """In the review each fills in their own with their act."""
    case = await world.submit()
    await case.asked_to_review("supervisor")
    act = await case.provide("supervisor", people.SUPERVISOR, **MEASURES)
    assert (await case.answered(act.by.key)).note == CLOSED


async def test_two_who_provide_at_once_both_count_and_the_newest_stands(world: World) -> None:
    """The same act twice is one; two acts on one field leave the later one."""
    case = await uninsured(world, measures=False)
    first = await case.provide("employee", people.EMPLOYEE, insurance_holder="First")
    await case.handle.signal("provide", first)
    await asyncio.gather(
        case.provide("employee", people.EMPLOYEE, **INSURANCE),
        case.provide("supervisor", people.SUPERVISOR, **MEASURES),
    )
    await case.open_without_review()
    assert len(await case.timeline("provided")) == 3
    assert case.answers_on_record(1)["insurance_holder"] == "Ana Rivera"


async def test_a_correction_that_spoils_it_is_looked_at_before_freezing(world: World) -> None:
    """The certificate and, at once after it, a workspace that is no longer safe."""
    case = await uninsured(world)
    await case.provide("employee", people.EMPLOYEE, **INSURANCE)
    act = await case.provide("employee", people.EMPLOYEE, workspace_safe="no")
    taken = (await case.answered(act.by.key)).kind == "provided"
    if taken:
        standing = await case.recorded()
        assert (frozen(case), standing.status) == (0, Status.COMPLETING)
        await case.provide("employee", people.EMPLOYEE, workspace_safe="yes")
    await case.open_without_review()
    assert case.answers_on_record(1)["workspace_safe"] == "yes"


async def test_nothing_is_provided_once_it_is_frozen(world: World) -> None:
    """What is signed is what was fixed."""
    case = await uninsured(world)
    await case.provide("employee", people.EMPLOYEE, **INSURANCE)
    await case.open_without_review()
    act = await case.provide("employee", people.EMPLOYEE, insurance_holder="Other")
    assert (await case.answered(act.by.key)).note == CLOSED
    assert case.answers_on_record(1)["insurance_holder"] == "Ana Rivera"


@pytest.mark.requirement("CT-170")
async def test_nothing_is_provided_while_the_documents_are_being_fixed(tmp_path: Path) -> None:
    """The disk is full: what comes in meanwhile would not be in the document."""
    stores: list[FullStore] = []
    async with a_world(tmp_path, change=full(tmp_path, stores)) as world:
        case = await uninsured(world)
        await case.provide("employee", people.EMPLOYEE, **INSURANCE)
        await case.until(lambda s: s.held_up == (HeldUpBy.DOCUMENTS,))
        late = await case.provide("employee", people.EMPLOYEE, insurance_holder="Other")
        stores[0].failures = 0
        await case.open_without_review()
        assert (await case.answered(late.by.key)).note == CLOSED
        assert case.answers_on_record(1)["insurance_holder"] == "Ana Rivera"
