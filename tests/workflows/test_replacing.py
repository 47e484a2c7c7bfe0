"""Somebody else is put into a role: what it still owes moves, and nothing else (GL32 V)."""

import pytest

from policy.account import Status
from policy.signing import Ruling
from records.links import LinkState
from tests import people
from tests.case import Case, refusal
from tests.workflows.seen import link_states
from tests.world import World, modified


async def test_a_successor_signs_for_who_declined(declined: Case) -> None:
    """Putting somebody else into the role settles the refusal."""
    await declined.replace("manager", people.COLLEAGUE)
    standing = await declined.standing()
    assert standing.status is Status.SIGNING
    assert not [task for task in standing.tasks if task.purpose == "settle"]
    await declined.sign("manager", people.COLLEAGUE)
    await declined.until(lambda s: "manager" in s.signed)


async def test_a_replaced_signer_signs_no_more_and_both_are_told(signed_once: Case) -> None:
    """The old person's link is replaced; the new one's signature is taken."""
    await signed_once.replace("manager", people.COLLEAGUE)
    old = await signed_once.sign("manager", people.MANAGER)
    assert (await signed_once.answered(old.by.key)).note == Ruling.NOT_THEIRS
    await signed_once.sign("manager", people.COLLEAGUE)
    await signed_once.until(lambda s: "manager" in s.signed)
    await signed_once.recorded()
    assert link_states(signed_once, people.MANAGER) == {LinkState.REPLACED}
    await signed_once.world.post()
    assert "do not have to act" in signed_once.world.mails("pia")[-1].text
    assert signed_once.reference in signed_once.world.mails("sam")[-1].subject
    asked = [entry.evidence["asked"] for entry in await signed_once.timeline("signature_asked")]
    assert people.MANAGER in asked
    assert people.COLLEAGUE in asked
    (entry,) = await signed_once.timeline("replaced")
    assert entry.evidence["replaced"] == people.MANAGER
    assert (entry.role, entry.about, entry.person) == (
        "manager", people.COLLEAGUE, people.COORDINATOR,
    )  # fmt: skip


async def test_a_successor_stays_through_an_amendment(signed_once: Case) -> None:
    """The directory still says otherwise; the coordinator's word counts."""
    await signed_once.replace("manager", people.COLLEAGUE)
    await signed_once.amend(modified(signed_once.submission.proposal, "monday"))
    await signed_once.open_for_signing(version=2)
    assert await signed_once.asked("manager") == people.COLLEAGUE


async def test_a_role_goes_only_to_who_can_take_it(signed_once: Case) -> None:
    """And only while it owes something."""
    for role, successor, why in (
        ("manager", people.EMPLOYEE, "The employee can fill no other role."),
        ("manager", people.MANAGER, "This person already holds the role."),
        ("employee", people.COLLEAGUE, "Nothing is open for this role."),
        ("das_liaison", people.COLLEAGUE, "Nothing is open for this role."),
        ("notary", people.COLLEAGUE, "Nothing is open for this role."),
    ):
        assert await refusal(signed_once.replace(role, successor)) == why


@pytest.mark.requirement("CT-009")
@pytest.mark.parametrize("number", [people.DESIGNEE, people.COLLEAGUE, people.COORDINATOR])
async def test_nobody_is_put_by_hand_into_a_role_for_designees(
    signed_once: Case, number: str
) -> None:
    """Not even whom the directory will name: it alone says who acts, and from which day."""
    why = await refusal(signed_once.replace("agency_head", number))
    assert why.startswith("The directory alone says who acts as Agency head")
    assert await signed_once.asked("agency_head") == people.HEAD


@pytest.mark.requirement("CT-009")
async def test_a_role_for_designees_that_nobody_holds_waits_for_the_directory(
    signed_once: Case,
) -> None:
    """Nobody acts in the place of nobody; who is named then signs."""
    await signed_once.change_holder("agency_head", departed=(people.HEAD,))
    why = await refusal(signed_once.replace("agency_head", people.COLLEAGUE))
    assert why.startswith("The directory alone says")
    await signed_once.change_holder("agency_head", people.COLLEAGUE)
    await signed_once.sign("agency_head", people.COLLEAGUE)
    await signed_once.until(lambda s: "agency_head" in s.signed)


async def test_nobody_signs_in_the_employees_place(world: World) -> None:
    """The employee's own line is nobody else's, whatever the coordinator wishes."""
    case = await world.submit()
    await case.open_for_signing()
    why = await refusal(case.replace("employee", people.COLLEAGUE))
    assert why == "Only the employee can act as the employee."


async def test_the_coordinators_successor_coordinates(signed_once: Case) -> None:
    """Who takes over the role can settle, remind and end as well as sign."""
    assert "Only the" in await refusal(signed_once.remind("manager", person=people.COLLEAGUE))
    await signed_once.replace("hr_representative", people.COLLEAGUE)
    await signed_once.remind("manager", person=people.COLLEAGUE)
    await signed_once.decline("manager", people.MANAGER)
    await signed_once.until(lambda s: s.status is Status.DECLINED)
    assert {
        task.person for task in (await signed_once.standing()).tasks if task.purpose == "settle"
    } == {people.COLLEAGUE}
    await signed_once.ask_again("manager", person=people.COLLEAGUE)


async def test_the_coordinators_successor_coordinates_after_news_of_the_directory_too(
    signed_once: Case,
) -> None:
    """Whom it names as coordinators does not undo what was decided for this one, until they go."""
    await signed_once.replace("hr_representative", people.COLLEAGUE)
    await signed_once.change_holder("supervisor", people.HEAD)
    await signed_once.remind("manager", person=people.COLLEAGUE)
    again = people.COORDINATOR
    await signed_once.change_holder("hr_representative", again, departed=(people.COLLEAGUE,))
    by_who_left = signed_once.remind("manager", person=people.COLLEAGUE)
    assert await refusal(by_who_left) == "Only the HR representative can do this."


async def test_a_copy_is_nobodys_signature_to_take_over(world: World) -> None:
    """The liaison's copy is owed to an address: no invitation to sign goes out for it."""
    case = await world.submit()
    await case.authorized()
    why = await refusal(case.replace("das_liaison", people.COLLEAGUE))
    assert why == "Nothing is open for this role."


async def test_a_successor_is_put_in_before_the_role_is_asked(world: World) -> None:
    """The manager's review comes after the supervisor's; their signature after the decision."""
    case = await world.submit()
    await case.asked_to_review("supervisor")
    reads = case.replace("das_liaison", people.COLLEAGUE)
    assert "Nothing is open" in await refusal(reads)
    await case.replace("manager", people.COLLEAGUE)
    await case.replace("hr_representative", people.DESIGNEE)
    entries = await case.timeline("replaced")
    assert [entry.evidence["replaced"].split()[0] for entry in entries] == [
        people.MANAGER,
        people.COORDINATOR,
    ]
    assert [task.role for task in (await case.standing()).tasks] == ["supervisor"]
    await case.review("supervisor", people.SUPERVISOR)
    await case.asked_to_review("manager")
    tasks = (await case.standing()).tasks
    assert {task.person for task in tasks if task.role == "manager"} == {people.COLLEAGUE}


async def test_nobody_is_put_into_a_role_that_has_done_its_part(world: World) -> None:
    """Once every signature is in, none is left to take over."""
    case = await world.submit()
    await case.authorized()
    why = await refusal(case.replace("manager", people.COLLEAGUE))
    assert why == "Nothing is open for this role."
