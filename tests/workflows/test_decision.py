"""The decision: one decider, after every review, at their own discretion (GL32 III)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from policy.account import Ending, Status
from policy.acts import Outcome
from policy.duration import last_day
from policy.plan import Plan
from policy.week import Place
from records import proposals
from tests import people
from tests.case import refusal
from tests.world import World, all_at_once, modified


@pytest.mark.requirement("CT-017")
async def test_the_decision_is_refused_while_any_review_is_missing(world: World) -> None:
    """Two of three are not enough, whichever is missing."""
    case = await world.submit(change=all_at_once)
    await case.recorded()  # what comes before is heard then, and refused on record
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
    assert [letter.person for letter in await case.letters("reviews_complete")] == [people.HEAD]
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
        {day.weekday for day in one.week if day.place is Place.TELECOMMUTING} for one in kept if one
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
