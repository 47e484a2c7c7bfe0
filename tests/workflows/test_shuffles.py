"""Signals that come twice, late and in any order."""

import random

import pytest

from policy.deadlines import A_DAY
from tests.replay.replaying import assert_replays
from tests.workflows.model import HOLDERS, LINES
from tests.workflows.storming import Stage, a_stage
from tests.workflows.storming_signals import Sent, of_every_kind, set_up
from tests.world import World

A_YEAR = 365
EVERY_SECOND = 0.5
AT_A_TIME = 25
LATE = (1, 12, 45, 200)
"""Days: before any deadline, after the approvals' own, after the duty's, after the end."""


async def _assert_each_counts_once(world: World, seed: int) -> None:
    """Everybody's signatures twice, late and in any order: each counts once."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    case = await world.submit()
    await case.open_for_signing()
    acts = [await case.signature(line, HOLDERS[line]) for line in LINES]
    sent = [*acts, *acts, *dice.sample(acts, 3)]
    dice.shuffle(sent)
    for act in sent:
        await case.handle.signal("sign", act)
    standing = await case.until(lambda s: s.in_force == 1)
    assert sorted(standing.signed) == sorted(LINES)
    kinds = await case.happened()
    assert (kinds.count("signed"), kinds.count("authorized")) == (len(LINES), 1)
    await assert_replays(await case.history())


async def _assert_each_counts_once_in_force(world: World, seed: int) -> None:
    """One signal of every kind, twice, in any order, with a wait somewhere: each counts once.

    A fresh history begins during the wait, if any: this engine, other than the real one, loses a
    run that begins anew in the very moment in which signals arrive.
    """
    dice = random.Random(seed)  # noqa: S311 - no secret
    stage = await a_stage(world, A_YEAR, delivered=False)
    await set_up(stage)
    acts = await of_every_kind(stage, ending=dice.random() < 0.5)
    sent = [*acts, *acts, *dice.sample(acts, 3)]
    dice.shuffle(sent)
    wait = dice.randrange(len(sent))
    taken = await _send(stage, sent[:wait], {})
    await _wait(stage, dice.choice(LATE))
    if dice.random() < EVERY_SECOND and not stage.model.table:
        await stage.case.begin_anew()
    taken = await _send(stage, sent[wait:], taken)
    await _each_counts_once(stage, taken)


async def _send(stage: Stage, sent: list[Sent], taken: dict[str, bool]) -> dict[str, bool]:
    """Whether each act must be taken, by its key: the model judges it as it comes first.

    The last signature is let take effect: an ending in the same moment would come before it.
    """
    for each in sent:
        in_force = stage.model.in_force
        if not each.key or each.key not in taken:
            taken = taken | {each.key: bool(each.judge())}
        await stage.case.handle.signal(each.name, each.act)
        if stage.model.in_force > in_force:
            await stage.superseded()
    return taken


async def _wait(stage: Stage, days: int) -> None:
    """Some days go by after all of it is on record."""
    await stage.case.recorded()
    await stage.world.skip_to(stage.model.now + days * A_DAY)
    stage.model.pass_time(await stage.world.now())
    await stage.case.recorded()


async def _each_counts_once(stage: Stage, taken: dict[str, bool]) -> None:
    """Every act is on record once, taken or refused as the model says; and so is all else."""
    del taken[""]
    for key in taken:
        await stage.case.answered(key)
    await stage.holds()
    timeline = await stage.case.timeline()
    ruled = [(entry.key, entry.kind != "refused") for entry in timeline if entry.key in taken]
    assert sorted(ruled) == sorted(taken.items())
    await stage.look_back()


@pytest.mark.parametrize("seed", range(2))
async def test_doubled_and_shuffled_signals_count_once(world: World, seed: int) -> None:
    """A few seeds in the ordinary run."""
    await _assert_each_counts_once(world, seed)


@pytest.mark.parametrize("seed", range(3))
async def test_doubled_shuffled_and_late_signals_to_what_is_in_force_count_once(
    world: World, seed: int
) -> None:
    """One of every kind."""
    await _assert_each_counts_once_in_force(world, seed)


@pytest.mark.storm
@pytest.mark.parametrize("first", range(0, 1000, AT_A_TIME))
async def test_a_thousand_shuffles(world: World, first: int) -> None:
    """A thousand seeds, before it is in force and after; some share a world, which fills up."""
    for seed in range(first, first + AT_A_TIME):
        await _assert_each_counts_once(world, seed)
        await _assert_each_counts_once_in_force(world, seed)
