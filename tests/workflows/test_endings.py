"""Endings: with notice, at once for listed reasons, by the directory's news (IV.C, IV.E, IV.Q)."""

import json
from datetime import timedelta

import pytest

from policy.account import Ending, Status
from policy.deadlines import A_DAY, end_of_day
from policy.wording import show_date
from tests import people
from tests.case import Case, refusal
from tests.workflows.concerned import a_change
from tests.world import World

MINUTE = timedelta(minutes=1)


def reason(case: Case, *, at_once: bool) -> str:
    """One of the program's reasons."""
    reasons = case.plan.in_force.ending.reasons
    return next(r.id for r in reasons if r.at_once is at_once and not r.job_change)


def job_change(case: Case) -> str:
    """One of the program's job changes."""
    return next(r.id for r in case.plan.in_force.ending.reasons if r.job_change)


@pytest.mark.requirement("CT-102", "CT-103", "CT-012")
async def test_the_agency_ends_it_on_the_last_day_of_its_notice(active: Case) -> None:
    """Two weeks at least; then to the second, and the record says who and why."""
    because, notice = reason(active, at_once=False), active.plan.in_force.ending.notice_days
    early = await active.today() + (notice - 1) * A_DAY
    assert f"{notice} days" in await refusal(active.end_for(because, last_day=early))
    last_day = early + A_DAY
    await active.end_for(because, last_day=last_day)
    standing = await active.recorded()
    assert (standing.status, standing.notice_until) == (Status.ACTIVE, last_day)
    end = end_of_day(last_day, active.plan.time_zone)
    await active.world.skip_to(end - MINUTE)
    assert not await active.is_closed()
    await active.world.skip(seconds=61)
    closed = await active.closed()
    assert (closed.ending, closed.ended_on) == (Ending.ENDED_BY_AGENCY, last_day + A_DAY)
    assert closed.spans[-1].ends_on == last_day
    assert {letter.person for letter in await active.letters("notice_given")} >= {people.EMPLOYEE}


@pytest.mark.requirement("CT-103")
async def test_a_notice_is_withdrawn_before_its_last_day(active: Case) -> None:
    """Then the arrangement goes on as if none had been given."""
    last_day = await active.today() + 20 * A_DAY
    await active.end_for(reason(active, at_once=False), last_day=last_day)
    again = active.end_for(reason(active, at_once=False), last_day=last_day)
    assert "already" in await refusal(again)
    assert "Only the side" in await refusal(active.withdraw_ending(people.MANAGER))
    await active.withdraw_ending()
    await active.world.skip(days=25)
    standing = await active.recorded()
    assert (standing.status, standing.notice_until) == (Status.ACTIVE, None)


@pytest.mark.requirement("CT-104", "CT-079", "CT-080", "CT-146", "CT-166")
async def test_it_ends_at_once_for_listed_reasons_only(active: Case) -> None:
    """Any other reason needs notice; no reason is none."""
    assert "reasons" in await refusal(active.end_for("a whim"))
    assert "notice" in await refusal(active.end_for(reason(active, at_once=False)))
    await active.end_for(reason(active, at_once=True))
    closed = await active.closed()
    assert (closed.status, closed.ending) == (Status.ENDED, Ending.TERMINATED_AT_ONCE)
    (entry,) = await active.timeline("ended")
    assert (entry.person, entry.evidence["because"]) == (
        people.COORDINATOR,
        reason(active, at_once=True),
    )


@pytest.mark.requirement("CT-101")
async def test_the_employee_ends_it_any_day_without_a_reason(active: Case) -> None:
    """Now, or on a day of their own."""
    day = await active.today() + 3 * A_DAY
    await active.end_for("", last_day=day, person=people.EMPLOYEE)
    await active.world.skip(days=4)
    closed = await active.closed()
    assert (closed.ending, closed.ended_on) == (Ending.ENDED_BY_EMPLOYEE, day + A_DAY)


@pytest.mark.requirement("CT-101", "CT-103")
@pytest.mark.parametrize("earlier", [0, 5])
@pytest.mark.parametrize("agency_first", [True, False])
async def test_each_side_takes_back_its_own_notice_alone(
    active: Case, earlier: int, *, agency_first: bool
) -> None:
    """The earlier day holds, whoever named it first; without it the other side's holds again."""
    last_day = await active.today() + 20 * A_DAY
    mine = last_day - earlier * A_DAY
    agencys = active.end_for(reason(active, at_once=False), last_day=last_day)
    employees = active.end_for("", last_day=mine, person=people.EMPLOYEE)
    for act in (agencys, employees) if agency_first else (employees, agencys):
        await act
    assert (await active.recorded()).notice_until == mine
    await active.world.post()
    later = [m for m in active.world.mails("ana") if "of the other side is earlier" in m.text]
    assert len(later) == bool(earlier and not agency_first)
    await active.withdraw_ending(people.EMPLOYEE)
    assert (await active.recorded()).notice_until == last_day
    assert "Only the side" in await refusal(active.withdraw_ending(people.EMPLOYEE))
    (withdrawn,) = await active.timeline("notice_withdrawn")
    assert (withdrawn.role, withdrawn.person) == ("employee", people.EMPLOYEE)
    await active.world.post()
    taken_back = [m.text for m in active.world.mails("ana") if "taken back" in m.subject]
    assert f"it ends on {show_date(last_day)}" in taken_back[-1]
    await active.world.skip(days=22)
    closed = await active.closed()
    assert (closed.ending, closed.ended_on) == (Ending.ENDED_BY_AGENCY, last_day + A_DAY)


async def test_an_employee_may_leave_before_the_agencys_notice_is_over(world: World) -> None:
    """By the day they named, also in a fresh history; a later one than the agency's is none."""
    case = await world.submit()
    await case.authorized()
    last_day = await case.today() + 20 * A_DAY
    await case.end_for(reason(case, at_once=False), last_day=last_day)
    late = case.end_for("", last_day=last_day + A_DAY, person=people.EMPLOYEE)
    assert "by itself" in await refusal(late)
    await case.end_for("", last_day=last_day - 9 * A_DAY, person=people.EMPLOYEE)
    before = await case.recorded()
    await case.begin_anew()
    assert (await case.standing()).deadlines == before.deadlines
    await case.delivered()
    await world.skip(days=12)
    closed = await case.closed()
    assert (closed.ending, closed.ended_on) == (Ending.ENDED_BY_EMPLOYEE, last_day - 8 * A_DAY)


@pytest.mark.requirement("CT-105", "CT-106")
@pytest.mark.parametrize("days", [-9, 0])
async def test_a_job_change_ends_it_on_its_day_however_late_the_news(
    active: Case, days: int
) -> None:
    """The last day in force is the one before."""
    on = await active.today() + days * A_DAY
    await active.change_job(on, job_change(active))
    closed = await active.closed()
    assert (closed.ending, closed.ended_on) == (Ending.JOB_CHANGED, on)
    assert closed.spans[-1].ends_on == on - A_DAY


@pytest.mark.requirement("CT-106")
async def test_a_job_change_that_moves_an_ending_back_is_told_to_everybody(world: World) -> None:
    """What they were told before is named; an ending that was earlier stays, and nobody is told."""
    case = await world.submit(equipment=json.dumps([{"item": "Laptop", "tag": "4711"}]))
    await case.authorized()
    await case.delivered()
    await world.skip(days=40)
    await case.end(people.EMPLOYEE)
    on = await case.today() - 9 * A_DAY
    for day in (on, on, on + A_DAY):
        await case.answered(await case.change_job(day, job_change(case)))
    standing = await case.recorded()
    assert (standing.ending, standing.ended_on) == (Ending.JOB_CHANGED, on)
    assert standing.spans[-1].ends_on == on - A_DAY
    told = [letter.person for letter in await case.letters("arrangement_ended")]
    assert sorted(told) == sorted([*set(told)] * 2)
    await world.post()
    again = [mail.text for mail in world.mails("jo") if "has ended" in mail.text][-1]
    assert f"Not in force from: {show_date(on)}" in again
    assert f"Told before: {show_date(await case.today() + A_DAY)}" in again


async def test_what_has_ended_is_neither_changed_nor_asked_for_nor_ended_again(
    world: World,
) -> None:
    """Though something is still owed, and its workflow hears."""
    case = await world.submit(equipment=json.dumps([{"item": "Laptop", "tag": "4711"}]))
    await case.authorized()
    await case.end(people.EMPLOYEE)
    assert "in force" in await refusal(case.propose(case.on_days("monday")))
    assert "in force" in await refusal(case.ask_for("day_change", await a_change(case)))
    assert "already ended" in await refusal(case.end(people.EMPLOYEE))
    assert "No notice" in await refusal(case.withdraw_ending(people.EMPLOYEE))


async def test_an_employee_who_leaves_has_no_arrangement(active: Case) -> None:
    """It ends with the employment."""
    await active.change_job(await active.today())
    assert (await active.closed()).ending is Ending.DEPARTED


async def test_a_new_supervisor_takes_over_what_the_old_one_owed(active: Case) -> None:
    """The task moves; the one before and the employee are told; who was asked decides no more."""
    day = await active.today() + 7 * A_DAY
    answers = {"day": day.isoformat(), "moved_to": (day + A_DAY).isoformat(), "ongoing": "no"}
    number = await active.ask_for("day_change", answers)
    await active.change_holder("supervisor", people.COLLEAGUE)
    standing = await active.recorded()
    assert [t.person for t in standing.tasks if t.purpose == "approve"] == [people.COLLEAGUE]
    told = {letter.person for letter in await active.letters("holder_changed")}
    assert told == {people.SUPERVISOR, people.EMPLOYEE}
    assert await active.rule_on(number) == "refused"
    assert await active.rule_on(number, person=people.COLLEAGUE) == "approval_given"


async def test_what_nobody_is_there_for_has_the_coordinator_find_somebody(active: Case) -> None:
    """Until the directory names somebody again."""
    day = await active.today() + 7 * A_DAY
    answers = {"day": day.isoformat(), "moved_to": (day + A_DAY).isoformat(), "ongoing": "no"}
    await active.ask_for("day_change", answers)
    await active.change_holder("supervisor", departed=(people.SUPERVISOR,))
    standing = await active.recorded()
    assert ("appoint", people.COORDINATOR) in {(t.purpose, t.person) for t in standing.tasks}
    told = [letter.person for letter in await active.letters("holder_changed")]
    assert told == [people.COORDINATOR]
    await active.change_holder("supervisor", people.COLLEAGUE)
    standing = await active.recorded()
    asked = [(t.purpose, t.person) for t in standing.tasks if t.purpose != "acknowledge"]
    assert asked == [("approve", people.COLLEAGUE)]
