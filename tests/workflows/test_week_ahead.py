"""What the week brings, by arrangements as they are lived: the digest and the board."""

import json
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default
from zoneinfo import ZoneInfo

from activities.announcing import Announcer
from activities.digesting import Digesting, DigestOrder
from mail.rendering import MailRenderer
from policy.deadlines import A_DAY, local_date
from policy.wording import show_date
from records import arrangements, letters
from records.people import Person
from tests import people
from tests.case import Case
from tests.world import World

ZONE = "America/New_York"
PROOF = "Updated proof of care arrangements"


async def reported(world: World, equipment: str = "[]") -> Case:
    """In force, with no copy owed any more; a duty that is due in fourteen days."""
    with world.tools.sessions() as session:
        employee = session.get_one(Person, people.EMPLOYEE)
        employee.hr_representative = people.COORDINATOR
        session.add(employee)
        session.commit()
    case = await world.submit(starts_in=2, equipment=equipment)
    await case.authorized()
    await case.delivered()
    await world.skip(days=4)
    day = local_date(await world.now(), ZONE)
    await case.report("care_change", {"day": day.isoformat(), "dependents": "yes"})
    await case.recorded()
    return case


async def digest(world: World) -> str:
    """What the coordinator would be told of the next seven days; blank for nothing."""
    tools, at = world.tools, await world.now()
    announcer = Announcer(tools.office, MailRenderer())
    order = DigestOrder(ZONE, at, f"digest-{at.isoformat()}")
    Digesting(tools.sessions, tools.programs, tools.agencies, announcer).digest(order)
    with tools.sessions() as session:
        found = letters.due(session, at + A_DAY, 1000)
    ours = [mail.message for mail in found if mail.key.startswith(order.key)]
    text = message_from_bytes(ours[0], policy=default).get_body(("plain",)) if ours else None
    return " ".join(text.get_content().split()) if text else ""


async def next_deadline(case: Case) -> tuple[datetime | None, str]:
    """The instant and the words that the board goes by."""
    await case.recorded()
    with case.world.tools.sessions() as session:
        row = arrangements.find(session, case.reference)
    assert row is not None
    return row.next_deadline, row.next_label


async def test_a_duty_is_told_by_its_title_in_the_week_in_which_it_is_due(world: World) -> None:
    """Not in the weeks of its reminders, and not by a number."""
    case = await reported(world)
    assert await digest(world) == ""
    await world.skip(days=9)
    await case.recorded()
    text = await digest(world)
    (duty,) = [each for each in await case.concerns() if each.is_open]
    assert duty.due_at is not None
    last = (duty.due_at - timedelta(minutes=1)).astimezone(ZoneInfo(ZONE))
    until = f"{last:%A}, {show_date(last.date())}, 11:59 pm {last:%Z}"
    assert f"{case.reference}: {PROOF}, {until}" in text
    assert "Duty" not in text
    assert "Overdue:" not in text


async def test_a_start_is_told_on_its_day(world: World) -> None:
    """It begins the day: what is due at that instant is due on the day before."""
    with world.tools.sessions() as session:
        session.get_one(Person, people.EMPLOYEE).hr_representative = people.COORDINATOR
        session.commit()
    case = await world.submit(starts_in=3)
    await case.authorized()
    await case.recorded()
    day = (await case.standing()).starts_on
    assert f"Telecommuting starts {day}, {day:%A}, {show_date(day)}, 12:00 am" in await digest(
        world
    )


async def test_what_is_overdue_is_not_due_this_week_too(world: World) -> None:
    """Its timer is set to a reminder that is still to come."""
    case = await reported(world, json.dumps([{"item": "Laptop", "tag": "4711"}]))
    await case.report("equipment_back", {}, role="supervisor", person=people.SUPERVISOR)
    await case.recorded()
    await world.skip(days=9)
    await case.recorded()
    assert [d.name for d in (await case.standing()).deadlines if d.name.startswith("duty")]
    overdue, _, week = (await digest(world)).partition("Due within seven days:")
    assert "Return of agency equipment: Laptop, 4711" in overdue
    assert "Return of agency equipment" not in week
    assert PROOF in week


async def test_the_next_deadline_is_when_the_first_duty_is_due(world: World) -> None:
    """Before and after its reminders; once it is done, the arrangement's own comes next."""
    case = await reported(world)
    (duty,) = [each for each in await case.concerns() if each.is_open]
    assert await next_deadline(case) == (duty.due_at, "What is owed")
    await world.skip(days=5)
    assert await next_deadline(case) == (duty.due_at, "What is owed")
    await case.do_duty(duty.number, people.EMPLOYEE)
    at, label = await next_deadline(case)
    assert label.startswith("Agreed term: last day")
    assert at is not None


async def test_a_request_counts_until_it_lapses(world: World) -> None:
    """Who has to decide has until the day begins."""
    case = await reported(world)
    day = local_date(await world.now(), ZONE) + 3 * A_DAY
    answers = {"day": day.isoformat(), "moved_to": (day + A_DAY).isoformat(), "ongoing": "no"}
    await case.ask_for("day_change", answers)
    _, label = await next_deadline(case)
    assert label == "A request to decide on"
    assert "Change of a telecommuting day, " in await digest(world)
    await world.skip(days=4)
    _, label = await next_deadline(case)
    assert label == "What is owed"
