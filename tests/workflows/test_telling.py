"""Who has to know what came up or was found reads it in a mail (GL32 IV.G, IV.J to IV.L)."""

from datetime import date

import pytest

from policy.account import Ending
from policy.deadlines import A_DAY, end_of_day, morning
from policy.wording import show_date
from tests import people
from tests.case import Case
from tests.world import World


async def opened(case: Case, report: str, answers: dict[str, str]) -> int:
    """The number of the duty that a report of today opens."""
    await case.report(report, {"day": (await case.today()).isoformat(), **answers})
    standing = await case.until(lambda s: any(task.purpose == "duty" for task in s.tasks))
    return int(next(task.about for task in standing.tasks if task.purpose == "duty"))


async def told(case: Case, kind: str) -> set[str]:
    """Who is written to in mails of a kind."""
    return {letter.person for letter in await case.letters(kind)}


OUTAGE = {"cause": "Loss of power at home", "since": "11:00"}


@pytest.mark.requirement("CT-156")
async def test_the_employee_reads_what_to_do_while_the_location_cannot_be_worked_at(
    active: Case,
) -> None:
    """As soon as the supervisor has said so, in the supervisor's words."""
    number = await opened(active, "interruption", OUTAGE)
    said = {"disposition": "Report to the official duty station", "note": "Room 4 is free."}
    assert await active.do_duty(number, people.SUPERVISOR, said) == "duty_done"
    assert await told(active, "duty_done") == {people.EMPLOYEE}
    await active.world.post()
    mail = active.world.mails("ana")[-1]
    assert "What the employee does: Report to the official duty station\n" in mail.text
    assert "What else the employee should know: Room 4 is free.\n" in mail.text
    assert "By: Supervisor\n" in mail.text


@pytest.mark.requirement("CT-137")
async def test_who_is_found_liable_for_a_loss_is_told(active: Case) -> None:
    """And the supervisor, whose equipment it was; not who found it."""
    number = await opened(active, "loss", {"item": "Laptop", "what": "Lost", "how": "Rain"})
    found = {"finding": "Negligence", "grounds": "Left on\nthe roof of a car."}
    await active.do_duty(number, people.COORDINATOR, found)
    assert await told(active, "duty_done") == {people.EMPLOYEE, people.SUPERVISOR}
    await active.world.post()
    text = active.world.mails("ana")[-1].text
    assert "Finding: Negligence\n" in text
    assert "What the finding rests on: Left on the roof of a car.\n" in text


@pytest.mark.requirement("CT-146")
async def test_the_finding_on_a_breach_is_told_but_not_what_is_private(active: Case) -> None:
    """Mail is read by others on its way: a reference to discipline stays on the page."""
    number = await opened(active, "breach", {"how": "By accident", "what": "A lost stick"})
    found = {
        "finding": "Breach by accident",
        "grounds": "It was not encrypted.",
        "discipline_reference": "PD-2027-4711",
    }
    await active.do_duty(number, people.COORDINATOR, found)
    assert await told(active, "duty_done") == {
        people.EMPLOYEE,
        people.SUPERVISOR,
        people.MANAGER,
    }
    await active.world.post()
    text = active.world.mails("ana")[-1].text
    assert "Finding: Breach by accident\n" in text
    assert "PD-2027-4711" not in text


@pytest.mark.requirement("CT-146")
async def test_a_breach_ends_it_at_once_and_its_finding_is_still_owed(active: Case) -> None:
    """Without notice; discipline stands beside the ending, where the program asks for it."""
    number = await opened(active, "breach", {"how": "By design", "what": "Client files"})
    discipline = {"discipline_reference": "PD-2027-4711"}
    await active.end_for("information_security", details=discipline)
    standing = await active.until(lambda s: s.ending is not None)
    assert standing.ending is Ending.TERMINATED_AT_ONCE
    (ended,) = await active.timeline("ended")
    reason = {"because": "information_security", **discipline}
    assert reason.items() <= ended.evidence.items()
    found = {"finding": "Breach by design", "grounds": "They were copied."}
    assert await active.do_duty(number, people.COORDINATOR, found) == "duty_done"
    assert await told(active, "duty_done") >= {people.EMPLOYEE}


async def test_of_what_the_program_names_nobody_for_nobody_is_told(active: Case) -> None:
    """Proof of care arrangements is between the employee and Human Resources."""
    number = await opened(active, "care_change", {"dependents": "yes"})
    assert await active.do_duty(number, people.EMPLOYEE, {"care_proof": "b" * 64}) == "duty_done"
    assert await told(active, "duty_done") == set()


@pytest.mark.requirement("CT-137", "CT-146", "CT-153")
@pytest.mark.parametrize("rule", ["loss", "breach", "injury"])
async def test_an_employee_learns_of_what_others_report_about_them(world: World, rule: str) -> None:
    """Who reports it is not told what they just said."""
    case = await world.submit()
    await case.authorized()
    answers = {"day": (await case.today()).isoformat(), "what": "Seen at the location."}
    await case.report(rule, answers, role="supervisor", person=people.SUPERVISOR)
    others = {people.MANAGER} if rule == "breach" else set()
    assert await told(case, "report_made") == {people.EMPLOYEE, people.COORDINATOR} | others


@pytest.mark.requirement("CT-119")
async def test_the_supervisor_learns_of_a_recall_by_human_resources(active: Case) -> None:
    """The employee too; the supervisor who recalls is told nothing new."""
    recall = {"day": (await active.today()).isoformat(), "purpose": "Training"}
    by_hr = {"role": "hr_representative", "person": people.COORDINATOR}
    await active.ask_for("called_in", recall, **by_hr)
    assert await told(active, "approval_issued") == {people.EMPLOYEE, people.SUPERVISOR}
    before = len(await active.letters("approval_issued"))
    await active.ask_for("called_in", recall, role="supervisor", person=people.SUPERVISOR)
    later = (await active.letters("approval_issued"))[before:]
    assert [letter.person for letter in later] == [people.EMPLOYEE]


async def test_a_duty_due_on_the_day_the_clocks_jump_is_said_to_be_due_on_that_day(
    world: World,
) -> None:
    """It has 23 hours: a day before its end is not on it any more."""
    zone = world.tools.agencies["comptroller"].time_zone
    day = _shortest_day(await world.today() + 21 * A_DAY, zone)
    await world.skip_to(morning(day - 14 * A_DAY, zone))
    case = await world.submit(starts_in=1)
    await case.authorized()
    await opened(case, "care_change", {"dependents": "yes"})
    (concern,) = [each for each in await case.concerns() if each.kind == "duty"]
    assert concern.due_at == end_of_day(day, zone)
    (letter,) = await case.letters("duty_requested")
    assert show_date(day) in letter.subject


def _shortest_day(after: date, zone: str) -> date:
    """The next day on which the clocks jump ahead."""
    days = (after + number * A_DAY for number in range(400))
    return next(it for it in days if end_of_day(it, zone) - end_of_day(it - A_DAY, zone) < A_DAY)
