"""The copy to DAS in time: due, warned of, escalated, and no end before it is delivered (VI)."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from policy.account import Ending, Status
from policy.deadlines import end_of_day, local_date, morning
from tests import people
from tests.case import Case
from tests.workflows.copied import authorized_on, das

MINUTE = timedelta(minutes=1)


@pytest.mark.requirement("CT-174")
async def test_the_copy_is_due_when_the_seventh_day_ends_in_the_agency(undelivered: Case) -> None:
    """Calendar days in the agency's zone, whatever the hour of the last signature."""
    zone, rule = undelivered.plan.time_zone, das(undelivered)
    at = await authorized_on(undelivered)
    standing = await undelivered.standing()
    due = undelivered.deadline(standing, "das:1:due")
    day = local_date(at, zone) + timedelta(days=rule.due_within_days or 0)
    assert due == end_of_day(day, zone)
    local = due.astimezone(ZoneInfo(zone))
    assert (local.date(), local.hour, local.minute) == (day + timedelta(days=1), 0, 0)
    assert (rule.due_within_days, zone) == (7, "America/New_York")


@pytest.mark.requirement("CT-174")
async def test_a_copy_that_does_not_go_out_is_warned_of_and_then_escalated(
    undelivered: Case,
) -> None:
    """First the coordinator, before; then coordinator and agency head, at once when it is late."""
    rule, world = das(undelivered), undelivered.world
    zone, at = undelivered.plan.time_zone, await authorized_on(undelivered)
    due_on = local_date(at, zone) + timedelta(days=rule.due_within_days or 0)
    await world.skip_to(end_of_day(due_on, zone) - MINUTE)
    (warning,) = await undelivered.letters("copy_warning")
    warned_on = due_on - timedelta(days=rule.warn_before_days or 0)
    assert warning.person == people.COORDINATOR
    assert warning.queued_at - morning(warned_on, zone) < MINUTE
    assert await undelivered.letters("copy_overdue") == []
    await world.skip(minutes=2)
    late = await undelivered.letters("copy_overdue")
    assert {one.role for one in late} == set(rule.escalate_to)
    assert {one.person for one in late} == {people.COORDINATOR, people.HEAD}
    assert len(late) == 2


async def test_what_was_warned_of_is_not_warned_of_again_in_a_fresh_history(
    undelivered: Case,
) -> None:
    """The deadline goes on."""
    due = undelivered.deadline(await undelivered.standing(), "das:1:due")
    await undelivered.world.skip_to(due - MINUTE)
    assert len(await undelivered.letters("copy_warning")) == 1
    await undelivered.begin_anew()
    assert undelivered.deadline(await undelivered.recorded(), "das:1:due") == due
    await undelivered.world.skip(minutes=2)
    assert len(await undelivered.timeline("copy_overdue")) == 1
    assert len(await undelivered.letters("copy_warning")) == 1


@pytest.mark.requirement("CT-174")
async def test_a_copy_in_time_is_neither_warned_of_nor_escalated(undelivered: Case) -> None:
    """Its deadline is gone with its delivery."""
    await undelivered.delivered()
    await undelivered.world.skip(days=20)
    happened = await undelivered.happened()
    assert not {"copy_warned", "copy_overdue"} & set(happened)


@pytest.mark.requirement("CT-013")
async def test_it_stays_open_until_the_copy_is_delivered_even_after_the_last_day(
    undelivered: Case,
) -> None:
    """Expired, but not closed: no authorized arrangement lacks a delivery record."""
    world = undelivered.world
    await world.skip(days=260)
    standing = await undelivered.standing()
    assert (standing.status, standing.ending) == (Status.ENDED, Ending.EXPIRED)
    owed = [(task.purpose, task.about) for task in standing.tasks if task.purpose != "duty"]
    assert owed == [("copy", "das")]
    assert not await undelivered.is_closed()
    await undelivered.delivered()
    await undelivered.closed()
    happened = await undelivered.happened()
    assert happened.index("copy_sent") > happened.index("ended")


@pytest.mark.requirement("CT-013")
async def test_an_early_end_does_not_spare_the_copy(undelivered: Case) -> None:
    """It was authorized, so DAS is owed its copy."""
    await undelivered.end(people.EMPLOYEE)
    assert not await undelivered.is_closed()
    await undelivered.remind("das_liaison")
    assert len(await undelivered.letters("copy_delivery")) == 2
    await undelivered.delivered()
    assert (await undelivered.closed()).ending is Ending.ENDED_BY_EMPLOYEE


async def test_a_copy_is_called_overdue_though_nobody_holds_the_part_that_is_to_know(
    undelivered: Case,
) -> None:
    """Whoever has to find somebody for that part is told in its place."""
    await undelivered.change_holder("hr_representative", coordinators=(people.COLLEAGUE,))
    due = undelivered.deadline(await undelivered.standing(), "das:1:due")
    await undelivered.world.skip_to(due + MINUTE)
    alarmed = {one.role: one.person for one in await undelivered.letters("copy_overdue")}
    assert alarmed == {"hr_representative": people.COLLEAGUE, "agency_head": people.HEAD}


@pytest.mark.requirement("CT-174")
async def test_a_copy_delivered_in_time_whose_report_came_late_is_on_record_as_in_time(
    undelivered: Case,
) -> None:
    """It was called overdue, since nobody knew; what counts is when it was delivered."""
    due = undelivered.deadline(await undelivered.standing(), "das:1:due")
    await undelivered.world.skip_to(due + MINUTE)
    (letter,) = await undelivered.letters("copy_delivery")
    await undelivered.delivered_key(letter.key, due - MINUTE)
    await undelivered.until(lambda s: all(task.purpose != "copy" for task in s.tasks))
    (sent,) = await undelivered.timeline("copy_sent")
    assert "in time" in sent.note
    assert len(await undelivered.timeline("copy_overdue")) == 1


@pytest.mark.requirement("CT-174")
async def test_a_copy_delivered_late_is_overdue_though_its_report_came_before_the_timer(
    undelivered: Case,
) -> None:
    """A report and a deadline may reach a worker that was away in any order."""
    due = undelivered.deadline(await undelivered.standing(), "das:1:due")
    (letter,) = await undelivered.letters("copy_delivery")
    await undelivered.delivered_key(letter.key, due + MINUTE)
    await undelivered.until(lambda s: all(task.purpose != "copy" for task in s.tasks))
    assert len(await undelivered.timeline("copy_overdue")) == 1
    assert {one.role for one in await undelivered.letters("copy_overdue")} == set(
        das(undelivered).escalate_to
    )
    assert (await undelivered.timeline("copy_sent"))[0].note == ""


async def test_a_copy_delivered_late_is_not_called_overdue_once_more(undelivered: Case) -> None:
    """The timer said so already."""
    due = undelivered.deadline(await undelivered.standing(), "das:1:due")
    await undelivered.world.skip_to(due + MINUTE)
    (letter,) = await undelivered.letters("copy_delivery")
    await undelivered.delivered_key(letter.key)
    await undelivered.until(lambda s: all(task.purpose != "copy" for task in s.tasks))
    assert len(await undelivered.timeline("copy_overdue")) == 1
    assert (await undelivered.timeline("copy_sent"))[0].note == ""
