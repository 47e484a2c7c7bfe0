"""Agency-owned items: where they are, that they come back, or that their loss is on record."""

import json

import pytest

from policy.deadlines import A_DAY
from policy.tasks import Task
from tests import people
from tests.case import Case, refusal
from tests.world import World

LISTED = json.dumps([{"item": "Laptop", "tag": "4711"}, {"item": "Screen", "tag": "4712"}])
LOST = {"came_back": "No, its loss was reported"}


@pytest.fixture
async def equipped(world: World) -> Case:
    """In force, with a laptop and a screen at the location."""
    case = await world.submit(equipment=LISTED)
    await case.authorized()
    await case.delivered()
    return case


async def owed(case: Case, rule: str) -> list[Task]:
    """Who owes what by that rule, the oldest first."""
    numbers = {str(each.number) for each in await case.concerns() if each.rule == rule}
    return [task for task in (await case.standing()).tasks if task.about in numbers]


async def to_bring(case: Case, days: int, items: str) -> dict[str, str]:
    """The answers of who asks to bring items in so many days, at noon."""
    day = await case.today() + days * A_DAY
    return {"items": items, "taken_on": day.isoformat(), "taken_at": "12:00", "why": "Drafting"}


@pytest.mark.requirement("CT-129", "CT-131")
async def test_what_an_approval_brought_has_to_come_back_item_by_item(equipped: Case) -> None:
    """With what the arrangement lists; what was refused never left."""
    chair = json.dumps([{"item": "Chair", "tag": "4713"}])
    lamp = json.dumps([{"item": "Lamp", "tag": "4714"}])
    number = await equipped.ask_for("equipment_out", await to_bring(equipped, 2, chair))
    assert await equipped.rule_on(number) == "approval_given"
    refused = await equipped.ask_for("equipment_out", await to_bring(equipped, 2, lamp))
    await equipped.rule_on(refused, approved=False, note="There is one.")
    await equipped.end(people.EMPLOYEE)
    await equipped.recorded()
    subjects = [each.subject for each in await equipped.concerns() if each.subject]
    assert subjects == ["Laptop, 4711", "Screen, 4712", "Chair, 4713"]


@pytest.mark.requirement("CT-130")
async def test_nothing_is_authorized_after_it_was_taken(equipped: Case) -> None:
    """It has to be approved before its time on its day; undecided, it lapses then."""
    item = json.dumps([{"item": "Chair", "tag": "4713"}])
    assert "beforehand" in await refusal(
        equipped.ask_for("equipment_out", await to_bring(equipped, -1, item))
    )
    number = await equipped.ask_for("equipment_out", await to_bring(equipped, 1, item))
    await equipped.recorded()
    await equipped.world.skip(days=2)
    assert len(await equipped.timeline("approval_lapsed")) == 1
    assert await equipped.rule_on(number) == "refused"


@pytest.mark.requirement("CT-131", "CT-137")
async def test_a_loss_closes_a_return_only_once_it_is_reported(equipped: Case) -> None:
    """A sentence is no report, and the loss of another item is another loss."""
    await equipped.end(people.EMPLOYEE)
    await equipped.recorded()
    laptop, screen = await owed(equipped, "equipment_return")
    number = int(laptop.about)
    assert await equipped.do_duty(number, laptop.person, LOST) == "refused"
    assert (await equipped.refusals())[-1] == "nobody has reported the loss of Laptop, 4711"
    loss = {"what": "Lost", "day": (await equipped.today()).isoformat(), "how": "On the train"}
    await equipped.report("loss", loss | {"item": "Screen, 4712"})
    assert await equipped.do_duty(number, laptop.person, LOST) == "refused"
    await equipped.report("loss", loss | {"item": "laptop,  4711 "})
    assert await equipped.do_duty(number, laptop.person, LOST) == "duty_done"
    assert len(await owed(equipped, "negligence")) == 2
    assert [task.about for task in await owed(equipped, "equipment_return")] == [screen.about]


@pytest.mark.requirement("CT-131")
async def test_a_return_needs_its_day(equipped: Case) -> None:
    """And nothing that its form does not ask."""
    await equipped.end(people.EMPLOYEE)
    await equipped.recorded()
    laptop, _ = await owed(equipped, "equipment_return")
    number, back = int(laptop.about), {"came_back": "Yes"}
    assert await equipped.do_duty(number, laptop.person, back) == "refused"
    back["returned_on"] = (await equipped.today()).isoformat()
    assert await equipped.do_duty(number, laptop.person, back | {"by": "Bus"}) == "refused"
    assert await equipped.do_duty(number, laptop.person, back) == "duty_done"


@pytest.mark.requirement("CT-131")
async def test_the_employee_reads_what_has_to_come_back(equipped: Case) -> None:
    """With the notice, and once more at the end, what is not back by then; nobody else does."""
    rules = equipped.plan.in_force
    because = next(each.id for each in rules.ending.reasons if not each.at_once)
    last_day = await equipped.today() + rules.ending.notice_days * A_DAY
    await equipped.end_for(because, last_day=last_day)
    why = {"why": "Inventory"}
    await equipped.report("equipment_back", why, role="supervisor", person=people.SUPERVISOR)
    await equipped.recorded()
    laptop, _ = await owed(equipped, "equipment_return")
    await equipped.do_duty(int(laptop.about), laptop.person)
    await equipped.recorded()
    await equipped.world.skip(days=rules.ending.notice_days + 1)
    await equipped.recorded()
    await equipped.world.post()
    mails = [mail.text for mail in equipped.world.mails("ana")]
    (noticed,) = [text for text in mails if "notice was given" in text]
    (ended,) = [text for text in mails if "has ended." in text]
    assert "bring back to your agency when it ends:\n\nLaptop, 4711\nScreen, 4712\n" in noticed
    assert "bring back to your agency:\n\nScreen, 4712\n" in ended
    assert "4711" not in ended
    others = [mail.text for mail in equipped.world.mails("pia")]
    assert not any("4712" in text for text in others if "has ended." in text)
