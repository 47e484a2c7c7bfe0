"""Written approvals of an arrangement in force: asked, decided, lapsed, taken back (GL32 IV)."""

from datetime import timedelta

import pytest

from policy.deadlines import A_DAY
from policy.wording import show_date
from tests import people
from tests.case import Case, refusal
from tests.workflows.concerned import a_change, asked


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


async def test_who_decides_reads_the_time_before_which_to_decide(active: Case) -> None:
    """Asked for on the day itself, the day alone would say that it is too late."""
    day = await active.today()
    overtime = {"day": day.isoformat(), "starts": "23:45", "hours": "1", "why": "Closing."}
    await active.ask_for("overtime_away", overtime)
    await active.world.post()
    asking = next(m for m in active.world.mails("jo") if "Overtime" in m.text)
    assert f"before {show_date(day)}, 11:45 pm E" in asking.subject


@pytest.mark.requirement("CT-097")
async def test_an_undecided_day_change_reminds_escalates_and_lapses(active: Case) -> None:
    """When the day begins it has lapsed; a decision on the day itself counts for nothing."""
    answers = await a_change(active, days=6)
    number = await active.ask_for("day_change", answers)
    await active.world.skip(days=7)
    assert [e.role for e in await active.timeline("approval_lapsed")] == [""]
    assert len(await active.letters("approval_reminder")) == 3
    assert [e.person for e in await active.letters("approval_overdue")] == [people.COORDINATOR]
    assert [e.about for e in await active.timeline("escalated")] == [str(number)]
    assert await active.rule_on(number) == "refused"


async def test_a_reminder_asked_for_as_one_went_out_by_itself_is_not_sent_twice(
    active: Case,
) -> None:
    """The coordinator pressed within the minute in which the program's own one left."""
    await active.ask_for("day_change", await a_change(active, days=6))
    chased = (await active.standing()).deadlines
    due = min(each.at for each in chased if each.name.startswith("approval"))
    await active.world.skip_to(due + timedelta(seconds=1))
    await active.until(lambda s: any(task.reminders for task in s.tasks))
    await active.remind("supervisor", at=due + timedelta(milliseconds=100))
    assert len(await active.letters("approval_reminder")) == 1


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


async def test_only_the_roles_that_the_program_names_ask_each_for_themselves(active: Case) -> None:
    """A manager asks for no day change, neither as one nor in the employee's name."""
    answers = await a_change(active)
    for role in ("manager", "employee"):
        asking = active.ask_for("day_change", answers, role=role, person=people.MANAGER)
        assert "This is for others to ask for." in await refusal(asking)


async def test_who_asked_takes_it_back(active: Case) -> None:
    """Then nobody is asked any more."""
    number = await active.ask_for("day_change", await a_change(active))
    assert "Only who asked" in await refusal(active.take_back(number, people.MANAGER))
    await active.take_back(number)
    assert asked(await active.recorded(), "approve") == []
    assert await active.letters("approval_decided") == []
    assert "not open any more" in await refusal(active.take_back(number))


async def test_the_coordinator_takes_it_back_and_who_asked_is_told(active: Case) -> None:
    """On record is who did which."""
    number = await active.ask_for("day_change", await a_change(active))
    await active.take_back(number, people.COORDINATOR)
    assert asked(await active.recorded(), "approve") == []
    assert [letter.person for letter in await active.letters("approval_decided")] == [
        people.EMPLOYEE
    ]
    for kind, person in (
        ("approval_asked", people.EMPLOYEE),
        ("approval_withdrawn", people.COORDINATOR),
    ):
        (entry,) = await active.timeline(kind)
        assert (entry.person, entry.about) == (person, str(number))


async def test_what_nobody_has_decided_lapses_with_the_arrangement(active: Case) -> None:
    """Who asked is told why; nobody is asked to decide, and nothing waits for it."""
    await active.ask_for("day_change", await a_change(active))
    await active.end(people.EMPLOYEE)
    assert asked(await active.closed(), "approve") == []
    (lapsed,) = await active.timeline("approval_lapsed")
    assert lapsed.note == "The arrangement has ended."
    (told,) = await active.letters("approval_decided")
    assert told.person == people.EMPLOYEE
    assert b"The arrangement has ended." in told.message


@pytest.mark.requirement("CT-119")
async def test_a_recall_takes_effect_as_it_is_issued(active: Case) -> None:
    """Management needs nobody's approval; the employee is told."""
    day = (await active.today() + 3 * A_DAY).isoformat()
    answers = {"day": day, "purpose": "Meeting"}
    await active.ask_for("called_in", answers, role="supervisor", person=people.SUPERVISOR)
    assert [e.person for e in await active.letters("approval_issued")] == [people.EMPLOYEE]
    assert asked(await active.recorded(), "approve") == []
