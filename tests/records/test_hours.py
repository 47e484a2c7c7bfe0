"""Recorded hours: the newest file stands, whole; repeating one changes nothing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import Session

from policy.acts import Attribution
from policy.hours.handing_in import HoursHandedIn, HoursKept
from policy.hours.recorded import Recorded
from policy.timekeeping import Period
from records.hours import KeyTaken, after_endings, by_key, files, keep, latest_day, of_agency
from tests.records.samples import HOUR, NOW
from tests.timekeeping import LIVED, live, over

AGENCY = "comptroller"
TUESDAY = date(2026, 12, 8)
WEEK = Period(date(2026, 12, 7), date(2026, 12, 13))
REGTC = Recorded("1001", TUESDAY, "REGTC", 800)
REG = Recorded("1001", TUESDAY - timedelta(days=1), "REG", 800)


def act(key: str = "one", digest: str = "a" * 64) -> HoursHandedIn:
    """A file of the timekeeper."""
    return HoursHandedIn(digest, (AGENCY,), Attribution("100150", key, NOW))


def test_hours_are_read_back_as_they_came(session: Session) -> None:
    assert keep(session, AGENCY, act(), [REGTC, REG], NOW) == HoursKept(2, 0, 0)
    session.commit()
    session.expire_all()
    assert of_agency(session, AGENCY, WEEK) == [REG, REGTC]
    assert of_agency(session, AGENCY, Period(TUESDAY, TUESDAY)) == [REGTC]
    assert of_agency(session, AGENCY, Period(REG.day, REG.day)) == [REG]
    assert of_agency(session, "water", WEEK) == []
    assert latest_day(session, AGENCY, WEEK) == TUESDAY
    assert latest_day(session, "water", WEEK) is None


def test_a_newer_file_takes_the_place_of_earlier_rows(session: Session) -> None:
    keep(session, AGENCY, act(), [REGTC, REG], NOW)
    shorter = replace(REGTC, hours=500)
    vacation = replace(REGTC, code="VAC", hours=300)
    kept = keep(session, AGENCY, act("two", "b" * 64), [shorter, vacation, REG], NOW + HOUR)
    assert kept == HoursKept(1, 1, 1)
    assert of_agency(session, AGENCY, WEEK) == [REG, shorter, vacation]
    assert [each.key for each in files(session, AGENCY, 5)] == ["two", "one"]


def test_the_same_file_again_changes_nothing(session: Session) -> None:
    keep(session, AGENCY, act(), [REGTC, REG], NOW)
    again = keep(session, AGENCY, act("two"), [REGTC, REG], NOW + HOUR)
    assert again == HoursKept(0, 0, 2)


def test_the_same_act_again_is_answered_as_before(session: Session) -> None:
    keep(session, AGENCY, act(), [REGTC], NOW)
    assert keep(session, AGENCY, act(), [REGTC], NOW + HOUR) == HoursKept(1, 0, 0)
    file = by_key(session, "one")
    assert file is not None
    assert (file.at, file.first_day, file.last_day) == (NOW, TUESDAY, TUESDAY)
    assert by_key(session, "\x00") is None


def test_a_key_names_one_file_for_all_time(session: Session) -> None:
    keep(session, AGENCY, act(), [REGTC], NOW)
    with pytest.raises(KeyTaken):
        keep(session, AGENCY, act(digest="b" * 64), [REGTC], NOW)
    with pytest.raises(KeyTaken):
        keep(session, "water", act(), [REGTC], NOW)


def test_a_file_that_is_not_committed_leaves_nothing(session: Session) -> None:
    keep(session, AGENCY, act(), [REGTC], NOW)
    session.rollback()
    assert of_agency(session, AGENCY, WEEK) == []
    assert files(session, AGENCY, 5) == []


def test_thousands_of_rows_are_taken_in_at_once(session: Session) -> None:
    days = [TUESDAY + timedelta(days=at) for at in range(5)]
    rows = [Recorded(f"{number:05}", day, "REG", 800) for number in range(1000) for day in days]
    assert keep(session, AGENCY, act(), rows, NOW) == HoursKept(5000, 0, 0)
    changed = [replace(row, hours=700) if row.day == TUESDAY else row for row in rows]
    assert keep(session, AGENCY, act("two"), changed, NOW) == HoursKept(0, 1000, 4000)


@pytest.mark.requirement("CT-100")
def test_hours_after_what_is_by_now_an_ending_are_found(session: Session) -> None:
    live(session, "1001", over(LIVED, TUESDAY))
    live(session, "1007", replace(LIVED, reference="TA-OTHER"))
    rows = [REGTC, REG, replace(REGTC, day=TUESDAY - timedelta(days=7))]
    rows += [replace(REGTC, employee="1007"), replace(REGTC, day=TUESDAY + timedelta(days=7))]
    rows += [replace(REGTC, day=TUESDAY + timedelta(days=1), hours=0)]
    keep(session, AGENCY, act(), rows, NOW)
    elsewhere = replace(REGTC, day=TUESDAY + timedelta(days=2))
    keep(session, "water", act("two"), [elsewhere], NOW)
    assert after_endings(session, AGENCY, ["REGTC"], WEEK.last) == [REGTC]
    assert after_endings(session, AGENCY, ["REGTC"], TUESDAY) == []
    assert after_endings(session, AGENCY, ["REG"], WEEK.last) == []
