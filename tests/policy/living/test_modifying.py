"""What may change while an arrangement is in force, and what stays (GL32 IV.E, V)."""

from dataclasses import replace
from datetime import date

import pytest

from policy.deadlines import A_DAY
from policy.living.modifying import UNCHANGED, modification_problems
from policy.proposal import Proposal
from policy.week import Place
from tests.policy.forms.checked import sample
from tests.policy.samples import CONNECTICUT, ON_FILE, workweek

IN_FORCE = sample()
NINE_MONTHS = date(2027, 8, 31)
TODAY = date(2027, 1, 6)
FRIDAYS = replace(IN_FORCE, week=workweek(*[Place.DUTY_STATION] * 4, Place.TELECOMMUTING))


def told(modified: Proposal, today: date = TODAY) -> dict[str, str]:
    """What is wrong with a modification, by field."""
    found = modification_problems(CONNECTICUT, IN_FORCE, modified, today, ON_FILE)
    return {problem.field: problem.text for problem in found}


def test_another_week_is_a_modification_and_the_same_one_is_none() -> None:
    assert told(FRIDAYS) == {}
    assert told(IN_FORCE) == {"": f"{UNCHANGED[:-1]} (General Letter 32, V)."}


def test_the_start_stays_also_where_it_lies_ahead() -> None:
    moved = replace(FRIDAYS, starts_on=IN_FORCE.starts_on + A_DAY)
    for today in (TODAY, IN_FORCE.starts_on - 7 * A_DAY):
        assert "The start date stays December 1, 2026" in told(moved, today)["starts_on"]
        assert told(FRIDAYS, today) == {}


def test_the_new_end_lies_ahead() -> None:
    assert "must lie ahead" in told(replace(IN_FORCE, ends_on=TODAY))["ends_on"]
    assert told(replace(IN_FORCE, ends_on=TODAY + A_DAY)) == {}


@pytest.mark.requirement("CT-107")
def test_what_is_wrong_with_any_proposal_is_wrong_with_a_modification() -> None:
    away = replace(IN_FORCE, week=workweek(*[Place.TELECOMMUTING] * 5))
    assert "At most 50% of the week" in told(away)["week"]
    assert "ends_on" in told(replace(IN_FORCE, ends_on=NINE_MONTHS + A_DAY))
    assert "ends_on" in told(replace(IN_FORCE, ends_on=None))
