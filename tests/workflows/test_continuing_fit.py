"""What comes round again: the city's review of continuing fit, every half year."""

from datetime import date

import pytest

from policy.account import Standing
from policy.deadlines import morning
from policy.duration import months_later
from tests import people
from tests.case import Case
from tests.workflows.concerned import asked
from tests.world import World

OPENS = "reminder:opens:continuing_fit"


def is_half_a_year_after(day: date, case: Case, standing: Standing) -> bool:
    """Whether the next review opens on the morning six months later."""
    return case.deadline(standing, OPENS) == morning(months_later(day, 6), case.plan.time_zone)


def owes_the_review(standing: Standing) -> bool:
    """Whether the supervisor is asked for one, and no next one is to open."""
    named = {deadline.name for deadline in standing.deadlines}
    return asked(standing, "duty") == [people.CITY_SUPERVISOR] and OPENS not in named


@pytest.mark.requirement("SA-004")
async def test_a_review_opens_half_a_year_after_the_first_day_and_after_each(world: World) -> None:
    """While one is owed there is no next one, nor by a modification that all have signed."""
    case = await world.submit(people.CITY_EMPLOYEE)
    await case.authorized()
    await case.delivered()
    await case.do_duty(1, people.CITY_EMPLOYEE)
    standing = await case.recorded()
    assert await case.today() < standing.starts_on
    assert is_half_a_year_after(standing.starts_on, case, standing)
    await world.skip(days=200)
    assert owes_the_review(await case.recorded())
    await case.propose(case.on_days("friday"), person=people.CITY_EMPLOYEE)
    await case.open_without_review(2)
    await case.sign_all(version=2)
    await case.until(lambda s: s.in_force == 2)
    assert owes_the_review(await case.recorded())
    assert await case.do_duty(2, people.CITY_SUPERVISOR) == "duty_done"
    assert is_half_a_year_after(await case.today(), case, await case.recorded())


@pytest.mark.requirement("SA-004")
async def test_a_modification_leaves_the_day_of_the_next_review_as_it_was(world: World) -> None:
    """It counts from the first day, or the last review: not from the last change."""
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
