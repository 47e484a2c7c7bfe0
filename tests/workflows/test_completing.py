"""What is missing before signing: asked of whoever owes it, and nothing frozen before (IV)."""

import asyncio
from datetime import timedelta

import pytest

from demonstration import favorable
from policy.account import Ending, Status
from policy.deadlines import local_date, morning
from policy.signing import Ruling
from tests import people
from tests.case import refusal
from tests.workflows.uncompleted import (
    INSURANCE,
    MEASURES,
    Left,
    approved,
    frozen,
    owing,
    uninsured,
)
from tests.world import World

EMPLOYEES = [
    pytest.param({"workspace_private": ""}, marks=pytest.mark.requirement("CT-113")),
    pytest.param({"workspace_desk": ""}, marks=pytest.mark.requirement("CT-113")),
    pytest.param({"workspace_chair": ""}, marks=pytest.mark.requirement("CT-113")),
    pytest.param({"workspace_telephone": "no"}, marks=pytest.mark.requirement("CT-115")),
    pytest.param({"workspace_fit": "no"}, marks=pytest.mark.requirement("CT-113")),
    pytest.param({"workspace_safe": ""}, marks=pytest.mark.requirement("CT-113")),
    pytest.param({"dependents": "yes", "care_proof": ""}, marks=pytest.mark.requirement("CT-123")),
    pytest.param({"insurance_certificate": ""}, marks=pytest.mark.requirement("CT-149")),
    pytest.param({"insurance_until": "2020-01-01"}, marks=pytest.mark.requirement("CT-149")),
]


@pytest.mark.requirement("CT-170")
@pytest.mark.parametrize("missing", EMPLOYEES, ids="-".join)
async def test_nothing_is_frozen_while_the_employee_owes_an_answer(
    world: World, missing: Left
) -> None:
    """Weeks after the approval still nobody can sign."""
    case = await approved(world, **missing)
    standing = await case.until(lambda s: s.status is Status.COMPLETING)
    assert owing(standing) == {("employee", people.EMPLOYEE)}
    await world.skip(days=30)
    act = await case.sign("manager", people.MANAGER, digests=("",))
    assert (await case.answered(act.by.key)).note == Ruling.NOT_OPEN
    assert (frozen(case), (await case.standing()).status) == (0, Status.COMPLETING)
    await case.provide("employee", people.EMPLOYEE, **good(list(missing)[-1]))
    await case.open_without_review()
    assert frozen(case) == 2


def good(field: str) -> dict[str, str]:
    """The answers that let a field through."""
    if field in INSURANCE:
        return INSURANCE
    return {field: favorable.certificate() if field == "care_proof" else "yes"}


@pytest.mark.requirement("CT-078")
@pytest.mark.parametrize("left_out", ["own_measures", "group_measures"])
async def test_nothing_is_frozen_while_a_measurement_standard_is_missing(
    world: World, left_out: str
) -> None:
    """For the telecommuter and for the work group: the supervisor owes both."""
    case = await approved(world, measures=False)
    standing = await case.until(lambda s: s.status is Status.COMPLETING)
    assert owing(standing) == {("supervisor", people.SUPERVISOR)}
    given = {name: text for name, text in MEASURES.items() if name != left_out}
    act = await case.provide("supervisor", people.SUPERVISOR, **given)
    assert (await case.answered(act.by.key)).kind == "provided"
    await case.recorded()
    assert owing(await case.standing()) == {("supervisor", people.SUPERVISOR)}
    await case.provide("supervisor", people.SUPERVISOR, **MEASURES)
    await case.open_without_review()


async def test_everybody_who_owes_something_is_asked_once_and_by_mail(world: World) -> None:
    """One task and one mail each; whoever has provided theirs is asked no more."""
    case = await uninsured(world, measures=False)
    standing = await case.standing()
    assert owing(standing) == {
        ("employee", people.EMPLOYEE),
        ("supervisor", people.SUPERVISOR),
    }
    await case.provide("supervisor", people.SUPERVISOR, **MEASURES)
    await case.until(lambda s: owing(s) == {("employee", people.EMPLOYEE)})
    await case.provide("employee", people.EMPLOYEE, **INSURANCE)
    await case.open_without_review()
    asked = [one.person for one in await case.letters("completion_requested")]
    assert sorted(asked) == [people.EMPLOYEE, people.SUPERVISOR]
    assert {entry.role for entry in await case.timeline("completion_asked")} == {
        "employee",
        "supervisor",
    }
    answers = case.answers_on_record(1)
    assert (answers["own_measures"], answers["insurance_holder"]) == (
        "Forty files a week.",
        "Ana Rivera",
    )


async def test_each_is_reminded_on_the_programs_days_whatever_others_provide(
    world: World,
) -> None:
    """What the supervisor provides on the second day does not put the employee's reminders off."""
    case = await uninsured(world, measures=False)
    pace, zone = case.plan.signing_pace, case.plan.time_zone
    asked_on = local_date(next(t.since for t in (await case.standing()).tasks), zone)
    await world.skip(days=2)
    await case.provide("supervisor", people.SUPERVISOR, **MEASURES)
    await case.until(lambda s: owing(s) == {("employee", people.EMPLOYEE)})
    await world.skip(days=max(pace.remind_after_days) + 10)
    reminded = await case.letters("completion_reminder")
    assert {one.person for one in reminded} == {people.EMPLOYEE}
    assert [one.queued_at.replace(second=0, microsecond=0) for one in reminded] == [
        morning(asked_on + timedelta(days=after), zone) for after in pace.remind_after_days
    ]
    (overdue,) = await case.letters("completion_overdue")
    assert overdue.person == people.COORDINATOR
    assert [entry.note for entry in await case.timeline("escalated")] == ["Employee"]


async def test_the_coordinator_reminds_of_what_is_missing(world: World) -> None:
    """By hand as well; of nobody who owes nothing."""
    case = await uninsured(world)
    await case.remind("employee")
    assert [one.person for one in await case.letters("completion_reminder")] == [people.EMPLOYEE]
    assert "Nobody in this role" in await refusal(case.remind("supervisor"))


async def test_another_person_takes_over_what_a_role_owes(world: World) -> None:
    """The old one provides no more; nobody does it in the employee's place."""
    case = await uninsured(world, measures=False)
    await case.replace("supervisor", people.COLLEAGUE)
    standing = await case.standing()
    assert owing(standing) == {("employee", people.EMPLOYEE), ("supervisor", people.COLLEAGUE)}
    old = await case.provide("supervisor", people.SUPERVISOR, **MEASURES)
    assert (await case.answered(old.by.key)).note == "this is not asked of this person"
    await case.provide("supervisor", people.COLLEAGUE, **MEASURES)
    await case.until(lambda s: owing(s) == {("employee", people.EMPLOYEE)})
    why = await refusal(case.replace("employee", people.COLLEAGUE))
    assert why == "Only the employee can act as the employee."
    asked = [one.person for one in await case.letters("completion_requested")]
    assert sorted(asked) == [people.EMPLOYEE, people.SUPERVISOR, people.COLLEAGUE]


async def test_an_amendment_runs_through_it_again(world: World) -> None:
    """A change that needs a proof is signed when the proof is there; others' fields stay."""
    case = await world.submit()
    await case.open_for_signing()
    changed = case.with_answers(dependents="yes", own_measures="None at all.")
    await case.amend(changed)
    standing = await case.until(lambda s: s.status is Status.COMPLETING)
    assert (standing.version, owing(standing)) == (2, {("employee", people.EMPLOYEE)})
    assert not [task for task in standing.tasks if task.purpose == "sign"]
    await case.provide("employee", people.EMPLOYEE, care_proof=favorable.certificate())
    await case.open_without_review(version=2)
    answers = case.answers_on_record(2)
    assert (answers["dependents"], answers["own_measures"]) == ("yes", "As agreed.")
    await case.sign_all(version=2)


async def test_an_amendment_of_others_fields_alone_changes_nothing(world: World) -> None:
    """What the supervisor filled in is not the coordinator's to change."""
    case = await world.submit()
    await case.open_for_signing()
    why = await refusal(case.amend(case.with_answers(own_measures="None at all.")))
    assert why == "The amendment changes nothing."


@pytest.mark.requirement("CT-078")
async def test_an_amendment_may_have_others_fill_in_theirs_anew(world: World) -> None:
    """The manager finds the measures wanting: it is the supervisor who writes better ones."""
    case = await world.submit()
    await case.open_for_signing()
    await case.decline("manager", people.MANAGER)
    await case.until(lambda s: s.status is Status.DECLINED)
    await case.amend(case.with_answers(own_measures=""))
    standing = await case.until(lambda s: s.status is Status.COMPLETING)
    assert (standing.version, owing(standing)) == (2, {("supervisor", people.SUPERVISOR)})
    await case.provide("supervisor", people.SUPERVISOR, own_measures="Forty accounts a week.")
    await case.open_without_review(version=2)
    answers = case.answers_on_record(2)
    assert (answers["own_measures"], answers["group_measures"]) == (
        "Forty accounts a week.",
        "As agreed.",
    )


async def test_it_can_be_withdrawn_while_something_is_missing(world: World) -> None:
    """Nobody is asked any more, and nothing was ever frozen."""
    case = await uninsured(world, measures=False)
    await asyncio.gather(
        case.provide("supervisor", people.SUPERVISOR, **MEASURES), case.end(people.EMPLOYEE)
    )
    standing = await case.closed()
    assert (standing.status, standing.ending) == (Status.WITHDRAWN, Ending.WITHDRAWN)
    assert (standing.tasks, standing.deadlines) == ((), ())
    assert await case.timeline("frozen") == []


async def test_the_coordinator_ends_what_nobody_completes(world: World) -> None:
    """With a reason; what comes after is refused at the door."""
    case = await uninsured(world)
    await case.end(people.COORDINATOR, "No certificate after three months.")
    standing = await case.closed()
    assert (standing.ending, standing.tasks) == (Ending.ENDED_BY_AGENCY, ())


async def test_it_goes_on_with_a_worker_that_remembers_nothing(forgetful: World) -> None:
    """Every step replayed: asked, provided, frozen."""
    case = await uninsured(forgetful, measures=False)
    await forgetful.restart_worker()
    await case.provide("supervisor", people.SUPERVISOR, **MEASURES)
    await case.until(lambda s: owing(s) == {("employee", people.EMPLOYEE)})
    await forgetful.restart_worker()
    await case.provide("employee", people.EMPLOYEE, **INSURANCE)
    await case.open_without_review()
    assert frozen(case) == 2
    standing = await case.sign_all()
    assert set(standing.signed) == {line.id for line in case.plan.lines}
