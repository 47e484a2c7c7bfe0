"""The ways through an arrangement whose histories are kept: one function a path."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path as Folder
from tempfile import mkdtemp
from typing import Protocol

from temporalio.client import WorkflowHistory

from demonstration import favorable
from policy.account import HeldUpBy, Status
from policy.acts import Outcome
from tests import people
from tests.case import Case
from tests.replay import living, unasked
from tests.replay.analyzing import accommodated, blocked, completed, reviewed_again
from tests.replay.feeding import fed
from tests.replay.registering import registers, registers_renewed
from tests.replay.timekeeping import hours, hours_renewed
from tests.trouble import Away, FullStore
from tests.workflows.test_endings import reason
from tests.world import Change, World, modified
from worker import Tools


class Lived(Protocol):
    """Whose history is kept, once it has gone its way."""

    async def history(self) -> WorkflowHistory:
        """What the engine holds of it."""


Path = Callable[[World], Awaitable[Lived]]


async def in_review(world: World) -> Case:
    """Open: one review is in, the next was reminded of."""
    case = await world.submit(starts_in=60)
    await case.until(lambda s: bool(s.tasks))
    await case.review("supervisor", people.SUPERVISOR)
    await world.skip(days=4)
    await case.recorded()
    return case


async def half_signed(world: World) -> Case:
    """Open: two of five have signed, the others were reminded and the coordinator told."""
    case = await world.submit(starts_in=60)
    await case.open_for_signing()
    await case.sign_all(but=("manager", "supervisor", "agency_head"))
    await world.skip(days=8)
    await case.recorded()
    return case


async def all_sign(world: World) -> Case:
    """Authorized, delivered, acknowledged, announced, expired."""
    case = await world.submit()
    await case.authorized()
    await case.delivered()
    await case.acknowledge("liaison:comptroller")
    await world.skip(days=260)
    await case.closed()
    return case


async def active(world: World) -> Case:
    """Open: in the middle of its term."""
    case = await world.submit()
    await case.authorized()
    await case.delivered()
    await world.skip(days=60)
    await case.recorded()
    return case


async def sacramento(world: World) -> Case:
    """Three stages, no end, ended by the employee."""
    case = await world.submit(people.CITY_EMPLOYEE)
    await case.authorized()
    await world.skip(days=100)
    await case.end(people.CITY_EMPLOYEE)
    await case.closed()
    return case


async def denied(world: World) -> Case:
    """Reviewed and denied."""
    case = await world.submit()
    await case.reviewed()
    await case.decide(Outcome.DENIED, reason="The counter needs two people.")
    await case.closed()
    return case


async def approved_as_modified(world: World) -> Case:
    """Open: the agency's own schedule is to be signed."""
    case = await world.submit()
    await case.reviewed()
    changed = modified(case.submission.proposal, "monday")
    await case.decide(Outcome.APPROVED_AS_MODIFIED, proposal=changed)
    await case.asked("manager")
    await case.recorded()
    return case


async def declined(world: World) -> Case:
    """Open: the manager declined."""
    case = await world.submit()
    await case.open_for_signing()
    await case.sign("employee", people.EMPLOYEE)
    await case.decline("manager", people.MANAGER)
    await case.until(lambda s: s.status is Status.DECLINED)
    await case.recorded()
    return case


async def amended(world: World) -> Case:
    """Declined, amended, signed anew by all; ended by the agency at once."""
    case = await declined(world)
    await case.amend(modified(case.submission.proposal, "friday"))
    await case.open_for_signing(version=2)
    await case.sign_all(version=2)
    await case.delivered()
    await case.end_for(reason(case, at_once=True))
    await case.closed()
    return case


async def asked_again(world: World) -> Case:
    """Declined, asked again, signed; ended by the employee."""
    case = await declined(world)
    await case.ask_again("manager")
    await case.sign_all(but=("employee",))
    await case.delivered()
    await case.end(people.EMPLOYEE)
    await case.closed()
    return case


async def replaced(world: World) -> Case:
    """A reviewer and a signer were replaced; the last signature came after the start."""
    case = await world.submit(starts_in=2)
    await case.until(lambda s: bool(s.tasks))
    await case.replace("supervisor", people.COLLEAGUE)
    await case.open_for_signing()
    await case.replace("manager", people.DESIGNEE)
    await case.sign("manager", people.MANAGER)
    await case.sign_all(but=("agency_head",))
    await world.skip(days=5)
    await case.sign("agency_head", people.HEAD)
    await case.delivered()
    return case


async def copy_late(world: World) -> Case:
    """The copy to DAS was warned of, escalated, asked for again and delivered after the end."""
    case = await world.submit(months=1)
    await case.authorized()
    await world.skip(days=8)
    await case.remind("das_liaison")
    await world.skip(days=60)
    await case.delivered()
    await case.closed()
    return case


async def withdrawn(world: World) -> Case:
    """Withdrawn while in review."""
    case = await world.submit()
    await case.until(lambda s: bool(s.tasks))
    await case.end(people.EMPLOYEE)
    await case.closed()
    return case


async def held_up(world: World) -> Case:
    """Signed and filed, though the store was full at each step and the records were away once."""
    store, sessions = world.tools.store, world.tools.sessions
    assert isinstance(store, FullStore)
    assert isinstance(sessions, Away)
    world.tools = replace(world.tools, sessions=sessions.steady)
    case = await world.submit()
    await case.until(lambda s: bool(s.tasks))
    await case.recorded()
    sessions.away = True
    await case.review("supervisor", people.SUPERVISOR)
    await case.until(lambda s: HeldUpBy.RECORDS in s.held_up)
    sessions.away = False
    await case.until(lambda s: not s.held_up)
    await case.reviewed()
    await case.decide()
    await case.until(lambda s: HeldUpBy.DOCUMENTS in s.held_up)
    store.failures = 0
    await case.open_without_review()
    store.failures = 10_000
    await case.sign_all()
    await case.until(lambda s: HeldUpBy.DOCUMENTS in s.held_up)
    store.failures = 0
    await case.delivered()
    return case


EVERY: tuple[Path, ...] = (
    in_review, half_signed, all_sign, active, sacramento, denied, approved_as_modified, declined,
    amended, asked_again, replaced, copy_late, withdrawn, held_up, registers, registers_renewed,
    fed, hours, hours_renewed, blocked, reviewed_again, completed, accommodated, *living.PATHS,
    *unasked.PATHS,
)  # fmt: skip
PATHS = {path.__name__: path for path in EVERY}


def in_trouble(tools: Tools) -> Tools:
    """An installation whose store is full, and whose database can be taken away."""
    store = FullStore(Folder(mkdtemp()), failures=0)
    store.put(favorable.CERTIFICATE.read_bytes())
    store.failures = 10_000
    return replace(tools, store=store, sessions=Away(tools.sessions))


CHANGES: dict[str, Change] = {
    "held_up": in_trouble,
    "delivery": unasked.at_a_run,
    "scanning": unasked.at_a_run,
}
"""What of an installation is otherwise where a path is recorded."""
