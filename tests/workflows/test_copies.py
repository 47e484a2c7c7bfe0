"""The copies: both filed, the one to DAS delivered within the week, and no end before (V, VI)."""

import hashlib
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from policy.account import Ending, Status
from policy.deadlines import end_of_day, local_date, morning
from policy.program import CopyRule
from records import letters, papers
from tests import people
from tests.case import Case, refusal
from tests.world import World

LIAISON = "liaison:comptroller"
MINUTE = timedelta(minutes=1)


@pytest.fixture
async def authorized(world: World) -> Case:
    """Signed by all and filed; the copy to DAS waits in the outbox."""
    case = await world.submit(starts_in=30)
    await case.authorized()
    return case


def das(case: Case) -> CopyRule:
    """The program's rule for the copy that is mailed."""
    return next(rule for rule in case.plan.copies if rule.role)


async def authorized_on(case: Case) -> datetime:
    """When the last signature was recorded."""
    return (await case.timeline("authorized"))[0].at


@pytest.mark.requirement("CT-171")
async def test_both_documents_are_filed_with_every_signature(authorized: Case) -> None:
    """The proposal and the arrangement go into the personnel file, the record says which bytes."""
    store = authorized.world.tools.store
    (filed,) = await authorized.timeline("filed")
    named = {"proposal", "arrangement", "insurance_certificate"}
    assert (filed.about, set(filed.evidence)) == ("personnel_file", named)
    with authorized.world.tools.sessions() as session:
        kept = [p for p in papers.of_arrangement(session, authorized.reference) if p.destination]
        kept += papers.attached(session, authorized.reference, 1)
    assert {(p.destination, p.document) for p in kept} == {
        ("personnel_file", "proposal"),
        ("personnel_file", "arrangement"),
        ("personnel_file", "insurance_certificate"),
        ("das", "arrangement"),
    }
    assert all(hashlib.sha256(store.get(p.digest)).hexdigest() == p.digest for p in kept)
    assert {p.digest for p in kept if p.destination == "personnel_file"} == set(
        filed.evidence.values()
    )


@pytest.mark.requirement("CT-013")
@pytest.mark.requirement("CT-173")
async def test_the_liaison_receives_the_very_bytes_that_were_recorded(authorized: Case) -> None:
    """By real mail, with the PDF attached."""
    await authorized.delivered()
    (sent,) = await authorized.timeline("copy_sent")
    (mail,) = authorized.world.mails("liaison.comptroller")
    (attached,) = mail.attachments
    assert attached.name == f"{authorized.reference}-arrangement.pdf"
    assert attached.content_type == "application/pdf"
    assert hashlib.sha256(attached.content).hexdigest() == sent.evidence["arrangement"]
    assert mail.copies == 1


@pytest.mark.requirement("CT-174")
async def test_the_copy_is_due_when_the_seventh_day_ends_in_the_agency(authorized: Case) -> None:
    """Calendar days in the agency's zone, whatever the hour of the last signature."""
    zone, rule = authorized.plan.time_zone, das(authorized)
    at = await authorized_on(authorized)
    standing = await authorized.standing()
    due = authorized.deadline(standing, "das:1:due")
    day = local_date(at, zone) + timedelta(days=rule.due_within_days or 0)
    assert due == end_of_day(day, zone)
    local = due.astimezone(ZoneInfo(zone))
    assert (local.date(), local.hour, local.minute) == (day + timedelta(days=1), 0, 0)
    assert (rule.due_within_days, zone) == (7, "America/New_York")


@pytest.mark.requirement("CT-174")
async def test_a_copy_that_does_not_go_out_is_warned_of_and_then_escalated(
    authorized: Case,
) -> None:
    """First the coordinator, before; then coordinator and agency head, at once when it is late."""
    rule, world = das(authorized), authorized.world
    zone, at = authorized.plan.time_zone, await authorized_on(authorized)
    due_on = local_date(at, zone) + timedelta(days=rule.due_within_days or 0)
    await world.skip_to(end_of_day(due_on, zone) - MINUTE)
    (warning,) = await authorized.letters("copy_warning")
    warned_on = due_on - timedelta(days=rule.warn_before_days or 0)
    assert warning.person == people.COORDINATOR
    assert warning.queued_at - morning(warned_on, zone) < MINUTE
    assert await authorized.letters("copy_overdue") == []
    await world.skip(minutes=2)
    late = await authorized.letters("copy_overdue")
    assert {one.role for one in late} == set(rule.escalate_to)
    assert {one.person for one in late} == {people.COORDINATOR, people.HEAD}
    assert len(late) == 2


@pytest.mark.requirement("CT-174")
async def test_a_copy_in_time_is_neither_warned_of_nor_escalated(authorized: Case) -> None:
    """Its deadline is gone with its delivery."""
    await authorized.delivered()
    await authorized.world.skip(days=20)
    happened = await authorized.happened()
    assert not {"copy_warned", "copy_overdue"} & set(happened)


@pytest.mark.requirement("CT-013")
async def test_it_stays_open_until_the_copy_is_delivered_even_after_the_last_day(
    authorized: Case,
) -> None:
    """Expired, but not closed: no authorized arrangement lacks a delivery record."""
    world = authorized.world
    await world.skip(days=260)
    standing = await authorized.standing()
    assert (standing.status, standing.ending) == (Status.ENDED, Ending.EXPIRED)
    owed = [(task.purpose, task.about) for task in standing.tasks if task.purpose != "duty"]
    assert owed == [("copy", "das")]
    assert not await authorized.is_closed()
    await authorized.delivered()
    await authorized.closed()
    happened = await authorized.happened()
    assert happened.index("copy_sent") > happened.index("ended")


@pytest.mark.requirement("CT-013")
async def test_an_early_end_does_not_spare_the_copy(authorized: Case) -> None:
    """It was authorized, so DAS is owed its copy."""
    await authorized.end(people.EMPLOYEE)
    assert not await authorized.is_closed()
    await authorized.delivered()
    assert (await authorized.closed()).ending is Ending.ENDED_BY_EMPLOYEE


async def refused_once(case: Case) -> None:
    """The relay refuses the liaison's address for good."""
    with case.world.tools.sessions() as session:
        (letter,) = await case.letters("copy_delivery")
        letters.mark_refused(session, letter.key, "550 no such mailbox")
        session.commit()


async def test_a_refused_copy_is_on_record_and_a_reminder_sends_it_again(
    authorized: Case,
) -> None:
    """It is somebody's work, never silence; what was made good is work no more."""
    await refused_once(authorized)
    await authorized.world.post()
    assert authorized.world.mails("liaison.comptroller") == []
    with authorized.world.tools.sessions() as session:
        (open_work,) = letters.refused(session, authorized.reference)
    assert open_work.problem == "550 no such mailbox"
    await authorized.remind("das_liaison")
    await authorized.delivered()
    assert len(authorized.world.mails("liaison.comptroller")) == 1
    with authorized.world.tools.sessions() as session:
        assert letters.refused(session, authorized.reference) == []


async def test_two_copies_of_one_version_never_arrive(authorized: Case) -> None:
    """However often it is asked for while the first one still waits in the outbox."""
    for _ in range(3):
        await authorized.remind("das_liaison")
    await authorized.delivered()
    await authorized.world.post()
    (mail,) = authorized.world.mails("liaison.comptroller")
    assert mail.copies == 1
    assert len(await authorized.timeline("copy_sent")) == 1
    with authorized.world.tools.sessions() as session:
        assert letters.refused(session, authorized.reference) == []
        assert letters.oldest_queued(session) is None


async def test_a_delivered_copy_is_not_sent_again(authorized: Case) -> None:
    """There is nothing to remind of."""
    await authorized.delivered()
    assert "Nobody in this role" in await refusal(authorized.remind("das_liaison"))


async def test_a_report_of_delivery_counts_once_and_only_for_a_copy(authorized: Case) -> None:
    """A repeated report, or one of another mail, changes nothing."""
    await authorized.delivered_key("no such mail")
    (letter,) = await authorized.letters("copy_delivery")
    for _ in range(3):
        await authorized.delivered_key(letter.key)
    await authorized.until(lambda s: all(task.purpose != "copy" for task in s.tasks))
    assert len(await authorized.timeline("copy_sent")) == 1
    assert len([t for t in (await authorized.standing()).tasks if t.about == "das"]) == 1


@pytest.mark.requirement("CT-174")
async def test_a_copy_delivered_in_time_whose_report_came_late_is_on_record_as_in_time(
    authorized: Case,
) -> None:
    """It was called overdue, since nobody knew; what counts is when it was delivered."""
    due = authorized.deadline(await authorized.standing(), "das:1:due")
    await authorized.world.skip_to(due + MINUTE)
    (letter,) = await authorized.letters("copy_delivery")
    await authorized.delivered_key(letter.key, due - MINUTE)
    await authorized.until(lambda s: all(task.purpose != "copy" for task in s.tasks))
    (sent,) = await authorized.timeline("copy_sent")
    assert "in time" in sent.note
    assert len(await authorized.timeline("copy_overdue")) == 1


@pytest.mark.requirement("CT-174")
async def test_a_copy_delivered_late_is_overdue_though_its_report_came_before_the_timer(
    authorized: Case,
) -> None:
    """A report and a deadline may reach a worker that was away in any order."""
    due = authorized.deadline(await authorized.standing(), "das:1:due")
    (letter,) = await authorized.letters("copy_delivery")
    await authorized.delivered_key(letter.key, due + MINUTE)
    await authorized.until(lambda s: all(task.purpose != "copy" for task in s.tasks))
    assert len(await authorized.timeline("copy_overdue")) == 1
    assert {one.role for one in await authorized.letters("copy_overdue")} == set(
        das(authorized).escalate_to
    )
    assert (await authorized.timeline("copy_sent"))[0].note == ""


async def test_the_liaison_acknowledges_once_and_nobody_else_does(authorized: Case) -> None:
    """Before it was delivered there is nothing to acknowledge."""
    early = await authorized.acknowledge(LIAISON)
    assert (await authorized.answered(early.by.key)).kind == "refused"
    await authorized.delivered()
    other = await authorized.acknowledge(people.COORDINATOR)
    assert (await authorized.answered(other.by.key)).kind == "refused"
    good = await authorized.acknowledge(LIAISON)
    assert (await authorized.answered(good.by.key)).kind == "copy_acknowledged"
    again = await authorized.acknowledge(LIAISON)
    assert (await authorized.answered(again.by.key)).kind == "refused"


async def test_an_acknowledgment_holds_nothing_up(authorized: Case) -> None:
    """Delivery is what the program wants; the arrangement ends without it."""
    await authorized.delivered()
    await authorized.world.skip(days=260)
    await authorized.closed()


@pytest.mark.requirement("SA-015")
async def test_sacramento_owes_no_copy_outside(world: World) -> None:
    """Its papers go to the City's own file."""
    case = await world.submit(people.CITY_EMPLOYEE)
    await case.authorized()
    assert {entry.about for entry in await case.timeline("filed")} == {
        rule.id for rule in case.plan.copies
    }
    assert await case.letters("copy_delivery") == []
