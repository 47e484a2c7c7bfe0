"""Random acts by random people in random order come to what a plain model says."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from temporalio.client import WorkflowUpdateFailedError

from policy.account import Status
from policy.week import WEEKDAYS
from tests.case import Case
from tests.replay.replaying import assert_replays, assert_same_timers
from tests.workflows.model import ACTS, Act, Model, aged
from tests.world import World, modified

SEQUENCES = st.lists(ACTS, min_size=1, max_size=25)
CALM = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    database=None,
    derandomize=True,
)


class Stage:
    """An arrangement open for signature, with the model beside it."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.model = Model()

    async def play(self, act: Act) -> None:
        """One act in both; they must agree on whether it is taken and on what it comes to."""
        fitting = aged(act, self.model.version)
        wanted = self.model.judge(fitting)
        assert await self._try(fitting) is wanted, act
        if act.kind == "amend" and wanted:
            await self.case.open_for_signing(version=self.model.version)
        await self.agree()

    async def agree(self) -> None:
        """The workflow and the model stand at the same place."""
        standing, model = await self.case.standing(), self.model
        assert (standing.version, standing.signed) == (model.version, model.signed)
        assert (standing.ending is not None) is model.over
        if not model.over and not model.authorized:
            assert (standing.status is Status.DECLINED) is bool(model.declined)

    async def _try(self, act: Act) -> bool:
        if act.kind in {"sign", "decline"}:
            return await self._send(act)
        try:
            await self._ask(act)
        except WorkflowUpdateFailedError:
            return False
        return True

    async def _send(self, act: Act) -> bool:
        version, case = self.model.version - act.age, self.case
        if act.kind == "sign":
            sent = (await case.sign(act.line, act.person, version=version)).by
        else:
            sent = (await case.decline(act.line, act.person, version=version)).by
        return (await case.answered(sent.key)).kind != "refused"

    async def _ask(self, act: Act) -> None:
        case = self.case
        match act.kind:
            case "amend":
                other = WEEKDAYS[self.model.version % 5]
                changed = modified(case.submission.proposal, other)
                await case.amend(changed, person=act.person)
            case "ask_again":
                await case.ask_again(act.line, person=act.person)
            case "replace":
                await case.replace(act.line, act.successor, person=act.person)
            case "remind":
                await case.remind(act.line, person=act.person)
            case _:
                await case.end(act.person, "It does not work.")


async def assert_agrees_with_the_model(world: World, acts: list[Act]) -> None:
    """Play the acts until one ends it; then the record must be whole, and replay."""
    case = await world.submit()
    await case.open_for_signing()
    stage = Stage(case)
    for act in acts:
        if stage.model.over:
            break
        await stage.play(act)
    timeline = await case.timeline()
    assert [entry.seq for entry in timeline] == list(range(1, len(timeline) + 1))
    assert sum(entry.kind == "signed" for entry in timeline) == stage.model.signatures
    history = await case.handle.fetch_history()
    await assert_replays(history)
    await assert_same_timers(history)


@given(acts=SEQUENCES)
@settings(CALM, max_examples=6)
async def test_a_little_weather(world: World, acts: list[Act]) -> None:
    """A few sequences in the ordinary run."""
    await assert_agrees_with_the_model(world, acts)


@pytest.mark.storm
@given(acts=SEQUENCES)
@settings(CALM, max_examples=60)
async def test_a_storm_that_replays_at_every_step(forgetful: World, acts: list[Act]) -> None:
    """Many sequences, with a worker that remembers nothing."""
    await assert_agrees_with_the_model(forgetful, acts)
