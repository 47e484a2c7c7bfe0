"""What planned hours follow from, out of the records of both databases."""

from dataclasses import replace
from datetime import date, time

import pytest
from sqlmodel import Session

from policy.account import Span, Status
from policy.concerns import Concern, ConcernKind, ConcernState
from policy.hours.planned import Change, Lived, Version, telecommuted
from policy.in_force import Effect
from policy.timekeeping import Period
from records import planning
from tests.policy.samples import PROGRAMS
from tests.timekeeping import LIVED, NOW, TUESDAYS, a_week, granted, live, over

AGENCY = "comptroller"
TUESDAY, WEDNESDAY = date(2026, 12, 8), date(2026, 12, 9)
FORTNIGHT = Period(date(2026, 12, 7), date(2026, 12, 20))


def planned(session: Session, period: Period = FORTNIGHT) -> list[tuple[str, int]]:
    """Employees and days of December on which hours are planned."""
    lives = planning.of_agency(session, AGENCY, period, PROGRAMS.in_force)
    return [(each.employee, each.day.day) for each in telecommuted(lives, period)]


def test_an_arrangement_in_force_is_read_with_its_versions(session: Session) -> None:
    live(session, "1001")
    [found] = planning.of_agency(session, AGENCY, FORTNIGHT, PROGRAMS.in_force)
    version = Version(1, TUESDAYS.starts_on, TUESDAYS.ends_on, TUESDAYS.starts_on, TUESDAYS.week)
    assert found == Lived("TA-7K3M-9QXD", "1001", (version,))


@pytest.mark.requirement("CT-100")
def test_a_pay_period_has_every_employee_of_the_agency(session: Session) -> None:
    live(session, "1001")
    live(session, "1007", replace(LIVED, reference="TA-2"))
    live(session, "2001", replace(LIVED, reference="TA-3"), agency="water")
    assert planned(session) == [("1001", 8), ("1001", 15), ("1007", 8), ("1007", 15)]


@pytest.mark.parametrize("status", [Status.REVIEW, Status.SIGNING])
def test_what_is_not_authorized_plans_nothing(session: Session, status: Status) -> None:
    live(session, "1001", replace(LIVED, status=status, in_force=0, spans=()))
    assert planned(session) == []


@pytest.mark.requirement("CT-116")
def test_a_modification_takes_over_from_its_first_day(session: Session) -> None:
    wednesdays = replace(TUESDAYS, week=a_week("wednesday"))
    spans = (Span(1, TUESDAYS.starts_on, TUESDAY), Span(2, WEDNESDAY, TUESDAYS.ends_on))
    standing = replace(LIVED, version=2, in_force=2, spans=spans)
    live(session, "1001", standing, proposals=(TUESDAYS, wednesdays))
    assert planned(session) == [("1001", 8), ("1001", 9), ("1001", 16)]


def test_a_modification_that_is_not_signed_yet_plans_nothing_of_its_own(session: Session) -> None:
    wednesdays = replace(TUESDAYS, week=a_week("wednesday"))
    standing = replace(LIVED, version=2, modification=Status.SIGNING)
    live(session, "1001", standing, proposals=(TUESDAYS, wednesdays))
    assert planned(session) == [("1001", 8), ("1001", 15)]


@pytest.mark.requirement("CT-097")
def test_approvals_that_were_given_move_take_and_add(session: Session) -> None:
    moved = granted(1, "day_change", TUESDAY, moved_to="12/9/2026")
    late = granted(2, "overtime_away", date(2026, 12, 15), hours="1.5")
    live(session, "1001", concerns=(moved, late))
    [found] = planning.of_agency(session, AGENCY, FORTNIGHT, PROGRAMS.in_force)
    assert found.changes == (
        Change(1, Effect.DAY_MOVED, TUESDAY, WEDNESDAY),
        Change(2, Effect.OVERTIME, date(2026, 12, 15), hours=150),
    )
    assert planned(session) == [("1001", 9), ("1001", 15)]


@pytest.mark.requirement("CT-157")
def test_the_effect_of_an_approval_may_follow_from_its_answers(session: Session) -> None:
    leave = granted(1, "known_ahead", TUESDAY, instead="Leave")
    live(session, "1001", concerns=(leave,))
    [found] = planning.of_agency(session, AGENCY, FORTNIGHT, PROGRAMS.in_force)
    assert [each.effect for each in found.changes] == [Effect.LEAVE]


@pytest.mark.parametrize(
    "state", sorted(set(ConcernState) - {ConcernState.APPROVED, ConcernState.ISSUED})
)
def test_what_was_not_granted_changes_nothing(session: Session, state: ConcernState) -> None:
    asked = replace(granted(1, "day_change", TUESDAY, moved_to="12/9/2026"), state=state)
    live(session, "1001", concerns=(asked,))
    assert planned(session) == [("1001", 8), ("1001", 15)]


def test_a_recall_that_was_issued_counts_and_an_approval_without_effect_does_not(
    session: Session,
) -> None:
    recall = replace(granted(1, "called_in", TUESDAY), state=ConcernState.ISSUED)
    unknown: Concern = granted(2, "forgotten", TUESDAY)
    live(session, "1001", concerns=(recall, unknown))
    [found] = planning.of_agency(session, AGENCY, FORTNIGHT, PROGRAMS.in_force)
    assert found.changes == (Change(1, Effect.RECALL, TUESDAY),)


def test_what_is_over_is_read_where_it_is_asked_for(session: Session) -> None:
    live(session, "1001", over(LIVED, TUESDAY))
    assert planned(session) == []
    assert planning.of_agency(session, AGENCY, FORTNIGHT, PROGRAMS.in_force)
    later = Period(date(2026, 12, 8), date(2026, 12, 20))
    assert planning.of_agency(session, AGENCY, later, PROGRAMS.in_force) == []
    [found] = planning.with_ended(session, AGENCY, later.last, PROGRAMS.in_force)
    assert found.last_day == date(2026, 12, 7)
    assert planning.with_ended(session, AGENCY, date(2026, 11, 30), PROGRAMS.in_force) == []


def test_arrangements_of_certain_people_are_read_whatever_their_agency(session: Session) -> None:
    live(session, "1001")
    live(session, "2001", replace(LIVED, reference="TA-3"), agency="water")
    found = planning.of_people(session, ["2001", "9999"], PROGRAMS.in_force)
    assert [each.employee for each in found] == ["2001"]


OUTAGE = {"cause": "Loss of power at home", "since": "11:00"}
OF_TODAY = Concern(
    1, ConcernKind.REPORT, "interruption", ConcernState.MADE, "employee", "1001", NOW
)


def ordered(disposition: str, state: ConcernState = ConcernState.DONE) -> tuple[Concern, ...]:
    """The report of a power cut at eleven on Tuesday, and what the supervisor said to do."""
    report = replace(OF_TODAY, on=TUESDAY, answers=OUTAGE | {"day": TUESDAY.isoformat()})
    duty = replace(
        OF_TODAY,
        number=2,
        kind=ConcernKind.DUTY,
        rule="disposition",
        state=state,
        parent=1,
        closing={"disposition": disposition},
    )
    return report, duty


@pytest.mark.requirement("CT-156")
@pytest.mark.parametrize(
    ("disposition", "effect"),
    [
        ("Report to the official duty station", Effect.REST_AT_STATION),
        ("Accrued leave", Effect.REST_ON_LEAVE),
        ("Compensatory time", Effect.REST_ON_LEAVE),
    ],
)
def test_what_the_supervisor_orders_holds_for_the_rest_of_the_day(
    session: Session, disposition: str, effect: Effect
) -> None:
    live(session, "1001", concerns=ordered(disposition))
    [found] = planning.of_agency(session, AGENCY, FORTNIGHT, PROGRAMS.in_force)
    assert found.changes == (Change(2, effect, TUESDAY, since=time(11)),)
    hours = {each.day: each.telecommuting for each in telecommuted([found], FORTNIGHT)}
    assert hours == {TUESDAY: 300, date(2026, 12, 15): 800}


def test_what_nobody_has_ordered_yet_changes_nothing(session: Session) -> None:
    live(session, "1001", concerns=ordered("Accrued leave", ConcernState.OPEN))
    [found] = planning.of_agency(session, AGENCY, FORTNIGHT, PROGRAMS.in_force)
    assert found.changes == ()
