"""Reports and duties of an arrangement in force (GL32 IV)."""

import json
from datetime import date, datetime

import pytest

from policy.account import Status
from policy.deadlines import A_DAY
from records import arrangements
from tests import people
from tests.case import Case
from tests.workflows.concerned import a_change, asked
from tests.world import World


@pytest.mark.requirement("CT-153")
async def test_an_injury_is_told_to_the_supervisor_at_once(active: Case) -> None:
    """Whether or not it is claimed; it is on record with its time."""
    answers = {"day": (await active.today()).isoformat(), "at": "9:00", "what": "A fall."}
    assert await active.report("injury", answers) == "reported"
    told = {letter.person for letter in await active.letters("report_made")}
    assert told == {people.SUPERVISOR, people.COORDINATOR}


@pytest.mark.requirement("CT-125", "CT-155", "CT-156")
async def test_a_report_opens_a_duty_that_only_its_paper_closes(active: Case) -> None:
    """Reminded of, overdue, told of, and open until it is done."""
    answers = {"day": (await active.today()).isoformat(), "dependents": "yes"}
    assert await active.report("care_change", answers) == "reported"
    standing = await active.until(lambda s: bool(asked(s, "duty")))
    task = next(task for task in standing.tasks if task.purpose == "duty")
    number = int(task.about)
    await active.world.skip(days=60)
    assert await active.letters("duty_reminder")
    assert await active.letters("duty_overdue")
    assert await active.do_duty(number, people.MANAGER, {"care_proof": "a" * 64}) == "refused"
    assert await active.do_duty(number, task.person, {"care_proof": " "}) == "refused"
    assert await active.do_duty(number, task.person, {"excuse": "a" * 64}) == "refused"
    others = {"care_proof": "a" * 64, "excuse": "Later."}
    assert await active.do_duty(number, task.person, others) == "refused"
    assert (await active.refusals())[-3:] == [
        "care_proof is not filled in",
        "its form has no question excuse",
        "its form has no question excuse",
    ]
    assert await active.do_duty(number, task.person, {"care_proof": "a" * 64}) == "duty_done"
    assert asked(await active.recorded(), "duty") == []


async def test_the_coordinator_does_for_others_what_they_owe(active: Case) -> None:
    """On record as theirs."""
    answers = {"day": (await active.today()).isoformat(), "dependents": "yes"}
    await active.report("care_change", answers)
    proof = {"care_proof": "a" * 64}
    assert await active.do_duty(2, people.COORDINATOR, proof) == "duty_done"
    (done,) = await active.timeline("duty_done")
    assert (done.person, done.role) == (people.COORDINATOR, "employee")
    assert await active.do_duty(2, people.EMPLOYEE, proof) == "refused"
    assert (await active.refusals())[-1] == "it is closed already"


async def test_what_only_served_it_is_owed_no_more_once_it_has_ended(active: Case) -> None:
    """Nobody is asked for the certificate of a location where nobody works any more."""
    await active.report("insurance_news", {"day": (await active.today()).isoformat()})
    assert asked(await active.recorded(), "duty") == [people.EMPLOYEE]
    await active.end(people.EMPLOYEE)
    await active.closed()
    assert [entry.about for entry in await active.timeline("duty_dropped")] == ["2"]
    assert "2" not in {entry.about for entry in await active.timeline("duty_done")}


@pytest.mark.requirement("CT-131", "CT-129")
async def test_the_workflow_stays_until_every_item_is_back(world: World) -> None:
    """One task an item after the ending; what was brought by approval counts too."""
    listed = json.dumps([{"item": "Laptop", "tag": "4711"}, {"item": "Screen", "tag": "4712"}])
    case = await world.submit(equipment=listed)
    await case.authorized()
    await case.delivered()
    await case.end(people.EMPLOYEE)
    standing = await case.until(lambda s: len(asked(s, "duty")) >= 2)
    duties = [task for task in standing.tasks if task.purpose == "duty"]
    assert not await case.is_closed()
    await case.remind("supervisor")
    assert {one.person for one in await case.letters("duty_reminder")} == {people.SUPERVISOR}
    for task in duties:
        back = {"came_back": "Yes", "returned_on": "2027-01-04"}
        assert await case.do_duty(int(task.about), task.person, back) == "duty_done"
    assert (await case.closed()).status is Status.ENDED


@pytest.mark.requirement("CT-131")
async def test_an_item_that_came_back_and_went_out_again_is_asked_back_again(world: World) -> None:
    """By the approval of since then; the ending asks for it although it was back once."""
    listed = json.dumps([{"item": "Laptop", "tag": "4711"}])
    case = await world.submit(equipment=listed)
    await case.authorized()
    await case.report("equipment_back", {}, role="supervisor", person=people.SUPERVISOR)
    (task,) = [task for task in (await case.recorded()).tasks if task.purpose == "duty"]
    await case.do_duty(int(task.about), task.person, {"returned_on": "2027-01-04"})
    await world.skip(minutes=1)
    taken = {"taken_on": (await case.today() + A_DAY).isoformat(), "taken_at": "9:00"}
    number = await case.ask_for("equipment_out", {"items": listed} | taken)
    assert await case.rule_on(number) == "approval_given"
    await case.end(people.EMPLOYEE)
    standing = await case.recorded()
    assert [task.person for task in standing.tasks if task.purpose == "duty"] == [task.person]
    assert (await case.timeline("duty_opened"))[-1].note == "Laptop, 4711"


async def test_nothing_opens_by_itself_after_the_last_day(active: Case) -> None:
    """A certificate that outlasts the arrangement is nobody's to renew."""
    rules = [rule for rule in active.plan.in_force.duties if rule.on]
    until = date.fromisoformat(active.submission.proposal.answers[rules[0].on])
    ends_on = active.submission.proposal.ends_on
    assert ends_on is not None
    assert until > ends_on
    assert not [d for d in (await active.standing()).deadlines if "opens:" in d.name]


async def test_a_reminder_that_reaches_nobody_sets_the_next_deadline_on_record_too(
    active: Case,
) -> None:
    """Nobody holds the role: nothing is told, and yet the records say what comes next."""
    await active.change_holder("supervisor")
    await active.ask_for("day_change", await a_change(active))
    before = (await active.recorded()).deadlines
    await active.world.skip(days=2)
    standing = await active.recorded()
    assert standing.deadlines != before
    with active.world.tools.sessions() as session:
        row = arrangements.find(session, active.reference)
    assert row is not None
    assert [each["name"] for each in row.deadlines] == [each.name for each in standing.deadlines]
    assert [datetime.fromisoformat(each["at"]) for each in row.deadlines] == [
        each.at for each in standing.deadlines
    ]
