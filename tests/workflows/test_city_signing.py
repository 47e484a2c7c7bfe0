"""Signing in the City of Sacramento: stage by stage, with both documents in the mail."""

import pytest

from policy.account import Status
from policy.signing import Ruling
from tests import people
from tests.world import World


@pytest.mark.requirement("SA-008")
@pytest.mark.requirement("SA-014")
@pytest.mark.requirement("SA-015")
async def test_sacramento_refuses_who_signs_out_of_turn(world: World) -> None:
    """Both of the employee's documents, then the supervisor, then the department head."""
    case = await world.submit(people.CITY_EMPLOYEE)
    await case.open_for_signing()
    await case.sign("employee_policy", people.CITY_EMPLOYEE)
    for line, person in (
        ("supervisor", people.CITY_SUPERVISOR),
        ("department_head", people.CITY_HEAD),
    ):
        act = await case.sign(line, person)
        assert (await case.answered(act.by.key)).note == Ruling.OUT_OF_TURN
    await case.sign("employee_justification", people.CITY_EMPLOYEE)
    await case.asked("supervisor")
    early = await case.sign("department_head", people.CITY_HEAD)
    assert (await case.answered(early.by.key)).note == Ruling.OUT_OF_TURN
    await case.sign("supervisor", people.CITY_SUPERVISOR)
    assert (await case.standing()).status is Status.SIGNING
    await case.sign("department_head", await case.asked("department_head"))
    await case.until(lambda s: s.status is Status.AUTHORIZED)


@pytest.mark.requirement("SA-007")
async def test_sacramento_mails_the_employee_both_documents(world: World) -> None:
    """The policy document and the detail justification form come with the invitation."""
    case = await world.submit(people.CITY_EMPLOYEE)
    await case.open_for_signing()
    await world.post()
    (mail,) = (one for one in world.mails("lee") if one.attachments)
    assert {one.name for one in mail.attachments} == {
        f"{case.reference}-policy.pdf",
        f"{case.reference}-justification.pdf",
    }
