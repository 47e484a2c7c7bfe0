"""What speaks against recorded hours: each rule of the letter by itself, then all at once."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.deadlines import A_DAY
from policy.hours.checks import exceptions
from policy.hours.planned import Change
from policy.hours.recorded import Recorded
from policy.in_force import Effect
from policy.timekeeping import Check, CodeKind
from tests.policy.hours.sheets import (
    MONDAY,
    PART_DAYS,
    RULE,
    TUESDAY,
    TUESDAYS,
    WEEK,
    found,
    lived,
    sheet,
)
from tests.policy.samples import HARBOR


def test_a_day_as_planned_is_no_exception() -> None:
    assert found(sheet(REGTC=8), lived(), until=TUESDAY) == {}
    assert found(sheet(REGTC=6, VAC=2), lived(), until=TUESDAY) == {}
    assert found(sheet(MONDAY, REG=8) + sheet(REGTC=8), lived(), until=TUESDAY) == {}


@pytest.mark.requirement("CT-100")
def test_hours_without_any_arrangement_are_listed() -> None:
    (each,) = found(sheet(REGTC=8)).values()
    assert (each.rule.check, each.employee, each.reference) == (Check.NO_ARRANGEMENT, "1001", "")
    assert each.detail == "8 hours telecommuted without an arrangement."
    assert each.rule.citation == "IV.D, V"
    later = lived(since=MONDAY + 7 * A_DAY)
    assert set(found(sheet(REGTC=8), later)) == {Check.NO_ARRANGEMENT}


@pytest.mark.requirement("CT-100")
def test_hours_on_or_after_the_day_of_an_ending_are_listed_however_late_the_news_was() -> None:
    (each,) = found(sheet(REGTC=8), lived(since=date(2026, 6, 1), ended_on=TUESDAY)).values()
    assert (each.rule.check, each.reference) == (Check.AFTER_ENDING, "TA-1")
    assert "in force until December 7, 2026" in each.detail
    assert found(sheet(REGTC=8), lived(ended_on=TUESDAY + A_DAY)) == {}
    assert found(sheet(REG=8), lived(since=date(2026, 6, 1), ended_on=TUESDAY)) == {}


def test_of_several_arrangements_the_one_in_force_counts() -> None:
    before = replace(lived(since=date(2026, 1, 5), ended_on=date(2026, 7, 1)), reference="TA-0")
    assert found(sheet(REGTC=8), before, lived()) == {}
    (each,) = found(sheet(REGTC=8), before, lived(since=TUESDAY + A_DAY)).values()
    assert (each.rule.check, each.reference) == (Check.AFTER_ENDING, "TA-0")


@pytest.mark.requirement("CT-100")
def test_hours_on_another_day_than_scheduled_need_an_approved_change() -> None:
    monday = sheet(MONDAY, REGTC=8)
    (each,) = found(monday, lived()).values()
    assert (each.rule.check, each.reference) == (Check.NOT_PLANNED, "TA-1")
    assert each.detail == "8 hours telecommuted on a day at the duty station."
    moved = Change(1, Effect.DAY_MOVED, TUESDAY, MONDAY)
    assert found(monday, lived(TUESDAYS, moved)) == {}


def test_hours_on_a_day_of_a_recall_or_of_leave_are_listed() -> None:
    for effect, where in ((Effect.RECALL, "the duty station"), (Effect.LEAVE, "a day off")):
        (each,) = found(sheet(REGTC=8), lived(TUESDAYS, Change(1, effect, TUESDAY))).values()
        assert each.rule.check is Check.NOT_PLANNED
        assert where in each.detail


@pytest.mark.requirement("CT-084")
def test_nobody_telecommutes_for_the_rest_of_a_day_at_the_duty_station() -> None:
    (each,) = found(sheet(REG=3, REGTC=5), lived(), until=TUESDAY).values()
    assert each.rule.check is Check.MIXED_PLACES
    assert each.detail == "3 hours elsewhere and 5 hours telecommuted on one day."


@pytest.mark.requirement("CT-086")
def test_a_part_day_follows_field_work_that_leaves_some_of_the_hours() -> None:
    part = lived(PART_DAYS)
    assert found(sheet(REG=4, REGTC=4), part, until=TUESDAY) == {}
    alone = found(sheet(REGTC=8), part)[Check.MIXED_PLACES]
    assert "no field work" in alone.detail
    full = found(sheet(REG=8, REGTC=2), part)
    assert "took all the hours" in full[Check.MIXED_PLACES].detail
    assert set(full) == {Check.MIXED_PLACES, Check.OVERTIME}


@pytest.mark.requirement("CT-086")
def test_where_field_work_has_a_code_only_that_may_come_first() -> None:
    assert HARBOR.hours is not None
    part = lived(PART_DAYS)
    assert found(sheet(QUAY=4, RW=4), part, rule=HARBOR.hours) == {}
    for hours in ({"SEAT": 4, "RW": 4}, {"QUAY": 2, "SEAT": 2, "RW": 4}):
        assert set(found(sheet(**hours), part, rule=HARBOR.hours)) == {Check.MIXED_PLACES}


@pytest.mark.requirement("CT-093")
def test_overtime_needs_an_approval_for_as_many_hours() -> None:
    recorded = sheet(REGTC=8, OT=2)
    assert set(found(recorded, lived())) == {Check.OVERTIME}
    for hours, listed in ((200, False), (None, False), (150, True)):
        approved = lived(TUESDAYS, Change(1, Effect.OVERTIME, TUESDAY, hours=hours))
        assert (Check.OVERTIME in found(recorded, approved)) is listed
    other = lived(TUESDAYS, Change(1, Effect.OVERTIME, MONDAY, hours=200))
    each = found(recorded, other)[Check.OVERTIME]
    assert each.detail == "2 hours of overtime; approved beforehand: 0."
    recalled = lived(TUESDAYS, Change(1, Effect.RECALL, TUESDAY))
    assert Check.OVERTIME in found(recorded, recalled)


@pytest.mark.requirement("CT-093")
def test_more_telecommuting_hours_than_scheduled_are_overtime_too() -> None:
    assert set(found(sheet(REGTC=9.5), lived())) == {Check.OVERTIME}
    assert found(sheet(REGTC=8.01), lived()) == {}
    assert found(sheet(MONDAY, REG=8, OT=2), lived()) == {}


@pytest.mark.requirement("CT-094")
def test_compensatory_time_on_a_telecommuting_day_is_rejected() -> None:
    assert set(found(sheet(REGTC=8, CCE=1), lived())) == {Check.COMPENSATORY}
    assert set(found(sheet(CEF=1), lived())) == {Check.COMPENSATORY}
    assert found(sheet(MONDAY, REG=8, CCE=1), lived()) == {}


@pytest.mark.requirement("CT-158")
def test_closure_time_on_a_telecommuting_day_is_flagged() -> None:
    closed = found(sheet(LWGOV=8), lived(), until=TUESDAY)
    assert set(closed) == {Check.CLOSURE, Check.SHORTFALL}
    assert closed[Check.CLOSURE].rule.citation == "IV.M"
    assert set(found(sheet(REGTC=8, LWGOV=2), lived())) == {Check.CLOSURE}
    assert found(sheet(MONDAY, LWGOV=8), lived()) == {}


@pytest.mark.requirement("CT-096")
def test_a_shortfall_is_flagged_until_leave_is_entered() -> None:
    short = found(sheet(REGTC=5), lived(), until=TUESDAY)
    assert set(short) == {Check.SHORTFALL}
    assert short[Check.SHORTFALL].detail == "5 of 8 hours worked or on leave; 3 missing."
    assert found(sheet(REGTC=5, SICK=3), lived(), until=TUESDAY) == {}
    assert set(found([], lived(), until=TUESDAY)) == {Check.SHORTFALL}


@pytest.mark.requirement("CT-096")
def test_a_day_of_approved_leave_needs_its_leave_entered() -> None:
    on_leave = lived(TUESDAYS, Change(1, Effect.LEAVE, TUESDAY))
    assert set(found([], on_leave, until=TUESDAY)) == {Check.SHORTFALL}
    assert found(sheet(VAC=8), on_leave, until=TUESDAY) == {}


def test_days_for_which_no_hours_are_in_yet_do_not_fall_short() -> None:
    assert found([], lived(), until=MONDAY) == {}
    assert found([], lived(), until=None) == {}


@pytest.mark.requirement("CT-075")
def test_no_premium_is_paid_because_of_an_arrangement() -> None:
    assert set(found(sheet(MONDAY, REG=8, HOP=8), lived())) == {Check.PREMIUM}
    assert found(sheet(HOP=8)) == {}


def test_hours_taken_back_and_codes_unknown_to_the_rule_count_for_nothing() -> None:
    assert found(sheet(REGTC=0, ODD=8)) == {}


def test_hours_outside_the_period_are_left_to_theirs() -> None:
    assert found(sheet(MONDAY - A_DAY, REGTC=8) + sheet(MONDAY + 7 * A_DAY, REGTC=8)) == {}


_CODES = st.sampled_from([each.code for each in RULE.codes])
_ROWS = st.dictionaries(st.tuples(st.sampled_from(WEEK.days), _CODES), st.integers(0, 1200))


@given(_ROWS, st.booleans(), st.none() | st.sampled_from(WEEK.days))
def test_every_telecommuting_hour_is_planned_or_listed(
    rows: dict[tuple[date, str], int], in_force: bool, until: date | None
) -> None:
    recorded = [Recorded("1001", day, code, hours) for (day, code), hours in rows.items()]
    lives = [lived()] if in_force else []
    listed = {(e.day, e.rule.check) for e in exceptions(RULE, lives, recorded, WEEK, until)}
    for (day, code), hours in rows.items():
        if code in RULE.of_kinds({CodeKind.TELECOMMUTING}) and hours:
            expected = Check.NOT_PLANNED if in_force else Check.NO_ARRANGEMENT
            assert ((day, expected) in listed) is not (in_force and day == TUESDAY)
    fallen = {day for day, check in listed if check is Check.SHORTFALL}
    assert not fallen or (until is not None and max(fallen) <= until)
