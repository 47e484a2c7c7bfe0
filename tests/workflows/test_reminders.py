"""Reminders and escalation on the program's days, and one of them after an outage."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from temporalio import activity
from temporalio.worker import Worker

from activities.consulting import Consulting, Opening
from policy.acts import Submission
from policy.deadlines import Offsets, local_date, morning
from policy.plan import Plan
from policy.program import Pace
from records import tasks
from tests import people
from tests.case import Case, refusal
from tests.surroundings import give_time
from tests.world import World, a_world, all_at_once
from worker import activities_of
from workflows.arrangement import ArrangementWorkflow
from workflows.identifiers import TASK_QUEUE


async def asked_on(case: Case) -> datetime:
    """When the open tasks were asked."""
    return min(task.since for task in (await case.standing()).tasks)


def mornings(case: Case, asked: datetime, days: tuple[int, ...]) -> list[datetime]:
    """Nine o'clock in the agency, that many days after the asking."""
    zone = case.plan.time_zone
    local = local_date(asked, zone)
    return [morning(local + timedelta(days=after), zone) for after in days]


async def reminded_at(case: Case, kind: str, person: str) -> list[datetime]:
    """The minutes in which somebody was sent a kind of mail."""
    sent = [one.queued_at for one in await case.letters(kind) if one.person == person]
    return [at.replace(second=0, microsecond=0) for at in sent]


async def test_reviewers_are_reminded_and_the_coordinator_told_on_the_programs_days(
    world: World,
) -> None:
    """Nine in the morning of each day, and on no other."""
    case = await world.submit(starts_in=60, change=all_at_once)
    await case.until(lambda s: bool(s.tasks))
    asked, pace = await asked_on(case), case.plan.review_pace
    await world.skip(days=max(pace.remind_after_days) + 10)
    assert await reminded_at(case, "review_reminder", people.MANAGER) == mornings(
        case, asked, pace.remind_after_days
    )
    assert await reminded_at(case, "review_overdue", people.COORDINATOR) == mornings(
        case, asked, (pace.escalate_after_days,)
    )


async def test_signers_are_reminded_and_the_coordinator_told_on_the_programs_days(
    world: World,
) -> None:
    """Only who has not signed; the escalation names the roles that are missing."""
    case = await world.submit(starts_in=60)
    await case.open_for_signing()
    await case.sign_all(but=("manager", "agency_head"))
    asked, pace = await asked_on(case), case.plan.signing_pace
    await world.skip(days=max(pace.remind_after_days) + 10)
    planned = mornings(case, asked, pace.remind_after_days)
    assert await reminded_at(case, "signature_reminder", people.MANAGER) == planned
    assert await reminded_at(case, "signature_reminder", people.HEAD) == planned
    assert await reminded_at(case, "signature_reminder", people.SUPERVISOR) == []
    assert [entry.note for entry in await case.timeline("escalated")] == ["Manager, Agency head"]
    escalated = mornings(case, asked, (pace.escalate_after_days,))
    assert await reminded_at(case, "signature_overdue", people.COORDINATOR) == escalated
    counted = {task.about: task.reminders for task in (await case.standing()).tasks}
    assert counted == dict.fromkeys(("manager", "agency_head"), len(planned))


async def test_who_takes_a_role_over_is_reminded_on_days_of_their_own(signed_once: Case) -> None:
    """They count from then on, not from when the one before was asked."""
    days = signed_once.plan.signing_pace.remind_after_days
    await signed_once.world.skip(days=days[0] - 1)
    await signed_once.replace("manager", people.COLLEAGUE)
    asked = await signed_once.world.now()
    await signed_once.world.skip(days=days[0] + 1)
    reminded = await reminded_at(signed_once, "signature_reminder", people.COLLEAGUE)
    assert reminded[0] == mornings(signed_once, asked, days)[0]


async def test_another_pace_is_followed_as_the_program_sets_it(world: World) -> None:
    """An escalation on a day of its own reminds nobody."""

    def slow(plan: Plan) -> Plan:
        return replace(all_at_once(plan), review_pace=Pace((2, 9), 5))

    case = await world.submit(starts_in=60, change=slow)
    await case.until(lambda s: bool(s.tasks))
    asked = await asked_on(case)
    await world.skip(days=20)
    assert await reminded_at(case, "review_reminder", people.HEAD) == mornings(case, asked, (2, 9))
    assert await reminded_at(case, "review_overdue", people.COORDINATOR) == mornings(
        case, asked, (5,)
    )


async def test_each_stage_of_signing_has_its_own_reminders(world: World) -> None:
    """They begin when the stage is asked, not when the first one was."""
    case = await world.submit(people.CITY_EMPLOYEE, starts_in=60)
    await case.open_for_signing()
    await world.skip(days=1)
    await case.sign("employee_policy", people.CITY_EMPLOYEE)
    await case.sign("employee_justification", people.CITY_EMPLOYEE)
    await case.asked("supervisor")
    asked, pace = await asked_on(case), case.plan.signing_pace
    await world.skip(days=max(pace.remind_after_days) + 10)
    assert await reminded_at(case, "signature_reminder", people.CITY_EMPLOYEE) == []
    assert await reminded_at(case, "signature_reminder", people.CITY_SUPERVISOR) == mornings(
        case, asked, pace.remind_after_days
    )


async def test_two_lines_of_one_person_are_one_reminder(world: World) -> None:
    """Both documents of the employee, one mail."""
    case = await world.submit(people.CITY_EMPLOYEE, starts_in=60)
    await case.open_for_signing()
    await world.skip(days=min(case.plan.signing_pace.remind_after_days) + 1)
    assert len(await case.letters("signature_reminder")) == 1


async def test_nobody_is_reminded_once_all_have_acted(world: World) -> None:
    """Nor after an end."""
    done, ended = await world.submit(starts_in=60), await world.submit(starts_in=60)
    await done.authorized()
    await ended.until(lambda s: bool(s.tasks))
    await ended.end(people.EMPLOYEE)
    await world.skip(days=30)
    for case in (done, ended):
        assert await case.letters("signature_reminder") == []
        assert await case.letters("review_reminder") == []


async def test_the_coordinator_reminds_whoever_is_asked(signed_once: Case) -> None:
    """By hand, besides the program's own days; who has signed is left alone."""
    await signed_once.remind("manager")
    reminders = await signed_once.letters("signature_reminder")
    assert [one.person for one in reminders] == [people.MANAGER]
    for role in ("employee", "notary", ""):
        assert "Nobody in this role" in await refusal(signed_once.remind(role))
    assert "Only the" in await refusal(signed_once.remind("manager", person=people.MANAGER))


async def test_the_paced_reminder_waits_where_the_coordinator_has_just_reminded(
    world: World,
) -> None:
    """Of two who have not signed, the one reminded minutes ago is left alone; the other is not."""
    case = await world.submit(starts_in=60)
    await case.open_for_signing()
    paced_at = mornings(case, await asked_on(case), case.plan.signing_pace.remind_after_days)[0]
    await world.skip_to(paced_at - timedelta(minutes=5))
    await case.remind("manager")
    await world.skip_to(paced_at + timedelta(minutes=5))
    reminded = [one.person for one in await case.letters("signature_reminder")]
    assert reminded.count(people.MANAGER) == 1
    assert reminded.count(people.SUPERVISOR) == 1


async def test_a_reminder_asked_for_as_one_went_out_is_not_sent_twice(world: World) -> None:
    """Whoever pressed could not know; whoever presses again does, and is obeyed."""
    case = await world.submit(starts_in=60)
    await case.open_for_signing()
    paced_at = mornings(case, await asked_on(case), case.plan.signing_pace.remind_after_days)[0]
    await world.skip_to(paced_at + timedelta(seconds=1))
    await case.until(lambda s: all(task.reminders for task in s.tasks))
    await case.remind("manager", at=paced_at + timedelta(milliseconds=100))
    theirs = [o for o in await case.letters("signature_reminder") if o.person == people.MANAGER]
    assert len(theirs) == 1
    await world.skip(minutes=10)
    await case.remind("manager")
    theirs = [o for o in await case.letters("signature_reminder") if o.person == people.MANAGER]
    assert len(theirs) == 2


async def test_a_reminder_carries_the_link_of_the_invitation(signed_once: Case) -> None:
    """So an old mail still works; and the two read differently."""
    await signed_once.remind("manager")
    await signed_once.recorded()
    await signed_once.world.post()
    invitation, reminder = signed_once.world.mails("pia")[-2:]
    link = next(word for word in invitation.text.split() if "/t/" in word)
    assert link in reminder.text
    assert invitation.subject != reminder.subject


class Hurried(Consulting):
    """A calendar whose mornings follow each other by the second: an outage lasts in earnest."""

    @activity.defn(name="opening")
    def opening(self, submission: Submission, now: datetime) -> Opening:
        """It is nine today, tomorrow and the day after in two, three and four seconds."""
        midnight = datetime.combine(now.date(), time.min, UTC)
        first = 9 * 3600 - 2 - int((now - midnight).total_seconds())
        clocks = tuple(
            (now + timedelta(seconds=day + (0.5 if day else 0)), first + day * (24 * 3600 - 1))
            for day in range(3)
        )
        return replace(super().opening(submission, now), clocks=Offsets(clocks))


def day_by_day(plan: Plan) -> Plan:
    """Reminders today, tomorrow and the day after; the coordinator is told tomorrow."""
    return replace(plan, review_pace=Pace((0, 1, 2), 1))


async def test_reminders_missed_in_an_outage_collapse_into_one(tmp_path: Path) -> None:
    """Nobody finds three mails of the same morning; the coordinator is told once."""
    async with a_world(tmp_path, remembers=False) as world:
        await world.stop_worker()
        hurried = Hurried(world.tools.sessions, world.tools.programs)
        others = [
            one for one in activities_of(world.tools, world.client) if one.__name__ != "opening"
        ]
        worker = Worker(
            world.client,
            task_queue=TASK_QUEUE,
            workflows=[ArrangementWorkflow],
            activities=[hurried.opening, *others],
            activity_executor=ThreadPoolExecutor(4),
            max_cached_workflows=0,
        )
        give_time(worker)
        async with worker:
            case = await world.submit(change=day_by_day)
            await case.until(lambda s: bool(s.tasks))
            await case.recorded()
        with world.tools.sessions() as session:
            asked = min(task.since for task in tasks.of_arrangement(session, case.reference))
        while await world.now() <= asked + timedelta(seconds=4):
            await asyncio.sleep(0.1)
        await world.start_worker()
        await case.until(lambda s: any(task.reminders for task in s.tasks))
        assert len(await reminded_at(case, "review_reminder", people.SUPERVISOR)) == 1
        assert len(await reminded_at(case, "review_overdue", people.COORDINATOR)) == 1
