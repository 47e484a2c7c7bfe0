"""Two proposals for the same days, sent in the same moment: one of them gets the days."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest

from records.claims import KEPT, Claim, claim, release, stand_in_line
from records.database import Sessions
from tests.records.samples import (
    DAY,
    EMPLOYEE,
    NOW,
    REFERENCE,
    REVIEWER,
    a_person,
    a_standing,
    begin,
)

MAY, JUNE = date(2027, 5, 1), date(2027, 6, 30)
AT_ONCE = 8


@pytest.fixture(autouse=True)
def _employed(sessions: Sessions) -> None:
    with sessions() as session:
        session.add(a_person(EMPLOYEE))
        session.add(a_person(REVIEWER))
        session.commit()


def days(
    reference: str,
    starts_on: date = MAY,
    ends_on: date | None = JUNE,
    person: str = EMPLOYEE,
    late: timedelta = timedelta(0),
) -> Claim:
    """A claim of those days."""
    return Claim(
        reference=reference,
        person=person,
        starts_on=starts_on,
        ends_on=ends_on,
        made_at=NOW + late,
    )


def claimed(sessions: Sessions, wanted: Claim) -> str:
    """Claim in a transaction of its own; what is in the way."""
    with sessions() as session:
        stand_in_line(session, wanted.person)
        found = claim(session, wanted)
        session.commit()
    return found


def test_of_many_at_once_one_gets_the_days(sessions: Sessions) -> None:
    """Whichever comes first; the others are told its reference."""
    ready = Barrier(AT_ONCE)

    def race(number: int) -> str:
        ready.wait()
        return claimed(sessions, days(f"TA-{number}"))

    with ThreadPoolExecutor(AT_ONCE) as threads:
        found = list(threads.map(race, range(AT_ONCE)))
    (winner,) = [f"TA-{number}" for number, other in enumerate(found) if not other]
    assert set(found) == {"", winner}


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "free"),
    [
        (date(2027, 6, 30), date(2027, 9, 1), False),
        (date(2027, 7, 1), date(2027, 9, 1), True),
        (date(2027, 1, 1), date(2027, 5, 1), False),
        (date(2027, 1, 1), date(2027, 4, 30), True),
        (date(2027, 1, 1), None, False),
        (date(2027, 7, 1), None, True),
    ],
)
def test_days_are_claimed_with_the_first_and_the_last(
    sessions: Sessions, starts_on: date, ends_on: date | None, *, free: bool
) -> None:
    assert claimed(sessions, days("TA-1")) == ""
    assert claimed(sessions, days("TA-2", starts_on, ends_on)) == ("" if free else "TA-1")


def test_a_claim_without_a_last_day_takes_all_that_follow(sessions: Sessions) -> None:
    claimed(sessions, days("TA-1", ends_on=None))
    assert claimed(sessions, days("TA-2", date(2031, 1, 1), date(2031, 2, 1))) == "TA-1"


def test_somebody_elses_days_and_ones_own_claim_are_in_nobodys_way(sessions: Sessions) -> None:
    assert claimed(sessions, days("TA-1")) == ""
    assert claimed(sessions, days("TA-2", person=REVIEWER)) == ""
    assert claimed(sessions, days("TA-1", ends_on=date(2027, 7, 1))) == ""
    assert claimed(sessions, days("TA-3", JUNE + DAY, None)) == "TA-1"


def test_whoever_is_refused_has_claimed_nothing(sessions: Sessions) -> None:
    claimed(sessions, days("TA-1"))
    assert claimed(sessions, days("TA-2", JUNE, None)) == "TA-1"
    assert claimed(sessions, days("TA-3", JUNE + DAY, None)) == ""


def test_days_given_back_or_claimed_long_ago_are_free(sessions: Sessions) -> None:
    claimed(sessions, days("TA-1"))
    claimed(sessions, days("TA-4", person=REVIEWER))
    with sessions() as session:
        release(session, "TA-1")
        session.commit()
    assert claimed(sessions, days("TA-5", person=REVIEWER)) == "TA-4"
    assert claimed(sessions, days("TA-2")) == ""
    assert claimed(sessions, days("TA-3", late=KEPT - timedelta(seconds=1))) == "TA-2"
    assert claimed(sessions, days("TA-3", late=KEPT)) == ""


def test_what_is_on_record_is_judged_by_the_record(sessions: Sessions) -> None:
    """Its claim counts no more: it may have been withdrawn since."""
    claimed(sessions, days(REFERENCE))
    with sessions() as session:
        begin(session, a_standing())
        session.commit()
    assert claimed(sessions, days("TA-2")) == ""
