"""A whole installation for each test of a workflow."""

import pytest

from policy.account import Status
from tests import people
from tests.case import Case
from tests.world import World, forgetful, world

__all__ = ["forgetful", "world"]


@pytest.fixture
async def signed_once(world: World) -> Case:
    """Open for signature, with the employee's signature on it."""
    case = await world.submit()
    await case.open_for_signing()
    await case.sign("employee", people.EMPLOYEE)
    await case.until(lambda s: s.signed == ("employee",))
    return case


@pytest.fixture
async def declined(signed_once: Case) -> Case:
    """The employee has signed, the manager declines."""
    await signed_once.decline("manager", people.MANAGER, reason="Nobody is at the counter.")
    await signed_once.until(lambda s: s.status is Status.DECLINED)
    return signed_once


@pytest.fixture
async def authorized(world: World) -> Case:
    """Signed by everybody, with nothing owed."""
    case = await world.submit()
    await case.authorized()
    await case.delivered()
    return case


@pytest.fixture
async def active(authorized: Case) -> Case:
    """In force and started, with nothing owed."""
    await authorized.world.skip(days=40)
    await authorized.until(lambda s: s.status is Status.ACTIVE)
    return authorized


@pytest.fixture
async def undelivered(world: World) -> Case:
    """Signed by all and filed; the copy to DAS waits in the outbox."""
    case = await world.submit(starts_in=30)
    await case.authorized()
    return case


@pytest.fixture
async def signing(world: World) -> Case:
    """Open for signature, with the employee's on it."""
    case = await world.submit()
    await case.open_for_signing()
    return case
