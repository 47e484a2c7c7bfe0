"""A fresh history goes on where the one before left it (continue-as-new)."""

import asyncio
from datetime import timedelta

import pytest
from temporalio.client import WorkflowHistory
from temporalio.common import SearchAttributePair, TypedSearchAttributes

from policy.account import Ending, Status
from policy.acts import Submission
from policy.deadlines import A_DAY, local_date
from tests import people
from tests.case import Case
from tests.converting import CONVERTER
from tests.workflows.seen import published
from tests.world import World
from workflows.arrangement import ArrangementWorkflow
from workflows.carried import Carried
from workflows.identifiers import COPY_DUE, TASK_QUEUE


@pytest.fixture
async def renewed(world: World) -> Case:
    """In force, with a copy, an approval and a duty owed and notice given; then begun anew."""
    case = await world.submit()
    await case.authorized()
    today = local_date(await world.now(), case.plan.time_zone)
    day = today + 60 * A_DAY
    answers = {"day": day.isoformat(), "moved_to": (day + A_DAY).isoformat(), "ongoing": "no"}
    await case.ask_for("day_change", answers)
    await case.report("care_change", {"day": today.isoformat(), "dependents": "yes"})
    because = next(r.id for r in case.plan.in_force.ending.reasons if not r.at_once)
    await case.end_for(because, last_day=today + 90 * A_DAY)
    before = await case.recorded()
    await case.begin_anew()
    after = await case.standing()
    assert (after.tasks, after.spans) == (before.tasks, before.spans)
    assert after.deadlines == before.deadlines
    return case


async def test_every_deadline_and_open_task_goes_on(renewed: Case) -> None:
    """The copy is delivered, the approval decided, the duty done, and the notice ends it."""
    await renewed.delivered()
    assert await renewed.rule_on(1) == "approval_given"
    assert await renewed.do_duty(3, people.EMPLOYEE) == "duty_done"
    await renewed.world.skip(days=100)
    closed = await renewed.closed()
    assert (closed.status, closed.ending) == (Status.ENDED, Ending.ENDED_BY_AGENCY)
    numbers = [entry.seq for entry in await renewed.timeline()]
    assert numbers == list(range(1, len(numbers) + 1))
    keys = [letter.key for letter in await renewed.letters()]
    assert len(keys) == len(set(keys))


async def test_a_modification_is_signed_in_the_fresh_history(renewed: Case) -> None:
    """And an act of before the change is known there."""
    await renewed.propose(renewed.on_days("monday"))
    await renewed.open_without_review(2)
    await renewed.sign_all(version=2)
    standing = await renewed.until(lambda s: s.in_force == 2)
    assert [span.version for span in standing.spans] == [2]


async def owing(world: World) -> Case:
    """In force from the fifth day on, with a copy, an approval and a duty owed soon after."""
    case = await world.submit(starts_in=5)
    await case.authorized()
    today = await case.today()
    day = today + 3 * A_DAY
    answers = {"day": day.isoformat(), "moved_to": (day + A_DAY).isoformat(), "ongoing": "no"}
    await case.ask_for("day_change", answers)
    await case.report("care_change", {"day": today.isoformat(), "dependents": "yes"})
    await case.recorded()
    return case


async def test_what_falls_due_before_a_fresh_history_takes_its_first_step_is_done(
    world: World,
) -> None:
    """No worker ran when it began: each deadline lies behind it by then, and was never met."""
    case = await owing(world)
    await case.begin_anew()
    await case.recorded()
    kept = await handed_over(await case.handle.fetch_history())
    await case.handle.terminate()
    await world.skip(days=20)
    await world.client.start_workflow(
        ArrangementWorkflow.run,
        args=[case.submission, kept],
        id=case.reference,
        task_queue=TASK_QUEUE,
        search_attributes=TypedSearchAttributes([SearchAttributePair(COPY_DUE, kept.at)]),
    )
    await case.until(lambda s: s.status is Status.ACTIVE)
    await case.recorded()
    done = {entry.kind for entry in await case.timeline()}
    assert done >= {"started", "approval_lapsed", "duty_overdue", "copy_warned", "copy_overdue"}
    history, name = await case.handle.fetch_history(), COPY_DUE.name
    assert [each[name] for each in published(history) if name in each][-1] == ""


async def test_what_fell_due_as_a_fresh_history_was_asked_for_is_done_first(
    forgetful: World,
) -> None:
    """A worker finds both at once, the wish before the timer."""
    case = await owing(forgetful)
    due_at = min(each.at for each in (await case.standing()).deadlines if ":due" in each.name)
    before = await case.run_id()
    await forgetful.skip_to(due_at - timedelta(seconds=5))
    await case.recorded()
    await forgetful.stop_worker()
    await case.handle.signal(ArrangementWorkflow.begin_anew)
    while await forgetful.now() <= due_at:
        await asyncio.sleep(0.1)
    await forgetful.start_worker()
    await case.renewed(before)
    await case.recorded()
    assert len(await case.timeline("copy_overdue")) == 1


async def handed_over(history: WorkflowHistory) -> Carried:
    """What the history before has handed to this one."""
    begun = history.events[0].workflow_execution_started_event_attributes
    _, kept = await CONVERTER.decode(begun.input.payloads, [Submission, Carried])
    assert isinstance(kept, Carried)
    return kept


async def test_a_copy_reported_before_a_fresh_history_is_delivered_when_it_is_sent_again(
    renewed: Case,
) -> None:
    """The report of a mail is kept until the step that sends it is taken again."""
    (letter,) = await renewed.letters("copy_delivery")
    await renewed.delivered_key(f"{letter.key.removesuffix(':1')}:2")
    await renewed.begin_anew()
    await renewed.remind(letter.role)
    await renewed.until(lambda s: all(task.purpose != "copy" for task in s.tasks))
    assert len(await renewed.timeline("copy_sent")) == 1


async def test_a_reminder_asked_for_as_one_went_out_in_the_history_before_is_not_sent_twice(
    renewed: Case,
) -> None:
    """Two coordinators press in the same minute, and a fresh history begins between them."""
    await renewed.remind("supervisor")
    pressed = await renewed.world.now()
    await renewed.begin_anew()
    await renewed.remind("supervisor", at=pressed + timedelta(seconds=1))
    assert len(await renewed.letters("approval_reminder")) == 1
