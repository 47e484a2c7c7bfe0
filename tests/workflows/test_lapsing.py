"""Papers that lapse before signing opens are asked for again."""

from datetime import timedelta

import pytest

from policy.account import Status
from policy.deadlines import local_date
from tests import people
from tests.workflows.uncompleted import INSURANCE, MEASURES, approved, frozen, owing
from tests.world import World


@pytest.mark.requirement("CT-149")
async def test_insurance_that_lapses_before_signing_opens_is_handed_in_again(
    world: World,
) -> None:
    """In force at the approval, over when the last answer came in; a later date is no paper."""
    until = await world.today() + timedelta(days=10)
    case = await approved(world, measures=False, insurance_until=until.isoformat())
    standing = await case.until(lambda s: s.status is Status.COMPLETING)
    assert owing(standing) == {("supervisor", people.SUPERVISOR)}
    await world.skip(days=12)
    await case.provide("supervisor", people.SUPERVISOR, **MEASURES)
    await case.until(lambda s: owing(s) == {("employee", people.EMPLOYEE)})
    assert frozen(case) == 0
    act = await case.provide("employee", people.EMPLOYEE, insurance_until="2037-12-31")
    await case.answered(act.by.key)
    assert owing(await case.recorded()) == {("employee", people.EMPLOYEE)}
    await case.provide("employee", people.EMPLOYEE, **INSURANCE)
    await case.open_without_review()


@pytest.mark.requirement("CT-149")
async def test_a_paper_that_lapses_while_it_is_asked_for_does_not_do_with_a_later_date(
    world: World,
) -> None:
    """Something else was missing, and asked for before the certificate's last day."""
    until = await world.today() + timedelta(days=10)
    case = await approved(world, workspace_safe="", insurance_until=until.isoformat())
    await case.until(lambda s: owing(s) == {("employee", people.EMPLOYEE)})
    await world.skip(days=12)
    late = {"workspace_safe": "yes", "insurance_until": "2037-12-31"}
    act = await case.provide("employee", people.EMPLOYEE, **late)
    await case.answered(act.by.key)
    assert owing(await case.recorded()) == {("employee", people.EMPLOYEE)}
    assert case.answers_on_record(1).get("insurance_certificate") is None


@pytest.mark.requirement("CT-149")
async def test_insurance_is_in_force_through_its_last_day(world: World) -> None:
    """By the agency's calendar."""
    zone = (await world.submit()).plan.time_zone
    today = local_date(await world.now(), zone)
    case = await approved(world, insurance_until=today.isoformat())
    assert owing(await case.open_without_review()) == set()
    late = await approved(world, insurance_until=(today - timedelta(days=1)).isoformat())
    standing = await late.until(lambda s: s.status is Status.COMPLETING)
    assert owing(standing) == {("employee", people.EMPLOYEE)}
