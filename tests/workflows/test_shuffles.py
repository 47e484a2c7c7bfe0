"""Signals that come twice, late and in any order."""

import random

import pytest

from tests.replay.replaying import replay
from tests.workflows.model import HOLDERS, LINES
from tests.world import World


async def _shuffled(world: World, seed: int) -> None:
    """Everybody's signals twice, late and in any order: each counts once."""
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
    await replay(await case.history())


@pytest.mark.parametrize("seed", range(2))
async def test_doubled_and_shuffled_signals_count_once(world: World, seed: int) -> None:
    """A few seeds in the ordinary run."""
    await _shuffled(world, seed)


@pytest.mark.storm
async def test_a_thousand_shuffles(world: World) -> None:
    """Many seeds."""
    for seed in range(1000):
        await _shuffled(world, seed)
