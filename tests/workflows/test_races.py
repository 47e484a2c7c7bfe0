"""Acts that arrive together: one wins, the other is told, and the record says which."""

import asyncio

from temporalio.client import WorkflowUpdateFailedError
from temporalio.service import RPCError

from policy.account import Ending, Status
from tests import people
from tests.world import World, modified


async def test_an_end_and_the_last_signature_leave_one_clear_outcome(world: World) -> None:
    """Authorized and then ended, or ended and not signed; never half of both."""
    for first in ("sign", "end"):
        case = await world.submit()
        await case.open_for_signing()
        await case.sign_all(but=("manager",))
        acts = [case.sign("manager", people.MANAGER), case.end(people.EMPLOYEE)]
        await asyncio.gather(*(acts if first == "sign" else reversed(acts)))
        standing = await case.until(lambda s: s.ending is not None)
        happened = await case.happened()
        if "authorized" in happened:
            assert standing.ending is Ending.ENDED_BY_EMPLOYEE
            await case.delivered()
            assert "copy_sent" in await case.happened()
        else:
            assert standing.ending is Ending.WITHDRAWN
            assert "filed" not in happened
        await case.closed()


async def test_an_end_while_documents_are_frozen_stays_an_end(world: World) -> None:
    """Whatever the typesetter brings back later."""
    for _ in range(5):
        case = await world.submit()
        await case.reviewed()
        await asyncio.gather(case.decide(), case.end(people.EMPLOYEE), return_exceptions=True)
        standing = await case.closed()
        assert (standing.status, standing.tasks) == (Status.WITHDRAWN, ())


async def test_an_amendment_and_a_signature_never_mix_versions(world: World) -> None:
    """The signature counts for the version it was given for, or is refused."""
    case = await world.submit()
    await case.open_for_signing()
    act = await case.signature("manager", people.MANAGER)
    await asyncio.gather(
        case.amend(modified(case.submission.proposal, "monday")),
        case.handle.signal("sign", act),
    )
    entry = await case.answered(act.by.key)
    standing = await case.open_for_signing(version=2)
    assert standing.signed == ()
    assert (entry.kind, entry.version) in {("signed", 1), ("refused", 2)}
    await case.sign_all(version=2)


async def test_two_decisions_at_once_are_one(world: World) -> None:
    """Two tabs, two clicks: the second is told that it was made."""
    case = await world.submit()
    await case.reviewed()
    outcomes = await asyncio.gather(*(case.decide() for _ in range(4)), return_exceptions=True)
    assert [isinstance(one, WorkflowUpdateFailedError) for one in outcomes].count(False) == 1
    assert len(await case.timeline("decided")) == 1


async def test_signals_at_the_very_end_are_on_record_or_turned_away(world: World) -> None:
    """No act is accepted and then forgotten, however long the last record takes."""
    case = await world.submit()
    await case.until(lambda s: bool(s.tasks))
    await case.recorded()
    acts = [await case.signature("manager", people.MANAGER) for _ in range(20)]
    async with world.holding.back(case.reference, "record") as last:
        await asyncio.gather(
            case.end(people.EMPLOYEE), *(case.handle.signal("sign", act) for act in acts[:10])
        )
        await last.reached.wait()
        for act in acts[10:15]:
            await case.handle.signal("sign", act)
    outcomes = await asyncio.gather(
        *(case.handle.signal("sign", act) for act in acts[15:]), return_exceptions=True
    )
    await case.closed()
    assert all(isinstance(outcome, RPCError | None) for outcome in outcomes)
    taken = [act for act, outcome in zip(acts[15:], outcomes, strict=True) if outcome is None]
    recorded = {entry.key for entry in await case.timeline("refused")}
    assert {act.by.key for act in (*acts[:15], *taken)} <= recorded
