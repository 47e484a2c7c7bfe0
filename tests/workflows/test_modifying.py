"""Modification: a new version signed anew by all, while the one before stays in force (V)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from demonstration import favorable
from policy.account import Status
from policy.deadlines import A_DAY, local_date
from tests import people
from tests.case import Case, refusal


@pytest.mark.requirement("CT-172", "CT-175", "CT-116")
async def test_a_modification_is_signed_by_all_and_then_supersedes(active: Case) -> None:
    """The old version holds to the last signature; the copies are owed anew, each in its week."""
    first = await active.standing()
    await active.propose(active.on_days("monday", "friday"))
    await active.open_without_review(2)
    await active.sign_all(but=("agency_head",), version=2)
    between = await active.recorded()
    assert (between.in_force, between.version, between.status) == (1, 2, Status.ACTIVE)
    assert between.modification is Status.SIGNING
    assert between.spans == first.spans
    asked = (await active.letters("signature_requested"))[-1]
    assert b"Version 1 stays in force" in asked.message
    await active.sign("agency_head", people.HEAD, version=2)
    standing = await active.until(lambda s: s.in_force == 2)
    today = local_date(await active.world.now(), active.plan.time_zone)
    assert [(s.version, s.starts_on, s.ends_on) for s in standing.spans] == [
        (1, first.starts_on, today),
        (2, today + A_DAY, first.ends_on),
    ]
    assert (standing.modification, standing.status) == (None, Status.ACTIVE)
    await active.filed()
    assert active.deadline(await active.standing(), "das:2:due")
    await active.delivered()
    assert [e.about for e in await active.timeline("superseded")] == ["1"]
    assert len(await active.letters("copy_delivery")) == 2


@pytest.mark.requirement("CT-172")
@pytest.mark.parametrize(
    ("person", "outcome"), [(people.EMPLOYEE, "withdrawn"), (people.COORDINATOR, "declined")]
)
async def test_a_closed_modification_touches_nothing(
    active: Case, person: str, outcome: str
) -> None:
    """What is in force stays as it was, links of the modification die, its number is spent."""
    before = await active.standing()
    await active.propose(active.on_days("monday"))
    await active.open_without_review(2)
    await active.decline("manager", people.MANAGER, version=2)
    await active.until(lambda s: s.modification is Status.DECLINED)
    asked = {task.person for task in (await active.recorded()).tasks if task.version == 2}
    await active.close(person, "Not now.")
    after = await active.recorded()
    told = {letter.person for letter in await active.letters("modification_closed")}
    assert told == (asked | {people.EMPLOYEE, people.COORDINATOR}) - {person}
    taking_over = active.replace("manager", people.COLLEAGUE)
    assert "Nothing is open" in await refusal(taking_over)
    assert (after.version, after.in_force, after.spans) == (1, 1, before.spans)
    assert (after.signed, after.tasks, after.modification) == (before.signed, before.tasks, None)
    assert [e.about for e in await active.timeline("modification_closed")] == [outcome]
    late = await active.sign("manager", people.MANAGER, version=2)
    assert (await active.answered(late.by.key)).kind == "refused"
    await active.propose(active.on_days("monday"))
    assert (await active.open_without_review(3)).version == 3


@pytest.mark.requirement("CT-125")
@pytest.mark.parametrize("first", ["report", "modification"])
async def test_a_proof_is_asked_for_once_while_a_modification_is_open(
    active: Case, first: str
) -> None:
    """The duty brings it, whichever came first, and the modification begins with it.

    Nobody is called late for what is not asked of them any more.
    """
    changed = {"day": (await active.today()).isoformat(), "dependents": "yes"}
    if first == "report":
        await active.report("care_change", changed)
        await active.propose(active.with_answers(dependents="yes"))
        await active.until(lambda s: s.modification is Status.COMPLETING)
    else:
        await active.propose(active.with_answers(dependents="yes"))
        await active.until(lambda s: "provide" in {task.purpose for task in s.tasks})
        await active.report("care_change", changed)
    standing = await active.until(
        lambda s: [t.purpose for t in s.tasks if t.role == "employee"] == ["duty"]
    )
    asked = len(await active.letters("completion_requested"))
    await active.world.skip(days=8)
    assert await active.timeline("escalated") == []
    (duty,) = [task for task in standing.tasks if task.role == "employee"]
    proof = favorable.certificate()
    assert await active.do_duty(int(duty.about), duty.person, {"care_proof": proof}) == "duty_done"
    await active.open_without_review(2)
    assert active.answers_on_record(2)["care_proof"] == proof
    assert len(await active.letters("completion_requested")) == asked


async def test_only_one_modification_is_open_and_only_for_its_parties(active: Case) -> None:
    """A second one waits; others do not propose; nothing changed is no modification."""
    same = active.submission.proposal
    assert "changes nothing" in await refusal(active.propose(same))
    monday = active.on_days("monday")
    assert "reason" in await refusal(active.propose(monday, reason=" "))
    assert "others" in await refusal(active.propose(monday, person=people.SUPERVISOR))
    managers = active.propose(monday, role="manager", person=people.MANAGER)
    assert "by this role" in await refusal(managers)
    later = replace(monday, starts_on=same.starts_on + A_DAY)
    assert "leave the start" in await refusal(active.propose(later))
    today = active.ending_on(await active.today())
    assert "has to lie ahead" in await refusal(active.propose(today))
    long = active.ending_on(same.starts_on + timedelta(days=300))
    assert "longer" in await refusal(active.propose(long))
    await active.propose(monday)
    assert "already" in await refusal(active.propose(active.on_days("friday")))
    assert "Only who proposed it" in await refusal(active.close(people.SUPERVISOR))


async def test_human_resources_is_told_of_a_modification_that_it_does_not_propose(
    active: Case,
) -> None:
    """What the employee proposes; of its own it knows."""
    await active.propose(active.on_days("monday"))
    told = [letter.person for letter in await active.letters("modification_proposed")]
    assert told == [people.COORDINATOR]
    await active.close()
    hr = {"role": "hr_representative", "person": people.COORDINATOR}
    await active.propose(active.on_days("friday"), **hr)
    assert len(await active.letters("modification_proposed")) == 1
    proposed = await active.timeline("modification_proposed")
    assert [(e.role, e.person) for e in proposed] == [
        ("employee", people.EMPLOYEE),
        ("hr_representative", people.COORDINATOR),
    ]


async def test_a_declined_signature_on_a_modification_is_settled_by_the_coordinator(
    active: Case,
) -> None:
    """The arrangement in force is none the worse for it."""
    await active.propose(active.on_days("monday"), role="hr_representative", person="1004")
    await active.open_without_review(2)
    await active.decline("manager", people.MANAGER, version=2)
    standing = await active.until(lambda s: s.modification is Status.DECLINED)
    assert standing.status is Status.ACTIVE
    await active.ask_again("manager")
    await active.sign_all(version=2)
    await active.until(lambda s: s.in_force == 2)


async def test_an_ending_ends_an_open_modification_too(active: Case) -> None:
    """Nobody is asked for its signatures any more; the version in force is the last one."""
    before = await active.standing()
    await active.propose(active.on_days("monday"))
    await active.open_without_review(2)
    await active.end(people.EMPLOYEE)
    standing = await active.closed()
    assert (standing.version, standing.in_force, standing.modification) == (1, 1, None)
    assert standing.signed == before.signed
    assert not [task for task in standing.tasks if task.purpose == "sign"]
