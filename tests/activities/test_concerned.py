"""What an arrangement is told of the directory, judged from everybody's cells alone."""

from datetime import UTC, date, datetime, timedelta

import pytest

from activities.concerned import (
    JOB,
    Cause,
    Rules,
    gone,
    holders_now,
    news_of_jobs,
    next_change,
)
from policy.changes import JobChanged
from records.directory import whole
from records.living import Living
from records.roster import COLUMNS
from records.standing import FACTS
from tests.policy.samples import AGENCIES, PROGRAMS

RULES = Rules(PROGRAMS, AGENCIES)
STATE, CITY = "comptroller", "sacramento-it"
EMPLOYEE, SUPERVISOR, MANAGER = "101", "201", "301"
NOW = datetime(2026, 11, 10, 15, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 11, 5, tzinfo=UTC)
"""The end of that day in Hartford."""

DAY = timedelta(days=1)


def cells(**known: str) -> dict[str, str]:
    """What is on record of one person."""
    led = {"supervisor": SUPERVISOR, "manager": MANAGER}
    return {**dict.fromkeys((*COLUMNS, *FACTS), ""), "agency": STATE, **led, **known}


def an_arrangement(agency: str = STATE, *asked: str) -> Living:
    """One that was proposed on October 1."""
    program = PROGRAMS.of(AGENCIES[agency])
    return Living(
        reference="TA-7K3M-9QXD",
        program=program.name,
        program_version=program.version,
        agency=agency,
        employee=EMPLOYEE,
        submitted_at=datetime(2026, 10, 1, 15, tzinfo=UTC),
        asked=frozenset(asked),
    )


def told(each: Living, **known: str) -> list[JobChanged]:
    """What it is told of its employee's job."""
    everybody = {EMPLOYEE: cells(**known)}
    found = news_of_jobs(RULES, everybody, [each], {}, Cause(NOW))
    return [JOB.validate_python(telling.content) for telling in found]


@pytest.mark.parametrize(
    ("known", "on", "because"),
    [
        ({"left_on": "2026-11-10"}, date(2026, 11, 10), ""),
        ({"agency": CITY}, date(2026, 11, 10), "transfer"),
        # Another job to come; but they have moved already.
        (
            {"agency": CITY, "job_change": "duties", "job_change_on": "2026-11-20"},
            date(2026, 11, 10),
            "transfer",
        ),
        # They proposed after that move; this is another one.
        (
            {"agency": CITY, "job_change": "transfer", "job_change_on": "2026-09-01"},
            date(2026, 11, 10),
            "transfer",
        ),
    ],
)
def test_a_departure_has_no_reason_and_a_move_its_own(
    known: dict[str, str], on: date, because: str
) -> None:
    (act,) = told(an_arrangement(), **known)
    assert (act.on, act.because) == (on, because)


def test_a_move_with_a_day_to_come_ends_nothing_before() -> None:
    move = {"agency": CITY, "job_change": "transfer", "job_change_on": "2026-11-20"}
    assert told(an_arrangement(), **move) == []


def test_where_the_program_has_no_reason_for_it_a_move_ends_nothing() -> None:
    """And who leads them there takes the parts."""
    moved = cells(agency=STATE)
    directory = whole({EMPLOYEE: moved})
    assert told(an_arrangement(CITY)) == []
    assert holders_now(RULES, directory, an_arrangement(CITY), NOW).holders["supervisor"]
    away = whole({EMPLOYEE: cells(agency=CITY)})
    assert not holders_now(RULES, away, an_arrangement(), NOW).holders["supervisor"]


def test_of_those_who_are_asked_the_ones_who_have_left_are_named() -> None:
    left = {"left_on": "2026-11-10"}
    everybody = {number: cells() for number in (EMPLOYEE, SUPERVISOR, MANAGER)}
    everybody[MANAGER] |= left
    each = an_arrangement(STATE, SUPERVISOR, MANAGER)
    assert holders_now(RULES, whole(everybody), each, NOW).departed == (MANAGER,)


def test_who_leaves_is_gone_from_midnight_where_they_work() -> None:
    everybody = {EMPLOYEE: cells(left_on="2026-11-11"), SUPERVISOR: cells()}
    assert gone(RULES, everybody, MIDNIGHT - timedelta(seconds=1)) == []
    assert gone(RULES, everybody, MIDNIGHT) == [EMPLOYEE]
    nowhere = {EMPLOYEE: cells(agency="gone", left_on="2026-11-11")}
    assert gone(RULES, nowhere, MIDNIGHT) == [EMPLOYEE]


@pytest.mark.parametrize(
    ("known", "now", "then"),
    [
        ({"left_on": "2026-11-11"}, NOW, MIDNIGHT),
        ({"left_on": "2026-11-11"}, MIDNIGHT, MIDNIGHT + timedelta(hours=3)),
        ({"left_on": "2026-11-01"}, NOW, NOW + DAY),
        ({"designee_from": "2026-11-11 2026-12-01"}, NOW, MIDNIGHT),
        ({"designee_until": "2026-11-10"}, NOW, MIDNIGHT),
        ({"designee_until": "2026-11-11"}, NOW, NOW + DAY),
    ],
)
def test_the_calendar_is_looked_at_when_a_day_begins_somewhere_and_never_at_once_again(
    known: dict[str, str], now: datetime, then: datetime
) -> None:
    """Three hours after Hartford's, the day begins in Sacramento."""
    assert next_change(RULES, {EMPLOYEE: cells(**known)}, now) == then


def test_an_arrangement_of_an_agency_that_is_gone_is_not_known() -> None:
    each = an_arrangement()
    assert RULES.know(each)
    assert not Rules(PROGRAMS, {CITY: AGENCIES[CITY]}).know(each)


def test_who_proposed_on_the_day_of_the_new_job_proposed_in_it() -> None:
    change = {"job_change": "working_test_class", "job_change_on": "2026-10-01"}
    assert told(an_arrangement(), **change) == []
