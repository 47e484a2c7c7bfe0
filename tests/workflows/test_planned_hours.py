"""Planned hours of a life on the engine: approvals, a modification and an ending move them."""

from datetime import date

import pytest

from policy.account import Status
from policy.deadlines import A_DAY, local_date
from policy.hours.planned import telecommuted
from policy.timekeeping import Period
from policy.week import WEEKDAYS
from records import planning
from tests import people
from tests.case import Case


async def ahead(case: Case) -> Period:
    """Two whole weeks, from the next Monday on."""
    today = local_date(await case.world.now(), case.plan.time_zone)
    monday = today + (7 - today.weekday()) * A_DAY
    return Period(monday, monday + 13 * A_DAY)


def planned(case: Case, period: Period) -> list[date]:
    """The days with eight hours planned, by the records."""
    programs = case.world.tools.programs
    with case.world.tools.sessions() as session:
        lives = planning.of_agency(session, "comptroller", period, programs.in_force)
    found = telecommuted(lives, period)
    assert {each.telecommuting for each in found} <= {800}
    assert {each.employee for each in found} <= {people.EMPLOYEE}
    return [each.day for each in found]


def on(period: Period, *weekdays: str) -> list[date]:
    """The days of the period with these names."""
    return [day for day in period.days if WEEKDAYS[day.weekday()] in weekdays]


@pytest.mark.requirement("CT-100")
async def test_hours_are_planned_on_the_days_that_were_signed_for(active: Case) -> None:
    period = await ahead(active)
    assert planned(active, period) == on(period, "tuesday", "thursday")


@pytest.mark.requirement("CT-097")
@pytest.mark.requirement("CT-100")
async def test_a_day_change_moves_them_once_it_is_approved(active: Case) -> None:
    period = await ahead(active)
    tuesday, wednesday = (period.first + at * A_DAY for at in (1, 2))
    answers = {
        "day": tuesday.isoformat(),
        "moved_to": wednesday.isoformat(),
        "why": "Training.",
        "ongoing": "no",
    }
    number = await active.ask_for("day_change", answers)
    await active.recorded()
    assert planned(active, period)[0] == tuesday
    await active.rule_on(number)
    await active.recorded()
    assert planned(active, period) == sorted(
        {*on(period, "tuesday", "thursday"), wednesday} - {tuesday}
    )


@pytest.mark.requirement("CT-116")
async def test_a_modification_plans_them_anew_once_all_have_signed(active: Case) -> None:
    period = await ahead(active)
    await active.propose(active.on_days("monday", "friday"))
    await active.open_without_review(2)
    await active.sign_all(but=("agency_head",), version=2)
    await active.recorded()
    assert planned(active, period) == on(period, "tuesday", "thursday")
    await active.sign("agency_head", people.HEAD, version=2)
    await active.until(lambda s: s.in_force == 2)
    await active.recorded()
    assert planned(active, period) == on(period, "monday", "friday")


@pytest.mark.requirement("CT-100")
async def test_an_ending_leaves_none_after_it(active: Case) -> None:
    period = await ahead(active)
    await active.end(people.EMPLOYEE)
    await active.until(lambda s: s.status is Status.ENDED)
    await active.recorded()
    assert planned(active, period) == []
