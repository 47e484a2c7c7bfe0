"""Who coordinates: nobody their own arrangement, whatever the directory says of them."""

from dataclasses import replace

from policy.acts import Reminded
from tests import people
from tests.case import Case, refusal
from workflows.arrangement import ArrangementWorkflow

HR = "hr_representative"


async def test_an_employee_who_coordinates_for_the_agency_does_not_for_themselves(
    signed_once: Case,
) -> None:
    """Nor with what they bring along as they act."""
    assert "Only the" in await refusal(signed_once.remind("manager", person=people.EMPLOYEE))
    by = replace(await signed_once.world.by(people.EMPLOYEE), coordinates=("comptroller",))
    act = Reminded("manager", by)
    update = signed_once.handle.execute_update(ArrangementWorkflow.remind, act)
    assert "Only the" in await refusal(update)


async def test_nor_are_they_asked_to_find_somebody(signed_once: Case) -> None:
    """Their colleagues are."""
    both = (people.EMPLOYEE, people.COLLEAGUE)
    left = (people.COORDINATOR, people.MANAGER)
    await signed_once.change_holder(HR, departed=left[:1], coordinators=both)
    await signed_once.change_holder("manager", departed=left, coordinators=both)
    standing = await signed_once.recorded()
    assert [t.person for t in standing.tasks if t.purpose == "appoint"] == [people.COLLEAGUE]


async def test_somebody_is_found_by_who_coordinates_this_one_not_by_all_of_the_agency(
    signed_once: Case,
) -> None:
    everybody = (people.COORDINATOR, people.COLLEAGUE)
    gone = (people.MANAGER,)
    await signed_once.change_holder("manager", departed=gone, coordinators=everybody)
    standing = await signed_once.recorded()
    assert [t.person for t in standing.tasks if t.purpose == "appoint"] == [people.COORDINATOR]


async def test_who_has_to_find_somebody_is_not_reminded_of_what_that_one_owes(
    signed_once: Case,
) -> None:
    await signed_once.change_holder("manager", departed=(people.MANAGER,))
    await signed_once.world.skip(days=8)
    reminded = {letter.role for letter in await signed_once.letters("signature_reminder")}
    assert "supervisor" in reminded
    assert "manager" not in reminded
