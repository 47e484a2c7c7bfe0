"""What operators see: timers by name, search attributes, details; and never whom it is about."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from policy.account import (
    Account,
    DeadlineSet,
    Ending,
    Entry,
    Happening,
    HeldUpBy,
    Standing,
    Status,
)
from policy.deadlines import local_date
from policy.plan import Plan, plan
from policy.tasks import Purpose, Task
from tests import people
from tests.case import Case
from tests.policy.samples import AGENCIES, CONNECTICUT
from tests.workflows.seen import published, stepped, timers
from tests.world import World
from workflows.visibility import GAP, LONGEST, NO_BREAK, details, words_for

AT = datetime(2026, 11, 10, 15, 30, tzinfo=UTC)
STANDING = Standing(
    reference="TA-TEST-0001",
    revision=3,
    as_of=AT,
    status=Status.SIGNING,
    since=AT,
    version=1,
    signed=("employee", "manager"),
    tasks=(
        Task(Purpose.SIGN, "supervisor", "1002", AT, 1, "supervisor", 2),
        Task(Purpose.COPY, "", "", AT, 1, "personnel_file"),
    ),
    deadlines=(DeadlineSet("reminder", "Remind who has not acted, 2026-11-13 14:00Z", AT),),
    starts_on=date(2026, 12, 1),
    ends_on=date(2027, 8, 31),
)


def connecticut_plan() -> Plan:
    """The rules of the program that the standing above is under."""
    return plan(CONNECTICUT, AGENCIES["comptroller"], {})


def connecticut_details(standing: Standing) -> str:
    """The details that an operator reads in the Temporal UI."""
    return details(standing, connecticut_plan())


def test_a_role_with_a_designee_is_named_once() -> None:
    """Either may act: two rows would look like two things to wait for."""
    task = Task(Purpose.REVIEW, "agency_head", people.HEAD, AT)
    standing = replace(STANDING, tasks=(task, replace(task, person=people.DESIGNEE)))
    assert connecticut_details(standing).count("| Agency head") == 1


def test_all_that_a_role_is_asked_for_is_named() -> None:
    task = Task(Purpose.DUTY, "supervisor", people.SUPERVISOR, AT, 1, "1")
    others = (replace(task, about="2"), replace(task, role="manager"))
    signing = replace(task, purpose=Purpose.SIGN)
    text = connecticut_details(replace(STANDING, tasks=(task, *others, signing)))
    assert text.count("| do what is owed") == 3
    assert text.count("| sign") == 1


def test_details_name_roles_what_is_asked_since_when_and_what_comes_next() -> None:
    """A table an operator can act on, whole, but for the space that the UI leaves out."""
    shown_details = connecticut_details(STANDING).replace(GAP, "").replace(NO_BREAK, " ")
    assert shown_details == (
        "**Signing since 2026-11-10 15:30 UTC: waiting for Supervisor**\n"
        "\n"
        "| Waiting for | To | Since (UTC) | Reminders sent |\n"
        "|:--|:--|:--|:--|\n"
        "| Supervisor | sign | 2026-11-10 15:30 | 2 |\n"
        "| personnel_file | be sent the copy | 2026-11-10 15:30 | 0 |\n"
        "\n"
        "| What comes next | When (UTC) |\n"
        "|:--|:--|\n"
        "| Remind who has not acted, 2026-11-13 14:00Z | 2026-11-10 15:30 |\n"
        "\n"
        "Signed: 2 of 5, version 1."
    )


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("purpose", list(Purpose))
def test_details_read_well_at_every_status_and_name_nobody(
    status: Status, purpose: Purpose
) -> None:
    """Roles, never people; every purpose has its words."""
    task = Task(purpose, "supervisor", "1002", AT)
    text = connecticut_details(replace(STANDING, status=status, tasks=(task,)))
    assert text.startswith(f"**{status.value.capitalize()} since")
    assert "Supervisor" in text
    assert "1002" not in text


def test_details_say_that_a_copy_is_owed_where_nobody_has_to_act() -> None:
    """The liaison is not the one to press."""
    second = Task(Purpose.COPY, "das_liaison", "", AT, 2, "das")
    received = replace(second, purpose=Purpose.ACKNOWLEDGE, version=1)
    standing = replace(STANDING, status=Status.AUTHORIZED, tasks=(received, second))
    assert "the copy for DAS liaison is not delivered yet" in connecticut_details(standing)
    assert "nobody has to act" in connecticut_details(replace(standing, tasks=(received,)))


def test_details_of_an_ended_arrangement_wait_for_nobody() -> None:
    """No empty tables."""
    over = replace(STANDING, status=Status.ENDED, ending=Ending.EXPIRED, tasks=(), deadlines=())
    text = connecticut_details(over)
    assert "nobody has to act" in text
    assert "|" not in text


async def test_every_timer_has_a_name_an_operator_can_read(world: World) -> None:
    """With its date, since the UI shows no remaining time."""
    case = await world.submit()
    await case.authorized()
    await world.skip(days=9)
    await case.delivered()
    zone, proposal = case.plan.time_zone, case.submission.proposal
    due = next(note.note for note in await case.timeline("copy_overdue"))
    labels = timers(await case.handle.fetch_history())
    assert f"Agreed term: last day {proposal.ends_on}" in labels
    assert f"Telecommuting starts {proposal.starts_on}" in labels
    (copy,) = [label for label in labels if label.startswith("Copy due to DAS by ")]
    on = date.fromisoformat(copy.removeprefix("Copy due to DAS by "))
    assert due == f"{on:%B} {on.day}, {on.year}"
    assert f"Warning: {copy}" in labels
    authorized_on = local_date((await case.timeline("authorized"))[0].at, zone)
    assert on == authorized_on + timedelta(days=7)
    assert all(0 < len(label) <= 120 for label in labels)


async def test_what_is_owed_or_asked_for_is_called_by_the_programs_title(active: Case) -> None:
    """An ID of the program's file says little to an operator; a reminder is no last moment."""
    today = await active.today()
    day, other = (f"{today + timedelta(days=ahead)}" for ahead in (20, 21))
    await active.ask_for("day_change", {"day": day, "moved_to": other, "ongoing": "no"})
    await active.report("care_change", {"day": f"{today}", "dependents": "yes"})
    await active.recorded()
    labels = timers(await active.handle.fetch_history())
    due = today + timedelta(days=14)
    approval = "Approval 1, Change of a telecommuting day: lapses undecided"
    duty = f"Duty 3, Updated proof of care arrangements: due {due}"
    assert {f"Reminder: {approval}", f"Reminder: {duty}"} <= {*labels}
    assert not {approval, duty} & {*labels}
    await active.world.skip(days=13, hours=12)
    await active.until(lambda s: {approval, duty} <= {ahead.label for ahead in s.deadlines})
    assert {approval, duty} <= {*timers(await active.handle.fetch_history())}
    assert all(len(label) <= LONGEST for label in labels)


async def test_every_step_has_words_an_operator_can_read(world: World) -> None:
    """What was put on record, looked up or fixed, in the order it happened."""
    case = await world.submit()
    await case.open_for_signing()
    await case.sign("manager", people.MANAGER)
    await case.recorded()
    words = stepped(await case.handle.fetch_history())
    assert words[:2] == [
        "Look up who plays which part",
        "Record: submitted (Employee), review asked",
    ]
    assert any("review given (Manager)" in each for each in words)
    assert "Record: approved" in words
    assert words[-3:] == [
        "Freeze the documents of version 1",
        "Record: frozen, 5 x signature asked",
        "Record: signed (Manager)",
    ]
    assert all(0 < len(each) <= LONGEST for each in words)


def test_a_long_step_is_cut_where_the_ui_would_cut_it() -> None:
    """Ten refusals of as many kinds in one step."""
    entries = tuple(Entry(n, AT, kind, person="1") for n, kind in enumerate(Happening, 1))
    words = words_for(Account(STANDING, entries, ()), connecticut_plan())
    assert len(words) == LONGEST
    assert words.endswith("...")


@pytest.mark.parametrize("by", HeldUpBy)
def test_details_say_what_of_the_system_is_away(by: HeldUpBy) -> None:
    """Before anything else; and it is no role."""
    text = connecticut_details(replace(STANDING, held_up=(by, by)))
    assert text.count("Held up: ") == 1
    assert text.startswith("**Signing since 2026-11-10")
    assert f"waiting for Supervisor, {by}" not in text


async def test_search_attributes_are_published_only_when_they_changed(world: World) -> None:
    """From the start on; nothing is said twice, and the last word is the truth."""
    case = await world.submit()
    await case.authorized()
    await case.delivered()
    await world.skip(days=260)
    await case.closed()
    said: dict[str, str] = {}
    for attributes in published(await case.handle.fetch_history()):
        news = {name: value for name, value in attributes.items() if said.get(name) != value}
        assert news == attributes
        said |= attributes
    assert (said["TelecommuteProgram"], said["TelecommuteAgency"]) == ("connecticut", "comptroller")
    assert (said["TelecommuteStatus"], said["TelecommuteWaitingFor"]) == ("ended", "[]")


async def test_operators_can_see_whom_each_step_waits_for(world: World) -> None:
    """Roles, in an order that does not change."""
    case = await world.submit()
    await case.authorized()
    waiting = [
        found["TelecommuteWaitingFor"]
        for found in published(await case.handle.fetch_history())
        if "TelecommuteWaitingFor" in found
    ]
    assert waiting[:3] == ["['supervisor']", "['manager']", "['agency_head']"]
    assert "['hr_representative']" in waiting
    assert waiting[-1] == "['das_liaison']"
