"""Signing in the City of Sacramento: stage by stage, with both documents in the mail."""

from dataclasses import replace

import pytest

from policy.account import Status
from policy.identity import KnownBy
from policy.signing import Ruling
from tests import people
from tests.world import World
from workflows.arrangement import ArrangementWorkflow


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


async def test_where_the_program_asks_for_single_sign_on_a_link_signs_nothing(world: World) -> None:
    """Through whatever door it comes: the refusal is on record, and the line stays open."""
    case = await world.submit(
        people.CITY_EMPLOYEE, change=lambda rules: replace(rules, single_sign_on=True)
    )
    await case.open_for_signing()
    by_link = await case.sign("employee_policy", people.CITY_EMPLOYEE)
    assert (await case.answered(by_link.by.key)).note == Ruling.NOT_KNOWN_ENOUGH
    act = await case.signature("employee_policy", people.CITY_EMPLOYEE)
    known = replace(act.by, identified_by=KnownBy.SINGLE_SIGN_ON)
    await case.handle.signal(ArrangementWorkflow.sign, replace(act, by=known))
    await case.until(lambda s: s.signed == ("employee_policy",))
    (entry,) = await case.timeline("signed")
    assert entry.evidence["identified_by"] == KnownBy.SINGLE_SIGN_ON
