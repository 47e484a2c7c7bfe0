"""Written approvals, reports and duties of an arrangement in force (GL32 IV)."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from demonstration import favorable
from policy.account import Standing, Status
from policy.deadlines import A_DAY, local_date, morning
from records import arrangements
from tests import people
from tests.case import Case, refusal
from tests.world import World

CERTIFICATE = {
    "insurance_certificate": favorable.certificate(),
    "insurance_holder": "Ana Rivera",
    "insurance_until": "2037-12-31",
}
SECOND = timedelta(seconds=1)


async def a_change(case: Case, days: int = 7) -> dict[str, str]:
    """The answers of a day change so many days ahead."""
    day = await case.today() + days * A_DAY
    return {
        "day": day.isoformat(),
        "moved_to": (day + A_DAY).isoformat(),
        "why": "Training.",
        "ongoing": "no",
    }


def asked(standing: Standing, purpose: str) -> list[str]:
    """Who is asked."""
    return [task.person for task in standing.tasks if task.purpose == purpose]


@pytest.mark.requirement("CT-097", "CT-099")
async def test_a_day_change_is_asked_for_and_approved_beforehand(active: Case) -> None:
    """The supervisor decides; who asked is told; it stays on record."""
    number = await active.ask_for("day_change", await a_change(active))
    assert asked(await active.recorded(), "approve") == [people.SUPERVISOR]
    assert await active.rule_on(number) == "approval_given"
    assert asked(await active.recorded(), "approve") == []
    told = await active.letters("approval_decided")
    assert [letter.person for letter in told] == [people.EMPLOYEE]
    await active.world.post()
    asking = next(m for m in active.world.mails("jo") if "Change of a telecommuting day" in m.text)
    assert "Asked by: Employee" in asking.text
    assert not [d for d in (await active.standing()).deadlines if d.name.startswith("approval")]


@pytest.mark.requirement("CT-097")
async def test_an_undecided_day_change_reminds_escalates_and_lapses(active: Case) -> None:
    """When the day begins it has lapsed; a decision on the day itself counts for nothing."""
    answers = await a_change(active, days=6)
    number = await active.ask_for("day_change", answers)
    await active.world.skip(days=7)
    assert [e.role for e in await active.timeline("approval_lapsed")] == [""]
    assert len(await active.letters("approval_reminder")) == 3
    assert [e.person for e in await active.letters("approval_overdue")] == [people.COORDINATOR]
    assert await active.rule_on(number) == "refused"


@pytest.mark.requirement("CT-098")
async def test_a_lasting_day_change_is_refused_and_names_the_modification(active: Case) -> None:
    """One occasion is one occasion."""
    answers = await a_change(active) | {"ongoing": "yes"}
    assert "modification" in await refusal(active.ask_for("day_change", answers))
    past = await a_change(active, days=0)
    assert "beforehand" in await refusal(active.ask_for("day_change", past))


async def test_only_who_is_asked_decides_once_and_a_refusal_has_its_reason(active: Case) -> None:
    """Strangers, silence and second thoughts change nothing."""
    number = await active.ask_for("day_change", await a_change(active))
    assert await active.rule_on(number, person=people.MANAGER) == "refused"
    assert await active.rule_on(number, approved=False) == "refused"
    assert await active.rule_on(number, approved=False, note="Too few.") == "approval_refused"
    assert await active.rule_on(number) == "refused"


async def test_who_asked_takes_it_back(active: Case) -> None:
    """Then nobody is asked any more."""
    number = await active.ask_for("day_change", await a_change(active))
    assert "Only who asked" in await refusal(active.take_back(number, people.MANAGER))
    await active.take_back(number)
    assert asked(await active.recorded(), "approve") == []


@pytest.mark.requirement("CT-119")
async def test_a_recall_takes_effect_as_it_is_issued(active: Case) -> None:
    """Management needs nobody's approval; the employee is told."""
    day = (await active.today() + 3 * A_DAY).isoformat()
    answers = {"day": day, "purpose": "Meeting"}
    await active.ask_for("called_in", answers, role="supervisor", person=people.SUPERVISOR)
    assert [e.person for e in await active.letters("approval_issued")] == [people.EMPLOYEE]
    assert asked(await active.recorded(), "approve") == []


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


async def test_a_change_of_insurance_is_asked_for_when_the_certificate_lapses(
    world: World,
) -> None:
    """By itself, on the program's day before the certificate's last one (IV.J)."""
    started = local_date(await world.now(), "America/New_York")
    until = started + 120 * A_DAY
    case = await world.submit(insurance_until=until.isoformat())
    await case.authorized()
    await case.delivered()
    (rule,) = [rule for rule in case.plan.in_force.duties if rule.on]
    on = until - rule.before_days * A_DAY
    opening = [d.at for d in (await case.standing()).deadlines if "opens:" in d.name]
    assert opening == [morning(on, case.plan.time_zone)]
    await world.skip(days=121)
    assert asked(await case.recorded(), "duty") == [people.EMPLOYEE]


@pytest.mark.requirement("CT-149")
async def test_a_new_certificate_holds_through_an_unrelated_modification(world: World) -> None:
    """What was handed in is not asked for again because others signed another schedule."""
    until = local_date(await world.now(), "America/New_York") + 60 * A_DAY
    case = await world.submit(insurance_until=until.isoformat())
    await case.authorized()
    await case.delivered()
    await world.skip(days=35)
    (task,) = [task for task in (await case.recorded()).tasks if task.purpose == "duty"]
    await case.do_duty(int(task.about), task.person, CERTIFICATE)
    await case.propose(case.on_days("friday"))
    await case.open_without_review(2)
    await case.sign_all(version=2)
    await case.until(lambda s: s.in_force == 2)
    await world.skip(days=30)
    standing = await case.recorded()
    assert asked(standing, "duty") == []
    assert not [d for d in standing.deadlines if "opens:" in d.name]


@pytest.mark.requirement("CT-149")
async def test_a_modification_brings_the_new_certificate_where_the_old_one_has_lapsed(
    world: World,
) -> None:
    """The paper and its date; then the duty that asks for the same is owed no more."""
    until = local_date(await world.now(), "America/New_York") + 60 * A_DAY
    case = await world.submit(insurance_until=until.isoformat())
    await case.authorized()
    await case.delivered()
    await world.skip(days=70)
    assert asked(await case.recorded(), "duty") == [people.EMPLOYEE]
    await case.propose(case.on_days("friday"))
    await case.until(lambda s: asked(s, "provide") == [people.EMPLOYEE])
    act = await case.provide("employee", people.EMPLOYEE, insurance_until="2037-12-31")
    await case.answered(act.by.key)
    assert asked(await case.recorded(), "provide") == [people.EMPLOYEE]
    await case.provide("employee", people.EMPLOYEE, **CERTIFICATE)
    await case.open_without_review(2)
    await case.sign_all(version=2)
    await case.until(lambda s: s.in_force == 2)
    assert asked(await case.recorded(), "duty") == []
    assert len(await case.timeline("duty_dropped")) == 1


@pytest.mark.requirement("CT-149")
async def test_a_duty_done_while_a_modification_is_signed_says_when_it_opens_next(
    world: World,
) -> None:
    """The modification names one day, the certificate that came in later another."""
    begun = local_date(await world.now(), "America/New_York")
    case = await world.submit(insurance_until=(begun + 60 * A_DAY).isoformat())
    await case.authorized()
    await case.delivered()
    await world.skip(days=35)
    (task,) = [task for task in (await case.recorded()).tasks if task.purpose == "duty"]
    proposal = case.submission.proposal
    named = proposal.answers | {"insurance_until": (begun + 90 * A_DAY).isoformat()}
    await case.propose(replace(proposal, answers=named))
    await case.open_without_review(2)
    later = begun + 150 * A_DAY
    done = CERTIFICATE | {"insurance_until": later.isoformat()}
    await case.do_duty(int(task.about), task.person, done)
    await case.sign_all(version=2)
    standing = await case.until(lambda s: s.in_force == 2)
    opening = [d.at for d in standing.deadlines if "opens:" in d.name]
    assert opening == [morning(later - 30 * A_DAY, case.plan.time_zone)]


async def test_nothing_opens_by_itself_after_the_last_day(active: Case) -> None:
    """A certificate that outlasts the arrangement is nobody's to renew."""
    rules = [rule for rule in active.plan.in_force.duties if rule.on]
    until = date.fromisoformat(active.submission.proposal.answers[rules[0].on])
    ends_on = active.submission.proposal.ends_on
    assert ends_on is not None
    assert until > ends_on
    assert not [d for d in (await active.standing()).deadlines if "opens:" in d.name]


async def test_a_new_certificate_in_a_modification_takes_the_old_day_away(world: World) -> None:
    """What would have opened for the old one does not."""
    until = local_date(await world.now(), "America/New_York") + 120 * A_DAY
    case = await world.submit(insurance_until=until.isoformat())
    await case.authorized()
    await case.delivered()
    (rule,) = [rule for rule in case.plan.in_force.duties if rule.on]
    proposal = case.submission.proposal
    later = proposal.answers | {rule.on: "2037-12-31"}
    await case.propose(replace(proposal, answers=later))
    await case.open_without_review(2)
    await case.sign_all(version=2)
    standing = await case.until(lambda s: s.in_force == 2)
    assert not [d for d in standing.deadlines if "opens:" in d.name]


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
