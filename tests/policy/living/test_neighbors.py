"""A change of dates beside the employee's other arrangements: neither gap nor overlap (IV.E)."""

from dataclasses import replace
from datetime import date

import pytest

from policy.forms.checking import read_proposal
from policy.living.neighbors import Neighbor, neighbor_problems
from policy.proposal import Proposal
from tests.policy.samples import CONNECTICUT, filled

OTHER = "TA-7K3M-9QXD"
NEXT = Neighbor(OTHER, date(2027, 9, 1), date(2028, 5, 31), follows=True)
APART = replace(NEXT, follows=False)
BEFORE = Neighbor(OTHER, date(2026, 3, 1), date(2026, 11, 30))


def in_force() -> Proposal:
    """December 2026 to August 2027."""
    proposal, _ = read_proposal(CONNECTICUT, filled(CONNECTICUT))
    assert proposal is not None
    return replace(proposal, starts_on=date(2026, 12, 1), ends_on=date(2027, 8, 31))


def told(
    other: Neighbor,
    before: Proposal | None = None,
    starts_on: date = date(2026, 12, 1),
    ends_on: date = date(2027, 8, 31),
) -> dict[str, str]:
    """What is wrong with these dates, by field."""
    first = before or in_force()
    after = replace(first, starts_on=starts_on, ends_on=ends_on)
    found = neighbor_problems(CONNECTICUT, first, after, [other])
    return {problem.field: problem.text for problem in found}


@pytest.mark.requirement("CT-108")
@pytest.mark.parametrize("ends_on", [date(2027, 8, 15), date(2027, 9, 5)])
def test_the_end_stays_where_another_arrangement_continues_this_one(ends_on: date) -> None:
    message = told(NEXT, ends_on=ends_on)["ends_on"]
    assert "The end date stays August 31, 2027" in message
    assert OTHER in message
    assert "(General Letter 32, IV.E)" in message


def test_what_does_not_continue_it_must_only_not_overlap() -> None:
    assert told(APART, ends_on=date(2027, 8, 15)) == {}
    assert OTHER in told(APART, ends_on=date(2027, 9, 5))["ends_on"]


def test_a_start_that_is_moved_into_another_term_is_refused() -> None:
    assert "some of the same days" in told(BEFORE, starts_on=date(2026, 11, 30))["starts_on"]
    assert told(BEFORE, starts_on=date(2026, 12, 7)) == {}


def test_what_has_no_end_meets_all_that_comes_later() -> None:
    forever = replace(BEFORE, last_day=None)
    assert "from March 1, 2026 on" in told(forever, ends_on=date(2027, 8, 15))["starts_on"]
    proposed = replace(in_force(), ends_on=None)
    (met,) = neighbor_problems(CONNECTICUT, None, proposed, [APART])
    assert (met.field, "to May 31, 2028" in met.text) == ("ends_on", True)
    assert list(neighbor_problems(CONNECTICUT, None, proposed, [BEFORE])) == []


@pytest.mark.parametrize("starts_on", [date(2026, 11, 24), date(2026, 12, 7)])
def test_a_continuation_starts_where_the_one_before_it_ends(starts_on: date) -> None:
    mine = in_force()
    continuing = {"request_type": "Continuation", "prior_reference": OTHER}
    first = replace(mine, answers=mine.answers | continuing)
    message = told(BEFORE, first, starts_on=starts_on)["starts_on"]
    assert "The start date stays December 1, 2026" in message
    assert OTHER in message
    assert told(BEFORE, first, ends_on=date(2027, 8, 15)) == {}


def test_the_other_end_of_what_has_a_neighbor_may_move() -> None:
    assert told(NEXT, starts_on=date(2026, 12, 7)) == {}


def test_dates_that_stay_as_they_were_are_nobodys_fault() -> None:
    assert told(replace(APART, starts_on=date(2027, 8, 1))) == {}
