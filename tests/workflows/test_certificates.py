"""A certificate that lapses is asked for, and what a modification brings or changes of it."""

from dataclasses import replace
from datetime import date

import pytest

from policy.account import Standing, Status
from policy.deadlines import A_DAY, local_date, morning
from policy.tasks import Task
from tests import people
from tests.case import Case
from tests.workflows.concerned import CERTIFICATE, asked
from tests.world import World


async def test_a_change_of_insurance_is_asked_for_when_the_certificate_lapses(
    world: World,
) -> None:
    """By itself, on the program's day before the certificate's last one (IV.J)."""
    started = local_date(await world.now(), "America/New_York")
    until = started + 120 * A_DAY
    case = await world.submit(insurance_until=until.isoformat())
    await case.authorized()
    await case.delivered()
    (rule,) = [rule for rule in case.plan.in_force.duties if rule.on]
    on = until - rule.before_days * A_DAY
    opening = [d.at for d in (await case.standing()).deadlines if "opens:" in d.name]
    assert opening == [morning(on, case.plan.time_zone)]
    await world.skip(days=121)
    assert asked(await case.recorded(), "duty") == [people.EMPLOYEE]


@pytest.mark.requirement("CT-149")
async def test_a_new_certificate_holds_through_an_unrelated_modification(world: World) -> None:
    """What was handed in is not asked for again because others signed another schedule."""
    until = local_date(await world.now(), "America/New_York") + 60 * A_DAY
    case = await world.submit(insurance_until=until.isoformat())
    await case.authorized()
    await case.delivered()
    await world.skip(days=35)
    (task,) = [task for task in (await case.recorded()).tasks if task.purpose == "duty"]
    await case.do_duty(int(task.about), task.person, CERTIFICATE)
    await case.propose(case.on_days("friday"))
    await case.open_without_review(2)
    await case.sign_all(version=2)
    await case.until(lambda s: s.in_force == 2)
    await world.skip(days=30)
    standing = await case.recorded()
    assert asked(standing, "duty") == []
    assert not [d for d in standing.deadlines if "opens:" in d.name]


@pytest.mark.requirement("CT-149")
async def test_the_duty_brings_a_modification_the_certificate_where_the_old_one_has_lapsed(
    world: World,
) -> None:
    """The paper and its date, asked for once: nobody signs before it is there."""
    until = local_date(await world.now(), "America/New_York") + 60 * A_DAY
    case = await world.submit(insurance_until=until.isoformat())
    await case.authorized()
    await case.delivered()
    await world.skip(days=70)
    assert asked(await case.recorded(), "duty") == [people.EMPLOYEE]
    await case.propose(case.on_days("friday"))
    standing = await case.until(lambda s: s.modification is Status.COMPLETING)
    assert (asked(standing, "provide"), asked(standing, "sign")) == ([], [])
    (task,) = [task for task in standing.tasks if task.purpose == "duty"]
    assert await case.do_duty(int(task.about), task.person, CERTIFICATE) == "duty_done"
    await case.open_without_review(2)
    assert case.answers_on_record(2)["insurance_until"] == CERTIFICATE["insurance_until"]
    await case.sign_all(version=2)
    await case.until(lambda s: s.in_force == 2)
    assert asked(await case.recorded(), "duty") == []
    assert await case.timeline("duty_dropped") == []


async def with_a_certificate_asked_for(world: World) -> tuple[date, Case, Task]:
    """The day it was proposed on, an arrangement in force, and its duty to bring a new one."""
    begun = local_date(await world.now(), "America/New_York")
    case = await world.submit(insurance_until=(begun + 60 * A_DAY).isoformat())
    await case.authorized()
    await case.delivered()
    await world.skip(days=35)
    (task,) = [task for task in (await case.recorded()).tasks if task.purpose == "duty"]
    return begun, case, task


@pytest.mark.requirement("CT-149")
async def test_a_duty_done_while_a_modification_is_signed_says_when_it_opens_next(
    world: World,
) -> None:
    """The modification names one day, the certificate that came in later another."""
    begun, case, task = await with_a_certificate_asked_for(world)
    proposal = case.submission.proposal
    named = proposal.answers | {"insurance_until": (begun + 90 * A_DAY).isoformat()}
    await case.propose(replace(proposal, answers=named))
    await case.open_without_review(2)
    later = begun + 150 * A_DAY
    done = CERTIFICATE | {"insurance_until": later.isoformat()}
    await case.do_duty(int(task.about), task.person, done)
    await case.sign_all(version=2)
    standing = await case.until(lambda s: s.in_force == 2)
    opening = [d.at for d in standing.deadlines if "opens:" in d.name]
    assert opening == [morning(later - 30 * A_DAY, case.plan.time_zone)]


@pytest.mark.requirement("CT-149")
async def test_what_the_agency_changes_of_a_modification_knows_better_than_what_came_before(
    world: World,
) -> None:
    """A certificate came in while it was signed; the change made after that names another day."""
    begun, case, task = await with_a_certificate_asked_for(world)
    await case.propose(case.on_days("friday"))
    await case.open_without_review(2)
    done = CERTIFICATE | {"insurance_until": (begun + 150 * A_DAY).isoformat()}
    await case.do_duty(int(task.about), task.person, done)
    later = begun + 180 * A_DAY
    named = case.submission.proposal.answers | {"insurance_until": later.isoformat()}
    await case.amend(replace(case.on_days("friday"), answers=named))
    await case.open_without_review(3)
    await case.sign_all(version=3)
    standing = await case.until(lambda s: s.in_force == 3)
    opening = [d.at for d in standing.deadlines if "opens:" in d.name]
    assert opening == [morning(later - 30 * A_DAY, case.plan.time_zone)]


async def with_a_later_certificate(case: Case) -> None:
    """A modification brings one, and waits for signatures."""
    proposal = case.submission.proposal
    later = proposal.answers | {"insurance_until": CERTIFICATE["insurance_until"]}
    await case.propose(replace(proposal, answers=later))
    await case.open_without_review(2)


async def signed_by_all(case: Case) -> Standing:
    """The modification is in force."""
    await case.sign_all(version=2)
    await case.until(lambda s: s.in_force == 2)
    return await case.recorded()


@pytest.mark.requirement("CT-149")
async def test_nobody_is_asked_for_a_certificate_that_came_in_with_a_modification(
    world: World,
) -> None:
    """What was asked for before is owed until everybody has signed, and no longer."""
    _, case, task = await with_a_certificate_asked_for(world)
    await with_a_later_certificate(case)
    assert asked(await case.recorded(), "duty") == [people.EMPLOYEE]
    assert asked(await signed_by_all(case), "duty") == []
    assert [e.about for e in await case.timeline("duty_dropped")] == [task.about]


@pytest.mark.requirement("CT-149")
async def test_one_that_is_about_to_lapse_itself_leaves_what_was_asked_for_as_it_is(
    world: World,
) -> None:
    """It would be asked for today: nobody is told that nothing is owed, and asked once more."""
    begun, case, task = await with_a_certificate_asked_for(world)
    soon = case.submission.proposal.answers | {"insurance_until": str(begun + 65 * A_DAY)}
    await case.propose(replace(case.submission.proposal, answers=soon))
    await case.open_without_review(2)
    assert [t.about for t in (await signed_by_all(case)).tasks if t.purpose == "duty"] == [
        task.about
    ]
    assert await case.timeline("duty_dropped") == []


@pytest.mark.requirement("CT-149")
async def test_nor_where_the_old_one_was_about_to_lapse_while_it_was_signed(world: World) -> None:
    """It is asked for by the calendar, which does not know of what is not signed yet."""
    until = local_date(await world.now(), "America/New_York") + 60 * A_DAY
    case = await world.submit(insurance_until=until.isoformat())
    await case.authorized()
    await case.delivered()
    await with_a_later_certificate(case)
    await world.skip(days=35)
    assert asked(await case.recorded(), "duty") == [people.EMPLOYEE]
    assert asked(await signed_by_all(case), "duty") == []


@pytest.mark.requirement("CT-149")
@pytest.mark.parametrize(("before", "owing"), [(True, []), (False, [people.EMPLOYEE])])
async def test_what_is_reported_while_a_modification_is_signed_is_asked_for_all_the_same(
    world: World, owing: list[str], *, before: bool
) -> None:
    """The certificate that it brought may be the one that has lapsed; one before it may not."""
    case = await world.submit(insurance_until="2036-12-31")
    await case.authorized()
    await case.delivered()
    news = {"day": (await case.today()).isoformat()}
    if before:
        await case.report("insurance_news", news)
        await world.skip(minutes=1)
    await with_a_later_certificate(case)
    if not before:
        await world.skip(minutes=1)
        await case.report("insurance_news", news)
    assert asked(await signed_by_all(case), "duty") == owing


async def test_a_new_certificate_in_a_modification_takes_the_old_day_away(world: World) -> None:
    """What would have opened for the old one does not."""
    until = local_date(await world.now(), "America/New_York") + 120 * A_DAY
    case = await world.submit(insurance_until=until.isoformat())
    await case.authorized()
    await case.delivered()
    (rule,) = [rule for rule in case.plan.in_force.duties if rule.on]
    proposal = case.submission.proposal
    later = proposal.answers | {rule.on: "2037-12-31"}
    await case.propose(replace(proposal, answers=later))
    await case.open_without_review(2)
    await case.sign_all(version=2)
    standing = await case.until(lambda s: s.in_force == 2)
    assert not [d for d in standing.deadlines if "opens:" in d.name]
