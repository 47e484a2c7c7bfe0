"""How an arrangement may end before its last day: with notice, or at once (GL32 IV.E)."""

from datetime import UTC, date, datetime

import pytest

from policy.acts import Attribution
from policy.changes import EndRequested
from policy.deadlines import A_DAY
from policy.living.ending import first_notice, objection_to_own_day, objection_to_reason
from policy.program import Program
from tests.policy.samples import CONNECTICUT, SACRAMENTO

TODAY, ENDS_ON = date(2027, 1, 6), date(2027, 8, 31)
BY = Attribution("1004", "key", datetime(2027, 1, 6, 15, tzinfo=UTC))
NOTICE = "Give 14 days of notice: its last day is January 20, 2027 or later (IV.E)."


def told(
    because: str,
    last_day: date | None = None,
    *,
    reason: str = "",
    ends_on: date | None = ENDS_ON,
    program: Program = CONNECTICUT,
) -> str | None:
    """Why the agency cannot end it today for this reason, on this last day."""
    act = EndRequested(reason, BY, because, last_day)
    return objection_to_reason(program.in_force, act, TODAY, ends_on)


@pytest.mark.requirement("CT-103")
def test_notice_is_of_two_weeks_to_the_day() -> None:
    assert told("operating_needs", date(2027, 1, 20)) is None
    assert told("operating_needs", date(2027, 1, 19)) == NOTICE
    assert told("without_cause") == NOTICE


@pytest.mark.requirement("CT-104")
def test_what_may_end_at_once_may_end_on_a_later_day_too_but_on_no_day_that_is_over() -> None:
    assert told("safety") is None
    assert told("safety", TODAY) is None
    assert "January 6, 2027 or later" in (told("safety", TODAY - A_DAY) or "")


def test_no_notice_goes_beyond_the_last_day() -> None:
    later = ENDS_ON + A_DAY
    assert told("operating_needs", ENDS_ON) is None
    assert told("operating_needs", later) == "It ends on August 31, 2027 by itself."
    assert told("operating_needs", later, ends_on=None) is None


@pytest.mark.requirement("CT-105")
@pytest.mark.parametrize("because", ["", "boredom", "promotion"])
def test_the_agency_names_one_of_its_reasons_and_a_job_change_is_none(because: str) -> None:
    refused = told(because, date(2027, 2, 1), reason="We think so.")
    assert refused == "Name one of the reasons that the program lists (IV.E)."


@pytest.mark.requirement("SA-003")
def test_without_listed_reasons_the_agency_gives_its_own() -> None:
    refused = told("", reason=" ", program=SACRAMENTO)
    assert refused == "The agency's ending needs its reason on record."
    assert told("", reason="Moved.", program=SACRAMENTO) is None
    assert told("", TODAY, reason="Moved.", program=SACRAMENTO) is None


def test_an_employee_names_any_day_from_today_to_the_last_one() -> None:
    for last_day in (None, TODAY, ENDS_ON):
        assert objection_to_own_day(last_day, TODAY, ENDS_ON) is None
    gone = objection_to_own_day(TODAY - A_DAY, TODAY, ENDS_ON)
    assert gone == "Its last day has to be today or later."
    later = ENDS_ON + A_DAY
    assert objection_to_own_day(later, TODAY, ENDS_ON) == "It ends on August 31, 2027 by itself."
    assert objection_to_own_day(later, TODAY, None) is None


def test_of_several_notices_the_earliest_last_day_holds() -> None:
    late, early = (EndRequested("", BY, last_day=day) for day in (ENDS_ON, TODAY))
    assert first_notice([late, early, EndRequested("", BY)]) is early
    assert first_notice([]) is None
