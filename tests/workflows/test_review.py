"""Review: HR first, then three reviewers, each once (GL32 III)."""

from datetime import timedelta

import pytest

from policy.account import Ending, Status
from records import board
from records.board import BoardFilter
from records.people import Person
from tests import people
from tests.case import refusal
from tests.world import World, all_at_once


@pytest.mark.requirement("CT-016")
async def test_human_resources_is_told_before_anybody_is_asked(world: World) -> None:
    """The proposal goes to Human Resources, which coordinates."""
    case = await world.submit(change=all_at_once)
    await case.until(lambda s: len(s.tasks) == 3)
    kinds = [letter.kind for letter in sorted(await case.letters(), key=lambda one: one.key)]
    assert kinds[:2] == ["proposal_received", "proposal_to_coordinate"]
    assert kinds[2:] == ["review_requested"] * 3


@pytest.mark.requirement("CT-016")
async def test_human_resources_coordinates_from_the_first_moment(world: World) -> None:
    """On their board with what it waits for, told before anybody else there; nobody else may."""
    case = await world.submit()
    await case.asked_to_review("supervisor")
    agency = case.submission.agency
    with world.tools.sessions() as session:
        found = board.rows(
            session, BoardFilter(), people.COORDINATOR, frozenset({agency}), await world.now()
        )
    (row,) = found.rows
    assert row.arrangement.reference == case.reference
    assert [task.role for task in row.tasks] == ["supervisor"]
    letters = sorted(await case.letters(), key=lambda one: one.key)
    told = [letter.person for letter in letters if letter.person != people.EMPLOYEE]
    assert told == [people.COORDINATOR, people.SUPERVISOR]
    for person in (people.SUPERVISOR, people.MANAGER, people.HEAD):
        assert "Only the HR" in await refusal(case.remind("supervisor", person=person))
    await case.remind("supervisor")
    await case.replace("supervisor", people.COLLEAGUE)
    assert await case.asked_to_review("supervisor") == people.COLLEAGUE


async def test_a_review_counts_once_however_often_it_is_sent(world: World) -> None:
    """The same key is the same act; another key is a second review, and refused."""
    case = await world.submit(change=all_at_once)
    await case.until(lambda s: len(s.tasks) == 3)
    for _ in range(3):
        await case.review("supervisor", people.SUPERVISOR, key="one act")
    again = await case.review("supervisor", people.SUPERVISOR)
    await case.answered(again.by.key)
    assert len(await case.timeline("review_given")) == 1
    assert await case.refusals() == ["this review is already given"]


async def test_a_review_by_somebody_else_is_refused_and_recorded(world: World) -> None:
    """A reviewer cannot give another's review, nor anybody an unknown one."""
    case = await world.submit(change=all_at_once)
    await case.until(lambda s: len(s.tasks) == 3)
    await case.review("manager", people.SUPERVISOR)
    await case.review("supervisor", people.COLLEAGUE)
    last = await case.review("notary", people.SUPERVISOR)
    await case.answered(last.by.key)
    assert await case.refusals() == ["this review is not asked of this person"] * 3
    assert (await case.standing()).status is Status.REVIEW


@pytest.mark.requirement("CT-009")
async def test_a_designee_reviews_in_date_and_not_after(world: World) -> None:
    """The agency head's designee reviews in the head's place; an expired one does not."""
    today = await world.today()
    with world.tools.sessions() as session:
        people.designate(session, today - timedelta(days=9), today + timedelta(days=1))
    early, late = [await world.submit(change=all_at_once) for _ in range(2)]
    for case in (early, late):
        await case.until(lambda s: len(s.tasks) == 4)
    await early.review("agency_head", people.DESIGNEE)
    await early.until(lambda s: len(s.tasks) == 2)
    await world.skip(days=3)
    act = await late.review("agency_head", people.DESIGNEE)
    await late.answered(act.by.key)
    assert await late.refusals() == ["the designation does not cover this day"]
    assert (await early.timeline("review_given"))[0].evidence["in_place_of"] == people.HEAD


async def test_the_agency_ends_what_is_in_review_only_with_its_reason(world: World) -> None:
    """The employee needs none (IV.E)."""
    case = await world.submit()
    await case.asked_to_review("supervisor")
    assert "needs its reason" in await refusal(case.end(people.COORDINATOR, " "))
    await case.end(people.COORDINATOR, "The office was closed.")
    assert (await case.closed()).ending is Ending.ENDED_BY_AGENCY


@pytest.mark.requirement("CT-101")
@pytest.mark.requirement("SA-003")
async def test_the_employee_withdraws_while_it_is_in_review(world: World) -> None:
    """Without a reason; nobody is asked any more, and everybody is told."""
    case = await world.submit(change=all_at_once)
    await case.until(lambda s: len(s.tasks) == 3)
    await case.review("supervisor", people.SUPERVISOR)
    await case.end(people.EMPLOYEE)
    standing = await case.closed()
    assert (standing.status, standing.ending) == (Status.WITHDRAWN, Ending.WITHDRAWN)
    assert {letter.person for letter in await case.letters("arrangement_ended")} == {
        people.EMPLOYEE, people.SUPERVISOR, people.MANAGER, people.COORDINATOR, people.HEAD,
    }  # fmt: skip


async def test_a_reviewer_is_replaced_and_the_old_one_reviews_no_more(world: World) -> None:
    """The task moves; the earlier mail's link dies."""
    case = await world.submit(change=all_at_once)
    await case.until(lambda s: len(s.tasks) == 3)
    await case.replace("manager", people.COLLEAGUE)
    old = await case.review("manager", people.MANAGER)
    await case.answered(old.by.key)
    await case.review("manager", people.COLLEAGUE)
    await case.reviewed()
    assert await case.refusals() == ["this review is not asked of this person"]
    assert [one.person for one in await case.letters("signer_replaced")] == [people.MANAGER]


@pytest.mark.requirement("CT-017")
async def test_a_role_that_nobody_holds_waits_until_somebody_is_put_into_it(world: World) -> None:
    """The coordinator is asked to find somebody, and gives no review in their place."""
    with world.tools.sessions() as session:
        employee = session.get_one(Person, people.EMPLOYEE)
        employee.manager = ""
        session.add(employee)
        session.commit()
    case = await world.submit(change=all_at_once)
    standing = await case.until(lambda s: len(s.tasks) == 4)
    mine = [task for task in standing.tasks if task.person == people.COORDINATOR]
    waiting = {(task.purpose.value, task.role, task.about) for task in mine}
    assert ("appoint", "hr_representative", "manager") in waiting
    assert ("review", "manager", "") in waiting
    (letter,) = await case.letters("holder_changed")
    assert (letter.person, letter.subject[:4]) == (people.COORDINATOR, "Find")
    act = await case.review("manager", people.COORDINATOR)
    refused = await case.answered(act.by.key)
    assert refused.note == "this review is not asked of this person"
    await case.replace("manager", people.COLLEAGUE)
    standing = await case.standing()
    assert not [task for task in standing.tasks if task.purpose == "appoint"]
    assert [one.person for one in await case.letters("signer_replaced")] == []
    await case.review("manager", people.COLLEAGUE)
    await case.reviewed()
