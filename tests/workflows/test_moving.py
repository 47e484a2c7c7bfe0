"""Others hold the roles by the directory: what is owed moves, and never to nobody (GL32 V)."""

from dataclasses import replace

import pytest
from sqlmodel import select

from policy.account import Standing, Status
from policy.changes import HoldersChanged
from policy.deadlines import A_DAY
from policy.holders import Holder
from records.people import Person
from tests import people
from tests.case import Case
from tests.workflows import storming_directory as directory
from tests.workflows.seen import link_states
from tests.world import World
from workflows.arrangement import ArrangementWorkflow

HR = "hr_representative"


@pytest.fixture
async def in_force(world: World) -> Case:
    """Everybody has signed, and it is in its term."""
    case = await world.submit(starts_in=2)
    await case.authorized()
    await world.skip(days=4)
    return case


async def asked_for(case: Case) -> int:
    """The employee asks to move a day; its number."""
    day = await case.today() + 9 * A_DAY
    answers = {"day": day.isoformat(), "moved_to": (day + A_DAY).isoformat(), "ongoing": "no"}
    return await case.ask_for("day_change", answers)


def asked(standing: Standing, *purposes: str) -> set[tuple[str, str, str]]:
    """Purpose, role and person of what is asked for these."""
    return {(t.purpose, t.role, t.person) for t in standing.tasks if t.purpose in purposes}


async def test_a_declined_signature_is_settled_by_who_follows_the_coordinator(
    declined: Case,
) -> None:
    """And told of with its reason, as it was to the one who has left."""
    await declined.change_holder(
        HR, people.COLLEAGUE, departed=(people.COORDINATOR,), coordinators=(people.COLLEAGUE,)
    )
    assert asked(await declined.standing(), "settle") == {("settle", HR, people.COLLEAGUE)}
    told = [letter.person for letter in await declined.letters("signature_declined")]
    assert told == [people.COORDINATOR, people.COLLEAGUE]
    await declined.ask_again("manager", person=people.COLLEAGUE)
    await declined.until(lambda s: s.status is Status.SIGNING)


async def test_whatever_the_coordinator_owes_stands_with_their_colleagues(in_force: Case) -> None:
    """Nobody is the employee's HR representative any more; the agency has another one.

    What that one finds is told to whoever the program names.
    """
    day = (await in_force.today()).isoformat()
    await in_force.report("loss", {"item": "Laptop", "what": "Lost", "day": day, "how": "x"})
    (task,) = [t for t in (await in_force.recorded()).tasks if t.role == HR]
    await in_force.change_holder(
        HR, departed=(people.COORDINATOR,), coordinators=(people.COLLEAGUE,)
    )
    assert asked(await in_force.standing(), "duty") == {("duty", HR, people.COLLEAGUE)}
    assert not asked(await in_force.standing(), "appoint")
    letters = await in_force.letters("duty_requested")
    assert [letter.person for letter in letters if letter.role == HR][-1] == people.COLLEAGUE
    found = {"finding": "No negligence or misconduct", "grounds": "It was stolen at work."}
    assert await in_force.do_duty(int(task.about), people.COLLEAGUE, found) == "duty_done"
    told = {letter.person for letter in await in_force.letters("duty_done")}
    assert told == {people.EMPLOYEE, people.SUPERVISOR}


async def test_the_head_coordinates_where_the_agency_has_no_hr_representative_left(
    world: World, in_force: Case
) -> None:
    """What stands with HR is the head's by mail, who may act on it; no task is for nobody."""
    directory.as_at_first(world)
    day = (await world.today()).isoformat()
    await in_force.report("loss", {"item": "Laptop", "what": "Lost", "day": day, "how": "x"})
    (task,) = [t for t in (await in_force.recorded()).tasks if t.role == HR]
    with world.tools.sessions() as session:
        for person in session.exec(
            select(Person).where(Person.agency == in_force.submission.agency)
        ):
            person.hr_representative = ""
        session.commit()
    await in_force.handle.signal(ArrangementWorkflow.change_holders, await directory.news(in_force))
    standing = await in_force.until(lambda s: ("duty", HR, people.HEAD) in asked(s, "duty"))
    assert not [each for each in standing.tasks if each.role and not each.person]
    told = [mail.person for mail in await in_force.letters("duty_requested") if mail.role == HR]
    assert told[-1] == people.HEAD
    found = {"finding": "No negligence or misconduct", "grounds": "It was stolen at work."}
    assert await in_force.do_duty(int(task.about), people.HEAD, found) == "duty_done"


async def test_what_was_asked_of_nobody_is_handed_over_as_soon_as_somebody_is_named(
    in_force: Case,
) -> None:
    """The directory refuses to leave it so; what slipped through meanwhile is not lost."""
    number = await asked_for(in_force)
    nobody = HoldersChanged({HR: (), "supervisor": ()}, (), await in_force.world.by(people.HEAD))
    await in_force.handle.signal(ArrangementWorkflow.change_holders, nobody)
    await in_force.change_holder(HR, people.COLLEAGUE, coordinators=(people.COLLEAGUE,))
    assert asked(await in_force.standing(), "approve", "appoint") == {
        ("approve", "supervisor", people.COLLEAGUE),
        ("appoint", HR, people.COLLEAGUE),
    }
    await in_force.change_holder("supervisor", people.SUPERVISOR)
    assert await in_force.rule_on(number) == "approval_given"


async def test_what_nobody_can_do_waits_for_who_has_to_find_somebody(in_force: Case) -> None:
    """The coordinator does not decide in the supervisor's place, and is reminded of nothing."""
    number = await asked_for(in_force)
    await in_force.change_holder("supervisor", departed=(people.SUPERVISOR,))
    assert asked(await in_force.standing(), "approve", "appoint") == {
        ("approve", "supervisor", people.COORDINATOR),
        ("appoint", HR, people.COORDINATOR),
    }
    (letter,) = await in_force.letters("holder_changed")
    assert (letter.person, letter.subject.partition(":")[0]) == (
        people.COORDINATOR, "Find somebody for a part",
    )  # fmt: skip
    assert await in_force.rule_on(number, person=people.COORDINATOR) == "refused"
    await in_force.world.skip(days=5)
    assert await in_force.letters("approval_reminder") == []
    await in_force.replace("supervisor", people.COLLEAGUE)
    assert asked(await in_force.standing(), "approve", "appoint") == {
        ("approve", "supervisor", people.COLLEAGUE)
    }
    assert await in_force.letters("signer_replaced") == []
    assert await in_force.rule_on(number, person=people.COLLEAGUE) == "approval_given"


async def test_nobody_has_to_be_found_for_a_role_that_owes_nothing_any_more(
    in_force: Case,
) -> None:
    number = await asked_for(in_force)
    await in_force.change_holder("supervisor")
    assert asked(await in_force.standing(), "appoint")
    await in_force.take_back(number)
    assert not asked(await in_force.standing(), "approve", "appoint")


async def test_what_opens_while_nobody_holds_its_role_is_asked_of_who_finds_somebody(
    in_force: Case,
) -> None:
    """Once the directory names somebody, it is theirs, with a link of their own."""
    await in_force.change_holder("supervisor")
    assert not asked(await in_force.standing(), "appoint")
    await asked_for(in_force)
    await asked_for(in_force)
    letters = await in_force.letters("holder_changed")
    assert [each.person for each in letters if each.subject.startswith("Find")] == [
        people.COORDINATOR
    ]
    assert await in_force.letters("approval_requested") == []
    await in_force.change_holder("supervisor", people.COLLEAGUE)
    assert asked(await in_force.standing(), "approve", "appoint") == {
        ("approve", "supervisor", people.COLLEAGUE)
    }
    requested = await in_force.letters("approval_requested")
    assert [each.person for each in requested] == [people.COLLEAGUE] * 2


async def test_who_has_to_find_somebody_may_leave_as_well(in_force: Case) -> None:
    await asked_for(in_force)
    await in_force.change_holder("supervisor", departed=(people.SUPERVISOR,))
    await in_force.change_holder(
        HR, departed=(people.COORDINATOR,), coordinators=(people.COLLEAGUE,)
    )
    assert asked(await in_force.standing(), "approve", "appoint") == {
        ("approve", "supervisor", people.COLLEAGUE),
        ("appoint", HR, people.COLLEAGUE),
    }
    told = [each for each in await in_force.letters("holder_changed") if "Find" in each.subject]
    assert [each.person for each in told] == [people.COORDINATOR, people.COLLEAGUE]


async def test_a_colleague_who_is_put_into_the_coordinators_role_finds_somebody(
    in_force: Case,
) -> None:
    await asked_for(in_force)
    day = (await in_force.today()).isoformat()
    await in_force.report("loss", {"item": "Laptop", "what": "Lost", "day": day, "how": "x"})
    await in_force.change_holder("supervisor", departed=(people.SUPERVISOR,))
    await in_force.replace(HR, people.COLLEAGUE)
    assert asked(await in_force.standing(), "approve", "appoint") == {
        ("approve", "supervisor", people.COLLEAGUE),
        ("appoint", HR, people.COLLEAGUE),
    }


@pytest.mark.parametrize("role", ["supervisor", "manager"])
async def test_the_employee_learns_who_leads_them_now(in_force: Case, role: str) -> None:
    """By name, with how to reach them: they have to know whom to call."""
    await in_force.change_holder(role, people.COLLEAGUE)
    await in_force.recorded()
    await in_force.world.post()
    (mail,) = [m for m in in_force.world.mails("ana") if m.subject.startswith("Whom to call now")]
    assert f"{role.capitalize()}: Sam Okafor, sam@example.test, 860-555-0100" in mail.text


async def test_the_employee_is_told_of_nobody_who_leads_them_from_afar(in_force: Case) -> None:
    """Nor twice of who leads them still."""
    await in_force.change_holder("agency_head", people.COLLEAGUE)
    await in_force.change_holder("supervisor", people.SUPERVISOR, people.DESIGNEE)
    told = {letter.person for letter in await in_force.letters("holder_changed")}
    assert people.EMPLOYEE not in told


async def test_who_keeps_a_role_is_told_nothing_of_who_else_has_it(in_force: Case) -> None:
    await in_force.change_holder("agency_head", people.HEAD, people.COLLEAGUE)
    await in_force.change_holder("agency_head", people.HEAD)
    told = [letter.person for letter in await in_force.letters("holder_changed")]
    assert (told[-1], people.HEAD in told) == (people.COLLEAGUE, False)


async def test_whose_arrangement_has_ended_is_led_by_nobody(in_force: Case) -> None:
    await in_force.end(people.EMPLOYEE)
    await in_force.change_holder("supervisor", people.COLLEAGUE)
    told = {letter.person for letter in await in_force.letters("holder_changed")}
    assert told == {people.SUPERVISOR}


async def test_news_that_come_late_do_not_undo_newer_ones(signed_once: Case) -> None:
    """An arrangement hears them in another order than they were sent."""
    await signed_once.change_holder("supervisor", people.COLLEAGUE)
    by = await signed_once.world.by(people.COORDINATOR)
    older = HoldersChanged(
        {"supervisor": (Holder(people.DESIGNEE),)},
        (people.COORDINATOR,),
        replace(by, at=by.at - 3 * A_DAY),
    )
    await signed_once.handle.signal(ArrangementWorkflow.change_holders, older)
    await signed_once.sign("supervisor", people.COLLEAGUE)
    await signed_once.until(lambda s: "supervisor" in s.signed)
    assert len(await signed_once.timeline("holder_changed")) == 1
    assert link_states(signed_once, people.DESIGNEE) == set()
