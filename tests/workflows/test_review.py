"""Review and decision: HR first, three reviews, one decider (GL32 III).

What these tests show holds whatever is asked of reviewers: where nothing else is said, the
program has no questions and asks all three at once.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from policy.account import Ending, Status
from policy.acts import Outcome
from policy.duration import last_day
from policy.plan import Plan
from records import board, proposals
from records.board import BoardFilter
from records.people import Person
from tests import people
from tests.case import refusal
from tests.world import World, all_at_once, modified


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


@pytest.mark.requirement("CT-017")
async def test_the_decision_is_refused_while_any_review_is_missing(world: World) -> None:
    """Two of three are not enough, whichever is missing."""
    case = await world.submit(change=all_at_once)
    for role, person in (
        ("agency_head", people.HEAD),
        ("supervisor", people.SUPERVISOR),
        ("manager", people.MANAGER),
    ):
        assert "every review is in" in await refusal(case.decide())
        act = await case.review(role, person)
        await case.answered(act.by.key)
    await case.decide()
    assert await case.timeline("decided")


@pytest.mark.requirement("CT-018")
async def test_three_favorable_reviews_approve_nothing(world: World) -> None:
    """The decision waits for the decider, however long it takes."""
    case = await world.submit(starts_in=60)
    await case.reviewed()
    await world.skip(days=30)
    standing = await case.standing()
    assert standing.status is Status.DECISION
    assert [task.purpose for task in standing.tasks] == ["decide"]


@pytest.mark.requirement("CT-018")
async def test_only_the_decider_decides(world: World) -> None:
    """No reviewer, no colleague, and no coordinator of another agency."""
    case = await world.submit()
    await case.reviewed()
    for person in (people.EMPLOYEE, people.SUPERVISOR, people.HEAD, people.CITY_COORDINATOR, ""):
        assert "Only the agency's decider" in await refusal(case.decide(person=person))
    assert (await case.standing()).status is Status.DECISION


@pytest.mark.requirement("CT-018")
async def test_the_decider_is_whom_the_program_names(world: World) -> None:
    """Where that is the agency head, the coordinator cannot decide."""

    def by_the_head(plan: Plan) -> Plan:
        return replace(all_at_once(plan), decider="agency_head")

    case = await world.submit(change=by_the_head)
    decision = await case.reviewed()
    assert [task.person for task in decision.tasks] == [people.HEAD]
    assert "Only the agency's decider" in await refusal(case.decide())
    await case.decide(person=people.HEAD)
    assert (await case.timeline("decided"))[0].person == people.HEAD


@pytest.mark.requirement("CT-022")
async def test_a_denial_ends_it_and_says_that_it_cannot_be_grieved(world: World) -> None:
    """With its reason, by mail to the employee alone."""
    case = await world.submit()
    await case.reviewed()
    assert "needs its reason" in await refusal(case.decide(Outcome.DENIED, reason="  "))
    await case.decide(Outcome.DENIED, reason="The counter needs two people.")
    standing = await case.closed()
    assert (standing.status, standing.ending) == (Status.DENIED, Ending.DENIED)
    assert not standing.tasks
    assert not standing.deadlines
    await world.post()
    mail = world.mails("ana")[-1]
    assert "your proposal is denied" in mail.text
    assert "The counter needs two people." in mail.text
    assert "not subject to the grievance process" in " ".join(mail.text.split())
    assert len(await case.letters("decision_denied")) == 1


async def test_a_review_that_does_not_support_it_leaves_the_decision_open(world: World) -> None:
    """Reviews advise; the record says how."""
    case = await world.submit(change=all_at_once)
    await case.until(lambda s: len(s.tasks) == 3)
    await case.review("supervisor", people.SUPERVISOR, supports=False)
    await case.reviewed()
    await case.decide()
    given = {entry.role: entry.evidence for entry in await case.timeline("review_given")}
    assert given["supervisor"]["assessment"] == "does not support it"
    assert given["manager"]["assessment"] == "supports it"


@pytest.mark.requirement("CT-082")
async def test_approval_as_modified_keeps_both_and_freezes_the_modified_one(world: World) -> None:
    """What the employee submitted stays version 0; version 1 is what is signed."""
    case = await world.submit()
    await case.reviewed()
    changed = modified(case.submission.proposal, "wednesday")
    assert "needs the modified" in await refusal(case.decide(Outcome.APPROVED_AS_MODIFIED))
    assert "have none" in await refusal(case.decide(proposal=changed))
    await case.decide(Outcome.APPROVED_AS_MODIFIED, proposal=changed)
    await case.until(lambda s: s.status is Status.SIGNING)
    await case.recorded()
    with world.tools.sessions() as session:
        kept = [proposals.of_version(session, case.reference, version) for version in (0, 1)]
    places = [
        {str(day["weekday"]) for day in one.content["week"] if day["place"] == "telecommuting"}
        for one in kept
        if one is not None and isinstance(one.content["week"], list)
    ]
    assert places == [{"tuesday", "thursday"}, {"wednesday"}]


@pytest.mark.requirement("CT-107")
async def test_more_than_nine_months_are_refused_by_the_section(world: World) -> None:
    """The last day that nine months allow passes; one more does not."""
    case = await world.submit()
    await case.reviewed()
    latest = last_day(case.submission.proposal.starts_on, 9)
    ten = case.ending_on(latest + timedelta(days=30))
    why = await refusal(case.decide(Outcome.APPROVED_AS_MODIFIED, proposal=ten))
    assert "nine-month maximum" in why
    assert case.plan.term.citation in why
    one_more = case.ending_on(latest + timedelta(days=1))
    assert await refusal(case.decide(Outcome.APPROVED_AS_MODIFIED, proposal=one_more))
    await case.decide(Outcome.APPROVED_AS_MODIFIED, proposal=case.ending_on(latest))


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
    today = (await world.now()).date()
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
