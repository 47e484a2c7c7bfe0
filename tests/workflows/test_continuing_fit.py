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


@pytest.mark.requirement("SA-004")
async def test_the_next_review_opens_half_a_year_after_one_was_done(world: World) -> None:
    """The first so long after the last signature; while one is owed, there is no next one."""
    case = await world.submit(people.CITY_EMPLOYEE)
    await case.authorized()
    await case.delivered()
    await case.do_duty(1, people.CITY_EMPLOYEE)
    assert await is_half_a_year_away(case, await case.recorded())
    await world.skip(days=190)
    standing = await case.recorded()
    assert asked(standing, "duty") == [people.CITY_SUPERVISOR]
    assert OPENS not in {deadline.name for deadline in standing.deadlines}
    assert await case.do_duty(2, people.CITY_SUPERVISOR) == "duty_done"
    assert await is_half_a_year_away(case, await case.recorded())
