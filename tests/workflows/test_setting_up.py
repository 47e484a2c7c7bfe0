"""What is owed by the first day: opened once everybody has signed, told of once it is done."""

from dataclasses import replace

import pytest

from demonstration.favorable import a_week
from policy.account import Standing
from policy.concerns import ConcernKind
from policy.deadlines import A_DAY, end_of_day
from policy.tasks import Task
from records import concerns
from tests import people
from tests.case import Case
from tests.world import World


def confirmed(case: Case) -> dict[str, str]:
    """Every point of setting up, confirmed."""
    (rule,) = [rule for rule in case.program.in_force.duties if rule.at_start]
    return {item.id: "yes" for item in rule.fields}


def owed(standing: Standing) -> list[Task]:
    """The duties that somebody is asked for."""
    return [task for task in standing.tasks if task.purpose == "duty"]


async def signed(world: World) -> Case:
    """An assignment of the city that everybody has signed, some days ahead of its first one."""
    case = await world.submit(people.CITY_EMPLOYEE, starts_in=14)
    await case.open_for_signing()
    assert owed(await case.standing()) == []
    await case.sign_all()
    await case.until(lambda s: bool(owed(s)))
    return case


@pytest.mark.requirement("SA-010", "SA-021")
async def test_setting_up_is_owed_by_the_first_day(world: World) -> None:
    """By the employee, from the last signature on; then the supervisor learns that it is done."""
    case = await signed(world)
    (task,) = owed(await case.recorded())
    assert (task.role, task.person) == ("employee", people.CITY_EMPLOYEE)
    with world.tools.sessions() as session:
        (duty,) = concerns.of_arrangement(session, case.reference)
    first = case.submission.proposal.starts_on
    assert (duty.kind, duty.rule) == (ConcernKind.DUTY, "set_up")
    assert duty.due_at == end_of_day(first, case.plan.time_zone)
    done, number = confirmed(case), int(task.about)
    without = {name: said for name, said in done.items() if name != "set_jabber"}
    assert await case.do_duty(number, people.CITY_EMPLOYEE, without) == "refused"
    assert await case.do_duty(number, people.CITY_EMPLOYEE, done) == "duty_done"
    assert owed(await case.recorded()) == []
    told = await case.letters("duty_done")
    assert [letter.person for letter in told] == [people.CITY_SUPERVISOR]


@pytest.mark.requirement("SA-021")
async def test_where_the_last_signature_comes_late_it_is_owed_by_the_first_day_after_it(
    world: World,
) -> None:
    """The day it was to start on has passed by then."""
    case = await world.submit(people.CITY_EMPLOYEE, starts_in=2)
    await case.open_for_signing()
    await world.skip(days=5)
    await case.sign_all()
    standing = await case.until(lambda s: bool(owed(s)))
    assert standing.starts_on == await case.today() + A_DAY
    (duty,) = await case.concerns()
    assert duty.due_at == end_of_day(standing.starts_on, case.plan.time_zone)


@pytest.mark.requirement("SA-021")
async def test_the_supervisor_is_told_where_it_is_not_done_by_then(world: World) -> None:
    """Telecommuting starts all the same."""
    await (case := await signed(world)).delivered()
    await world.skip(days=16)
    assert {letter.person for letter in await case.letters("duty_overdue")} == {
        people.CITY_SUPERVISOR
    }
    assert "started" in await case.happened()


async def test_a_modification_opens_it_no_second_time(world: World) -> None:
    """It belongs to the start."""
    case = await signed(world)
    (task,) = owed(await case.recorded())
    await case.do_duty(int(task.about), people.CITY_EMPLOYEE, confirmed(case))
    fridays = replace(case.submission.proposal, week=a_week("friday"))
    await case.propose(fridays, person=people.CITY_EMPLOYEE)
    await case.open_without_review(2)
    await case.sign_all(version=2)
    await case.until(lambda s: s.in_force == 2)
    assert owed(await case.recorded()) == []
    assert len(await case.timeline("duty_opened")) == 1
