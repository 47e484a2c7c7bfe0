"""What a calendar shows, and to whom."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from policy.account import START, DeadlineSet, Status
from policy.concerns import Concern, ConcernKind, ConcernState
from policy.deadlines import A_DAY
from tests import people
from tests.api.calendars.subscribing import address, fetch, rules, titles
from tests.api.site import Desk
from tests.timekeeping import LIVED, live, over


def test_employees_see_their_days_as_they_are_planned_and_the_last_one(team: Desk) -> None:
    found = titles(team, address(team, people.EMPLOYEE))
    assert found["Telecommuting"][:3] == [date(2026, 12, day) for day in (1, 9, 15)]
    assert found["Last day of arrangement TA-7K3M-9QXD"] == [date(2027, 8, 31)]
    assert set(found) == {"Telecommuting", "Last day of arrangement TA-7K3M-9QXD"}


def test_employees_see_what_they_owe_and_nobody_elses(team: Desk) -> None:
    duty = rules(team).duties[0]
    owed = Concern(
        number=1,
        kind=ConcernKind.DUTY,
        rule=duty.id,
        state=ConcernState.OPEN,
        role="employee",
        person=people.COLLEAGUE,
        opened_at=LIVED.since,
        due_at=datetime(2026, 12, 5, 5, 0, tzinfo=UTC),
        subject="Laptop 55 of Ana",
        note="Because of a divorce",
    )
    with team.session() as session:
        live(session, people.COLLEAGUE, replace(LIVED, reference="TA-4"), concerns=(owed,))
    found = titles(team, address(team, people.COLLEAGUE))
    assert found[f"Due: {duty.title} (TA-4)"] == [date(2026, 12, 4)]
    assert b"divorce" not in fetch(team, address(team, people.COLLEAGUE)).content
    assert b"Laptop" not in fetch(team, address(team, people.COLLEAGUE)).content
    assert not any("Due" in title for title in titles(team, address(team, people.EMPLOYEE)))


def test_nothing_is_shown_of_what_is_over(team: Desk) -> None:
    secret = address(team, people.EMPLOYEE)
    with team.session() as session:
        live(session, people.EMPLOYEE, over(replace(LIVED, revision=2), date(2026, 12, 10)))
    found = titles(team, secret)
    assert set(found) == {"Telecommuting"}
    assert max(found["Telecommuting"]) < date(2026, 12, 10)


def test_a_supervisor_sees_the_days_of_direct_reports_by_name(team: Desk) -> None:
    found = titles(team, address(team, people.SUPERVISOR, "team"))
    assert found["Ana Rivera: telecommuting"][:2] == [date(2026, 12, 1), date(2026, 12, 9)]
    assert found["Sam Okafor: telecommuting"][:2] == [date(2026, 12, 1), date(2026, 12, 8)]
    assert not any("Lee Park" in title for title in found)


def test_a_manager_sees_everybody_below_by_name(team: Desk) -> None:
    """Whose supervisor somebody else is."""
    found = titles(team, address(team, people.MANAGER, "team"))
    assert {"Ana Rivera: telecommuting", "Sam Okafor: telecommuting"} <= set(found)
    assert not any("Lee Park" in title for title in found)


def test_human_resources_sees_deadlines_by_reference_and_no_names(team: Desk) -> None:
    due = DeadlineSet("das", "Copy due to DAS", datetime(2026, 12, 2, 5, 0, tzinfo=UTC))
    later = DeadlineSet("file", "Copy due to the file", due.at + 6 * A_DAY)
    asked = DeadlineSet("approval:1", "Written approval 1: decide on it", due.at + 3 * A_DAY)
    open_approval = Concern(
        number=1,
        kind=ConcernKind.APPROVAL,
        rule=rules(team).approvals[0].id,
        state=ConcernState.OPEN,
        role="employee",
        person=people.EMPLOYEE,
        opened_at=due.at - 9 * A_DAY,
        due_at=asked.at,
    )
    with team.session() as session:
        standing = replace(LIVED, reference="TA-4", deadlines=(due, later, asked), revision=3)
        live(session, people.EMPLOYEE, standing, concerns=(open_approval,))
        waiting = replace(LIVED, reference="TA-5", status=Status.REVIEW, in_force=0, spans=())
        live(session, people.COLLEAGUE, waiting)
    found = titles(team, address(team, people.COORDINATOR, "deadlines"))
    assert found["Copy due to DAS (TA-4)"] == [date(2026, 12, 1)]
    assert found["Copy due to the file (TA-4)"] == [date(2026, 12, 7)]
    assert found[f"Due: {rules(team).approvals[0].title} (TA-4)"] == [date(2026, 12, 4)]
    assert not any("Written approval 1" in title for title in found)
    assert found["Last day of arrangement TA-4"] == [date(2027, 8, 31)]
    assert any("TA-5" in title for title in found)
    assert "Last day of arrangement TA-5" not in found
    assert not any("TA-3" in title or "Rivera" in title for title in found)


def test_human_resources_sees_each_start_on_its_day(team: Desk) -> None:
    """Asked for, and authorized: both begin the day, at midnight."""
    starts = DeadlineSet(START, "Telecommuting starts", datetime(2026, 12, 1, 5, 0, tzinfo=UTC))
    with team.session() as session:
        standing = replace(LIVED, reference="TA-4", status=Status.AUTHORIZED, deadlines=(starts,))
        live(session, people.EMPLOYEE, standing)
        asked = replace(LIVED, reference="TA-5", status=Status.REVIEW, in_force=0, spans=())
        live(session, people.COLLEAGUE, asked)
    found = titles(team, address(team, people.COORDINATOR, "deadlines"))
    assert found["Telecommuting starts (TA-4)"] == [date(2026, 12, 1)]
    assert found["Start (TA-5)"] == [LIVED.starts_on]


def test_days_long_past_and_far_ahead_are_left_out(team: Desk) -> None:
    secret = address(team, people.EMPLOYEE)
    team.clock.pass_by(days=60)
    found = titles(team, secret)["Telecommuting"]
    today = team.clock.now.date()
    assert min(found) >= today - timedelta(days=31)
    assert max(found) <= date(2027, 8, 31)
