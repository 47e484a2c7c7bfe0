"""No feed leaves what is open to nobody: it is refused whole, by the cells that would do it."""

from collections.abc import Mapping

import pytest

from activities.concerned import Cause
from activities.foreseeing import foresee
from policy.account import Status
from records.feed import FeedState
from records.roster import BadRow
from tests.feeds import (
    COORDINATOR,
    DEPUTY,
    EMPLOYEE,
    HEAD,
    MANAGER,
    NOW,
    OTHER,
    RULES,
    SUPERVISOR,
    Row,
    Town,
    a_file,
    a_leader,
    a_person,
    a_town,
)

WHY = "leaves nobody to coordinate what is open in {}: name another HR representative there first"
BOTH_LEAVE = (
    a_leader(COORDINATOR, left_on="2026-11-10"),
    a_leader(HEAD, left_on="2027-03-01"),
)


def refused(town: Town, *rows: Row) -> list[tuple[str, str]]:
    """The lines and columns for which a file is refused, when it is looked at and when applied."""
    with town.sessions() as session:
        foreseen = foresee(session, RULES, a_file(*rows), frozenset(), Cause(NOW))
    feed = town.feed(*rows)
    assert feed.state == (FeedState.REFUSED if foreseen.bad else FeedState.APPLIED)
    kept = [BadRow(int(row["line"]), row["column"], row["reason"]) for row in feed.bad]
    assert tuple(kept) == foreseen.bad
    assert {row.reason for row in kept} <= {WHY.format("comptroller")}
    return [(str(row.line), row.column) for row in kept]


def test_the_last_who_coordinate_cannot_both_leave(town: Town) -> None:
    """Whenever the second of them goes: no day can come on which a task points to nobody."""
    town.propose(status=Status.ACTIVE)
    assert refused(town, *BOTH_LEAVE) == [("2", "left_on"), ("3", "left_on")]
    assert town.news() == []
    assert refused(town, BOTH_LEAVE[0]) == []
    assert refused(town, BOTH_LEAVE[1]) == [("2", "left_on")]


def test_nothing_else_that_a_file_says_is_held_against_it(town: Town) -> None:
    """Only the cells that take them away, whichever agency they work in themselves."""
    town.propose(status=Status.ACTIVE)
    town.feed(a_leader(COORDINATOR, agency="water"), a_leader(DEPUTY, agency="water"))
    going = a_leader(COORDINATOR, agency="water", left_on="2026-11-10")
    head = a_leader(HEAD, unit="Tower", left_on="2027-03-01")
    staying = a_leader(DEPUTY, agency="water", agency_head="")
    assert refused(town, going, head, staying) == [("2", "left_on"), ("3", "left_on")]


def test_they_can_leave_once_somebody_else_is_named(town: Town) -> None:
    town.propose(status=Status.ACTIVE)
    assert refused(town, a_person(EMPLOYEE, hr_representative=OTHER), *BOTH_LEAVE) == []
    (act,) = town.holders()
    assert act.coordinators == (OTHER,)


@pytest.mark.parametrize(
    "cells", [{"agency": "water"}, {"hr_representative": "", "agency_head": ""}]
)
def test_nobody_can_cease_to_be_named(town: Town, cells: Mapping[str, str]) -> None:
    town.propose(status=Status.ACTIVE)
    everybody = [{**row, **cells} for row in a_town()]
    columns = sorted(cells)
    lines = [(str(line), each) for line in range(2, 2 + len(everybody)) for each in columns]
    assert refused(town, *everybody) == lines


def test_the_only_hr_representative_cannot_leave_a_head_who_telecommutes(town: Town) -> None:
    """Nobody coordinates their own."""
    town.propose(employee=HEAD, status=Status.ACTIVE)
    assert refused(town, BOTH_LEAVE[0]) == [("2", "left_on")]
    assert refused(town, a_leader(MANAGER, hr_representative=DEPUTY), BOTH_LEAVE[0]) == []


@pytest.mark.parametrize("status", [None, Status.ENDED])
def test_where_nothing_is_open_anybody_can_leave(town: Town, status: Status | None) -> None:
    if status:
        town.propose(status=status)
    assert refused(town, *BOTH_LEAVE) == []


def test_what_had_nobody_before_keeps_no_feed_back(town: Town) -> None:
    town.feed(*BOTH_LEAVE)
    town.propose(status=Status.ACTIVE)
    assert refused(town, a_leader(SUPERVISOR, left_on="2026-11-10")) == []
    assert refused(town, a_leader(SUPERVISOR, hr_representative="", agency_head="")) == []
