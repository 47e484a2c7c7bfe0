"""What comes round again: the city's review of continuing fit, every half year."""

import pytest

from policy.account import Standing
from policy.deadlines import morning
from policy.duration import months_later
from tests import people
from tests.case import Case
from tests.workflows.concerned import asked
from tests.world import World

OPENS = "reminder:opens:continuing_fit"


async def is_half_a_year_away(case: Case, standing: Standing) -> bool:
    """Whether the next review opens on the morning six months from today."""
    opens_on = months_later(await case.today(), 6)
    return case.deadline(standing, OPENS) == morning(opens_on, case.plan.time_zone)


def owes_the_review(standing: Standing) -> bool:
    """Whether the supervisor is asked for one, and no next one is to open."""
    named = {deadline.name for deadline in standing.deadlines}
    return asked(standing, "duty") == [people.CITY_SUPERVISOR] and OPENS not in named


@pytest.mark.requirement("SA-004")
async def test_the_next_review_opens_half_a_year_after_one_was_done(world: World) -> None:
    """While one is owed there is no next one, nor by a modification that all have signed."""
    case = await world.submit(people.CITY_EMPLOYEE)
    await case.authorized()
    await case.delivered()
    await case.do_duty(1, people.CITY_EMPLOYEE)
    assert await is_half_a_year_away(case, await case.recorded())
    await world.skip(days=190)
    assert owes_the_review(await case.recorded())
    await case.propose(case.on_days("friday"), person=people.CITY_EMPLOYEE)
    await case.open_without_review(2)
    await case.sign_all(version=2)
    await case.until(lambda s: s.in_force == 2)
    assert owes_the_review(await case.recorded())
    assert await case.do_duty(2, people.CITY_SUPERVISOR) == "duty_done"
    assert await is_half_a_year_away(case, await case.recorded())


@pytest.mark.requirement("SA-004")
async def test_a_modification_leaves_the_day_of_the_next_review_as_it_was(world: World) -> None:
    """It counts from the first authorization, or the last review: not from the last change."""
    case = await world.submit(people.CITY_EMPLOYEE)
    await case.authorized()
    await case.delivered()
    opens_at = case.deadline(await case.recorded(), OPENS)
    await world.skip(days=100)
    await case.propose(case.on_days("friday"), person=people.CITY_EMPLOYEE)
    await case.open_without_review(2)
    await case.sign_all(version=2)
    await case.until(lambda s: s.in_force == 2)
    assert case.deadline(await case.recorded(), OPENS) == opens_at
