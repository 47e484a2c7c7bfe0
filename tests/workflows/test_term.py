"""The term: it starts, its end is announced, it expires on the minute, or it is ended (IV.E)."""

import re
from datetime import timedelta

import pytest

from policy.account import Ending, Status
from policy.deadlines import end_of_day, local_date, morning
from tests import people
from tests.case import Case, refusal
from tests.world import World

MINUTE = timedelta(minutes=1)


@pytest.mark.requirement("CT-111")
async def test_the_end_is_announced_on_the_programs_days(authorized: Case) -> None:
    """To the employee, at nine in the morning, with the days that are left."""
    ends_on, zone = authorized.submission.proposal.ends_on, authorized.plan.time_zone
    assert ends_on is not None
    await authorized.world.skip_to(end_of_day(ends_on, zone) - MINUTE)
    told = await authorized.letters("term_ending")
    days = authorized.plan.term.notify_before_days
    planned = [morning(ends_on - timedelta(before), zone) for before in sorted(days, reverse=True)]
    late = [one.queued_at - at for one, at in zip(told, planned, strict=True)]
    assert all(timedelta(0) <= by < MINUTE for by in late)
    assert {one.person for one in told} == {people.EMPLOYEE}
    await authorized.world.post()
    mails = authorized.world.mails("ana")[-len(days) :]
    texts = [" ".join(mail.text.split()) for mail in mails]
    assert [re.findall(r"in (\d+) days", text) for text in texts] == [[str(n)] for n in days]


@pytest.mark.requirement("CT-110")
async def test_it_expires_when_its_last_day_ends_and_not_a_minute_before(authorized: Case) -> None:
    """In the agency's zone; then the workflow closes by itself."""
    ends_on, zone = authorized.submission.proposal.ends_on, authorized.plan.time_zone
    assert ends_on is not None
    end = end_of_day(ends_on, zone)
    await authorized.world.skip_to(end - MINUTE)
    assert (await authorized.standing()).status is Status.ACTIVE
    await authorized.world.skip(seconds=61)
    standing = await authorized.closed()
    assert (standing.status, standing.ending) == (Status.ENDED, Ending.EXPIRED)
    assert timedelta(0) <= (await authorized.timeline("ended"))[0].at - end < MINUTE
    told = {one.person for one in await authorized.letters("arrangement_ended")}
    assert told == {
        people.EMPLOYEE, people.SUPERVISOR, people.MANAGER, people.COORDINATOR, people.HEAD,
    }  # fmt: skip


async def test_it_starts_when_its_first_day_begins(authorized: Case) -> None:
    """Authorized is not yet active: nobody telecommutes before."""
    first, zone = authorized.submission.proposal.starts_on, authorized.plan.time_zone
    begins = end_of_day(first - timedelta(days=1), zone)
    await authorized.world.skip_to(begins - MINUTE)
    assert (await authorized.standing()).status is Status.AUTHORIZED
    await authorized.world.skip(seconds=61)
    assert (await authorized.standing()).status is Status.ACTIVE
    assert timedelta(0) <= (await authorized.timeline("started"))[0].at - begins < MINUTE


async def test_a_start_already_past_becomes_the_next_day_and_the_end_stays(world: World) -> None:
    """The last signature came late: the agreed last day stands, and the record says both."""
    case = await world.submit(starts_in=3)
    await case.open_for_signing()
    await case.sign_all(but=("manager",))
    await world.skip(days=10)
    await case.sign("manager", people.MANAGER)
    await case.delivered()
    zone, ends_on = case.plan.time_zone, case.submission.proposal.ends_on
    (authorized,) = await case.timeline("authorized")
    tomorrow = local_date(authorized.at, zone) + timedelta(days=1)
    assert authorized.note == f"{tomorrow} to {ends_on}"
    standing = await case.standing()
    assert (standing.status, standing.starts_on) == (Status.AUTHORIZED, tomorrow)
    await world.skip_to(end_of_day(tomorrow, zone))
    assert (await case.standing()).status is Status.ACTIVE


async def test_an_end_already_past_ends_it_at_once(world: World) -> None:
    """Signed after its last day: it never starts, and says so."""
    case = await world.submit(starts_in=3, months=1)
    await case.open_for_signing()
    await case.sign_all(but=("manager",))
    await world.skip(days=50)
    await case.sign("manager", people.MANAGER)
    await case.delivered()
    assert (await case.closed()).ending is Ending.EXPIRED
    assert await case.timeline("started") == []


async def test_a_term_too_short_for_every_announcement_has_only_those_that_fit(
    world: World,
) -> None:
    """Thirty days: neither sixty nor thirty before, but seven."""
    case = await world.submit(months=1)
    await case.authorized()
    await case.delivered()
    await world.skip(days=60)
    await case.closed()
    (told,) = await case.timeline("end_announced")
    assert told.note == f"{min(case.plan.term.notify_before_days)} days before"


@pytest.mark.requirement("CT-101")
async def test_the_employee_ends_it_at_any_time_without_a_reason(authorized: Case) -> None:
    """The record shows who, and no reason was asked."""
    await authorized.world.skip(days=40)
    await authorized.end(people.EMPLOYEE)
    standing = await authorized.closed()
    assert (standing.status, standing.ending) == (Status.ENDED, Ending.ENDED_BY_EMPLOYEE)
    (entry,) = await authorized.timeline("ended")
    assert (entry.person, entry.about, entry.note) == (people.EMPLOYEE, "ended_by_employee", "")


@pytest.mark.requirement("CT-102")
@pytest.mark.requirement("CT-111")
async def test_the_agency_ends_it_with_its_reason_on_record(authorized: Case) -> None:
    """The coordinator, with a reason; the notice says what cannot be grieved."""
    today = local_date(await authorized.world.now(), authorized.plan.time_zone)
    last_day = today + timedelta(days=authorized.plan.in_force.ending.notice_days)
    because = next(r.id for r in authorized.plan.in_force.ending.reasons if not r.at_once)
    await authorized.end_for(because, last_day=last_day, reason="Operating needs.")
    await authorized.world.skip_to(end_of_day(last_day, authorized.plan.time_zone))
    assert (await authorized.closed()).ending is Ending.ENDED_BY_AGENCY
    await authorized.world.post()
    mail = authorized.world.mails("ana")[-1]
    assert "Operating needs." in mail.text
    assert "not subject to the grievance process" in " ".join(mail.text.split())


async def test_nobody_else_ends_it(authorized: Case) -> None:
    """Neither who signed it nor who coordinates elsewhere."""
    others = (people.SUPERVISOR, people.MANAGER, people.HEAD, people.CITY_COORDINATOR, "")
    for person in others:
        why = await refusal(authorized.end(person, "I would rather not."))
        assert why == "Only the employee and the agency's coordinator can end it."


async def test_nobody_acts_after_the_end(world: World) -> None:
    """A copy is still owed, so somebody is there to say so."""
    case = await world.submit()
    await case.authorized()
    await case.end(people.EMPLOYEE)
    assert await refusal(case.end(people.EMPLOYEE)) == "It has already ended."
    assert await refusal(case.end(people.COORDINATOR, "Again.")) == "It has already ended."
    assert "that is in force" in await refusal(case.ask_for("own_computer", {}))
    assert await refusal(case.decide())
    assert await refusal(case.amend(case.submission.proposal))
    assert await refusal(case.ask_again("manager"))
    assert await refusal(case.replace("manager", people.COLLEAGUE))
    review = await case.review("manager", people.MANAGER)
    decline = await case.decline("manager", people.MANAGER)
    for act in (review.by, decline.by):
        assert (await case.answered(act.key)).note == "the arrangement has already ended"


async def test_sacramento_runs_without_an_end_until_somebody_ends_it(world: World) -> None:
    """No last day, no announcement, no expiry."""
    case = await world.submit(people.CITY_EMPLOYEE)
    await case.authorized()
    await world.skip(days=1200)
    standing = await case.standing()
    assert (standing.status, standing.ends_on, standing.deadlines) == (Status.ACTIVE, None, ())
    await case.end(people.CITY_EMPLOYEE)
    assert (await case.closed()).ending is Ending.ENDED_BY_EMPLOYEE
