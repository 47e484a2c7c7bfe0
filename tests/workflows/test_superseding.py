"""A version that takes another's place goes to the liaison on its own clock."""

from datetime import timedelta

import pytest

from policy.account import Status
from policy.deadlines import end_of_day, local_date
from tests import people
from tests.workflows.copied import das
from tests.world import World, modified


@pytest.mark.requirement("CT-175")
async def test_the_copy_of_a_new_version_is_due_a_week_after_its_own_last_signature(
    world: World,
) -> None:
    """Days pass with version 1 half signed; only version 2 is sent, and its week starts anew."""
    case = await world.submit()
    await case.open_for_signing()
    await case.sign("supervisor", people.SUPERVISOR)
    await world.skip(days=5)
    await case.amend(modified(case.submission.proposal, "wednesday"))
    await case.open_for_signing(version=2)
    await case.sign_all(version=2)
    standing = await case.until(lambda s: s.status is Status.AUTHORIZED)
    rule, zone = das(case), case.plan.time_zone
    on = local_date(await world.now(), zone) + timedelta(days=rule.due_within_days or 0)
    assert case.deadline(standing, "das:2:due") == end_of_day(on, zone)
    await case.delivered()
    (copy,) = await case.letters("copy_delivery")
    assert [name for name, _ in copy.attachments] == [f"{case.reference}-arrangement.pdf"]
    assert (await case.standing()).version == 2
    *_, newest = await case.letters("signature_requested")
    assert newest.subject.endswith("version 2")
