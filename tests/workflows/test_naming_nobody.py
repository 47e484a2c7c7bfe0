"""What operators see of whole lives names nobody."""

from policy.account import Status
from tests import people
from tests.case import Case
from tests.workflows.seen import shown
from tests.world import World, modified


async def lived(world: World) -> list[Case]:
    """Two lives with everything in them that could carry a name."""
    case, city = await world.submit(name="Ana Rivera"), await world.submit(people.CITY_EMPLOYEE)
    await case.open_for_signing()
    await case.decline("manager", people.MANAGER, reason="Ask Pia Weiss, pia@example.test.")
    await case.until(lambda s: s.status is Status.DECLINED)
    await case.replace("manager", people.COLLEAGUE)
    await case.amend(modified(case.submission.proposal, "monday"), reason="Ana Rivera asked.")
    await case.open_for_signing(version=2)
    await case.remind("supervisor")
    await case.sign_all(version=2)
    await case.delivered()
    reasons = case.plan.in_force.ending.reasons
    at_once = next(each.id for each in reasons if each.at_once)
    await case.end_for(at_once, reason="Hana Ito decided.")
    await case.closed()
    await city.authorized()
    return [case, city]


async def test_nothing_that_operators_see_names_anybody(world: World) -> None:
    """Neither names nor numbers nor addresses, in IDs, summaries, details or search attributes."""
    forbidden = {*people.NAMES, *people.NAMES.values(), *people.CITY_NAMES}
    forbidden |= set(people.CITY_NAMES.values()) | {"example.test", "das.example", "@"}
    for case in await lived(world):
        texts = list(filter(None, shown(await case.handle.fetch_history())))
        assert len(texts) > 10
        named = {(word, text) for text in texts for word in forbidden if word in text}
        assert named == set()
