"""Records, documents and relay in trouble: nothing is lost, nothing happens twice."""

import threading
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from demonstration import favorable
from policy.account import Status
from policy.acts import Outcome
from policy.deadlines import A_DAY
from records import papers
from records.database import Sessions
from tests import people
from tests.case import Case, refusal
from tests.trouble import Away, FullStore, full, leaving
from tests.workflows.concerned import asked
from tests.world import World, a_world
from worker import Tools


class Flaky:
    """A database that is away now and then: at the 1st, 3rd, 6th, 10th ... session opened."""

    def __init__(self, sessions: Sessions) -> None:
        self.steady = sessions
        self._asked = 0
        self._next = 1
        self._lock = threading.Lock()
        self.failures = 0

    def __call__(self) -> Session:
        with self._lock:
            self._asked += 1
            if self._asked == self._next:
                self.failures += 1
                self._next += self.failures + 1
                raise OperationalError("connect", {}, OSError("connection refused"))
        return self.steady()


async def test_a_database_that_comes_and_goes_loses_and_doubles_nothing(
    tmp_path: Path,
) -> None:
    """Every so often no session can be opened; the timeline is whole all the same."""
    found: list[Flaky] = []

    def flaky(tools: Tools) -> Tools:
        found.append(Flaky(tools.sessions))
        return replace(tools, sessions=found[0])

    async with a_world(tmp_path, change=flaky) as world:
        world.tools = replace(world.tools, sessions=found[0].steady)
        case = await world.submit()
        await case.authorized()
        await case.delivered()
        await check_whole(case)
    assert found[0].failures > 5


async def check_whole(case: Case) -> None:
    """Every entry once, without a gap; every mail under a key of its own."""
    timeline = await case.timeline()
    assert [entry.seq for entry in timeline] == list(range(1, len(timeline) + 1))
    once = Counter(entry.kind for entry in timeline)
    assert {once[kind] for kind in ("submitted", "decided", "frozen", "authorized", "filed")} == {1}
    assert once["signed"] == 5
    keys = [letter.key for letter in await case.letters()]
    assert len(keys) == len(set(keys))


@pytest.mark.requirement("CT-170")
async def test_a_full_document_store_delays_signing_and_then_keeps_one_copy(
    tmp_path: Path,
) -> None:
    """Nobody is asked to sign what is not kept; no partial file is left behind."""
    folder = tmp_path / "documents"

    def filling(tools: Tools) -> Tools:
        return replace(tools, store=FullStore(folder, failures=3))

    async with a_world(tmp_path, change=filling) as world:
        case = await world.submit()
        await case.open_for_signing()
        with world.tools.sessions() as session:
            kept = papers.frozen(session, case.reference, 1)
        files = {file.name for file in folder.rglob("*") if file.is_file()}
        certificate = favorable.certificate().split()[0]
        assert files == {certificate, *(paper.digest for paper in kept)}
        assert len(kept) == 2


async def test_it_can_be_withdrawn_but_not_decided_again_while_the_documents_cannot_be_kept(
    tmp_path: Path,
) -> None:
    """Approved, and stuck: the employee need not wait for the disk."""
    async with a_world(tmp_path, change=full(tmp_path, [])) as world:
        case = await world.submit()
        await case.reviewed()
        await case.decide()
        late = case.decide(Outcome.DENIED, reason="Second thoughts.")
        assert "made once" in await refusal(late)
        await case.end(people.EMPLOYEE)
        standing = await case.closed()
        assert (standing.status, standing.tasks) == (Status.WITHDRAWN, ())
        assert await case.letters("signature_requested") == []


async def test_a_duty_that_opens_while_an_answer_goes_on_record_holds_up_nothing(
    tmp_path: Path,
) -> None:
    """The records are away for an hour, in which the certificate's renewal falls due."""
    found: list[Away] = []
    async with a_world(tmp_path, change=leaving(found)) as world:
        world.tools = replace(world.tools, sessions=found[0].steady)
        until = await world.today() + 60 * A_DAY
        case = await world.submit(insurance_until=until.isoformat())
        await case.authorized()
        standing = await case.delivered()
        (opens,) = [each.at for each in standing.deadlines if "opens:" in each.name]
        await world.skip_to(opens - timedelta(minutes=30))
        friday = case.on_days("friday")
        await case.propose(replace(friday, answers=friday.answers | {"workspace_safe": ""}))
        await case.until(lambda s: asked(s, "provide") == [people.EMPLOYEE])
        await case.recorded()
        found[0].away = True
        await case.provide("employee", people.EMPLOYEE, workspace_safe="yes")
        await case.until(lambda s: bool(s.held_up))
        await world.skip(hours=1)
        await case.until(lambda s: asked(s, "duty") == [people.EMPLOYEE])
        found[0].away = False
        assert (await case.open_without_review(2)).held_up == ()


async def test_a_relay_that_is_away_delays_the_copy_only(world: World) -> None:
    """The arrangement is authorized and filed; the copy is owed until the relay is back."""
    case = await world.submit()
    await case.authorized()
    standing = await case.standing()
    assert standing.status is Status.AUTHORIZED
    assert [task.about for task in standing.tasks] == ["das"]
    await case.delivered()
