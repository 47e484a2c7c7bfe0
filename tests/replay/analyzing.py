"""The ways through the analyses, and through what is missing before signing, that are kept."""

from policy.account import Status
from tests import people
from tests.case import Case
from tests.reviewing import DENIED
from tests.world import World


async def _supervised(case: Case, **otherwise: str) -> None:
    """The supervisor reviews, with some answers that approval does not need."""
    await case.asked_to_review("supervisor")
    found = case.favorable("supervisor", **otherwise)
    act = await case.review("supervisor", people.SUPERVISOR, findings=found)
    await case.answered(act.by.key)


async def blocked(world: World) -> Case:
    """An answer was in the way: denied."""
    case = await world.submit()
    await _supervised(case, n5="yes")
    await case.reviewed()
    await case.decide(DENIED, reason="Responsible for patients.", findings=())
    await case.closed()
    return case


async def reviewed_again(world: World) -> Case:
    """Open: blocked, the supervisor asked again, whose new answers opened the way."""
    case = await world.submit()
    await _supervised(case, n5="yes")
    await case.reviewed()
    await case.ask_to_review_again("supervisor")
    await world.skip(days=4)
    await case.reviewed()
    await case.recorded()
    return case


async def completed(world: World) -> Case:
    """Employee and supervisor filled in what was missing, the one reminded; then all signed."""
    case = await world.submit(starts_in=60, insurance_certificate="", insurance_holder="")
    await case.asked_to_review("supervisor")
    act = await case.review("supervisor", people.SUPERVISOR, answers={})
    await case.answered(act.by.key)
    await case.reviewed()
    await case.decide()
    await case.until(lambda s: s.status is Status.COMPLETING)
    owed = case.filled("supervisor")
    act_of_supervisor = await case.provide("supervisor", people.SUPERVISOR, **owed)
    await case.answered(act_of_supervisor.by.key)
    await world.skip(days=8)
    await case.remind("employee")
    await case.provide("employee", people.EMPLOYEE, **case.filled("employee"))
    await case.open_without_review()
    await case.sign_all()
    await case.delivered()
    return case


async def accommodated(world: World) -> Case:
    """Open: questions set aside, approved, one signature in."""
    case = await world.submit(accommodation="yes")
    await _supervised(case, n5="yes", y6="no")
    await case.reviewed()
    await case.accommodate("n5", "y6")
    await case.reviewed()
    await case.decide()
    await case.open_without_review()
    await case.sign("employee", people.EMPLOYEE)
    await case.until(lambda s: s.signed == ("employee",))
    await case.recorded()
    return case
