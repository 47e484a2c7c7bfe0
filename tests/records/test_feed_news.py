"""Who is told of a feed: the arrangements whose roles others hold now, each once."""

from datetime import UTC, datetime, timedelta

import pytest

from activities.concerned import HOLDERS, Cause
from activities.foreseeing import foresee
from policy.account import Status
from policy.holders import Holder, persons
from records import arrangements, tellings
from records.feed import FeedState
from tests.feeds import (
    COORDINATOR,
    DAY,
    DEPUTY,
    EMPLOYEE,
    HEAD,
    MANAGER,
    NOW,
    OTHER,
    RULES,
    SUPERVISOR,
    Town,
    a_file,
    a_leader,
    a_person,
)


def test_a_new_supervisor_is_told_to_the_arrangements_of_who_is_led(town: Town) -> None:
    town.settle(a_person("102"))
    town.propose()
    town.propose("TA-9R1B-6TZE", "102")
    town.feed(a_person(EMPLOYEE, supervisor=OTHER))
    (act,) = town.holders()
    assert persons(act.holders, "supervisor") == (OTHER,)
    assert act.coordinators == (COORDINATOR,)
    assert act.by.person == COORDINATOR
    assert town.news()[0].reference == "TA-7K3M-9QXD"


@pytest.mark.parametrize(
    ("column", "role"),
    [
        ("supervisor", "supervisor"),
        ("manager", "manager"),
        ("hr_representative", "hr_representative"),
        ("agency_head", "agency_head"),
    ],
)
def test_whoever_holds_any_role_may_change(town: Town, column: str, role: str) -> None:
    town.propose()
    town.feed(a_person(EMPLOYEE, **{column: OTHER}))
    (act,) = town.holders()
    assert act.holders[role] == (Holder(OTHER),)


def test_a_change_that_concerns_no_role_is_told_to_nobody(town: Town) -> None:
    town.propose()
    town.feed(a_person(EMPLOYEE, name="Ana Weiss", mail="ana@example.test", unit="Audit"))
    assert town.news() == []


def test_the_same_feed_again_tells_nobody_anything(town: Town) -> None:
    town.propose()
    town.feed(a_person(EMPLOYEE, supervisor=OTHER))
    feed = town.feed(a_person(EMPLOYEE, supervisor=OTHER))
    assert (feed.changed, feed.unchanged) == (0, 1)
    town.feeding.look(NOW + DAY)
    assert len(town.news()) == 1


def test_what_changes_back_is_told_again(town: Town) -> None:
    town.propose()
    town.feed(a_person(EMPLOYEE, supervisor=OTHER))
    town.feed(a_person(EMPLOYEE), at=NOW + DAY)
    assert [persons(act.holders, "supervisor") for act in town.holders()] == [
        (OTHER,),
        (SUPERVISOR,),
    ]
    assert len({each.key for each in town.news()}) == 2


def test_news_that_nobody_heard_yet_are_not_told_after_newer_ones(town: Town) -> None:
    """Two feeds came in while the engine was away; a retry would send the older one last."""
    town.propose()
    town.propose("TA-9R1B-6TZE", "102")
    older = town.feed(a_person(EMPLOYEE, supervisor=OTHER), a_person("102", supervisor=OTHER))
    newer = town.feed(a_person(EMPLOYEE, supervisor=DEPUTY), at=NOW + DAY)
    with town.sessions() as session:
        waiting = tellings.untold(session, 0, 10)
    assert [(each.reference, each.feed) for each in waiting] == [
        ("TA-9R1B-6TZE", older.number),
        ("TA-7K3M-9QXD", newer.number),
    ]
    town.feeding.look(NOW + 2 * DAY)
    assert len(town.news()) == 3


def test_what_is_closed_and_owes_nothing_is_told_nothing(town: Town) -> None:
    town.propose(status=Status.ENDED)
    town.propose("TA-9R1B-6TZE", status=Status.ENDED, asked={"supervisor": SUPERVISOR})
    town.feed(a_person(EMPLOYEE, supervisor=OTHER))
    assert [each.reference for each in town.news()] == ["TA-9R1B-6TZE"]


def test_who_has_left_leaves_the_role_to_nobody_until_somebody_is_named(town: Town) -> None:
    town.propose(asked={"supervisor": SUPERVISOR})
    town.feed(a_leader(SUPERVISOR, left_on="2026-11-10"))
    town.feed(a_person(EMPLOYEE, supervisor=OTHER), at=NOW + DAY)
    first, then = town.holders()
    assert first.holders["supervisor"] == ()
    assert first.departed == then.departed == (SUPERVISOR,)
    assert then.holders["supervisor"] == (Holder(OTHER),)


def test_who_leaves_later_goes_on_until_that_day(town: Town) -> None:
    town.propose()
    town.feed(a_leader(SUPERVISOR, left_on="2026-11-20"))
    assert town.news() == []
    midnight = datetime(2026, 11, 20, 5, tzinfo=UTC)
    assert town.feeding.look(NOW + 9 * DAY) == midnight
    town.feeding.look(midnight - timedelta(seconds=1))
    assert town.news() == []
    town.feeding.look(midnight)
    (act,) = town.holders()
    assert persons(act.holders, "supervisor") == ()
    assert act.by.person == ""


@pytest.mark.parametrize("far", ["9999-12-31", "12/31/9999", "0001-01-01"])
def test_a_day_beyond_all_calendars_is_refused_and_holds_up_no_later_feed(
    town: Town, far: str
) -> None:
    """Some systems write it for "no end": the day after it would be none."""
    days = {"designee_from": "2026-11-12", "designee_until": "2026-11-13"}
    for cells in ({"designee": DEPUTY, **days, "designee_until": far}, {"left_on": far}):
        (bad,) = town.feed(a_leader(HEAD, **cells)).bad
        assert "is not in a year from 1900 to 2199" in bad["reason"]
    assert town.feeding.look(NOW) == NOW + DAY
    assert town.feed(a_leader(HEAD, left_on="2199-12-31")).state == FeedState.APPLIED
    assert town.feeding.look(NOW) == NOW + DAY


def test_however_far_off_the_next_change_is_it_looks_again_within_a_day(town: Town) -> None:
    """Files that nobody applies are forgotten on time, and what was put aside is tried again."""
    town.feed(a_leader(HEAD, left_on="2027-11-10"), at=NOW)
    assert town.feeding.look(NOW) == NOW + DAY


@pytest.mark.requirement("CT-009")
def test_a_designation_is_told_on_the_day_it_begins_and_on_the_day_after_it_ended(
    town: Town,
) -> None:
    town.propose()
    days = {"designee_from": "2026-11-12", "designee_until": "2026-11-13"}
    town.feed(a_leader(HEAD, designee=DEPUTY, **days))
    assert town.news() == []
    begins, ends = datetime(2026, 11, 12, 5, tzinfo=UTC), datetime(2026, 11, 14, 5, tzinfo=UTC)
    assert town.feeding.look(begins - timedelta(hours=1)) == begins
    town.feeding.look(begins)
    (act,) = town.holders()
    assert act.holders["agency_head"] == (
        Holder(HEAD),
        Holder(DEPUTY, in_place_of=HEAD, since=begins, until=ends),
    )
    town.feeding.look(ends - timedelta(hours=1))
    assert len(town.news()) == 1
    town.feeding.look(ends)
    assert persons(town.holders()[1].holders, "agency_head") == (HEAD,)


def test_without_anything_to_come_it_looks_again_within_a_day(town: Town) -> None:
    assert town.feeding.look(NOW) == NOW + DAY


def test_who_coordinates_is_told_without_those_who_have_left(town: Town) -> None:
    """What was the part of one of them alone is that of all others."""
    town.propose()
    town.feed(
        a_leader(COORDINATOR, left_on="2026-11-10"), a_leader(MANAGER, hr_representative=OTHER)
    )
    (act,) = town.holders()
    assert act.coordinators == (OTHER,)
    assert act.holders["hr_representative"] == (Holder(OTHER),)


def test_what_came_in_since_the_last_feed_is_known_to_have_been_asked_of_the_right_people(
    town: Town,
) -> None:
    town.propose(at=NOW - DAY)
    town.feed(a_person("102"))
    assert town.news() == []
    town.feed(a_person(EMPLOYEE, supervisor=OTHER))
    assert len(town.holders()) == 1


def test_what_came_in_while_a_feed_was_applied_is_told_to_be_sure(town: Town) -> None:
    town.feed(a_person("102"), at=NOW - DAY)
    town.propose(at=NOW - DAY + timedelta(seconds=1))
    town.feeding.look(NOW)
    (act,) = town.holders()
    assert persons(act.holders, "supervisor") == (SUPERVISOR,)
    town.feeding.look(NOW + DAY)
    assert len(town.news()) == 1


def test_what_is_told_to_be_sure_is_no_feed_s_doing(town: Town) -> None:
    """Its page would say that somebody else acts in it now, and nobody else does."""
    town.feed(a_person("102"), at=NOW - DAY)
    town.propose(at=NOW - DAY + timedelta(seconds=1))
    other = a_file(a_person("102", supervisor=OTHER))
    with town.sessions() as session:
        assert foresee(session, RULES, other, frozenset(), Cause(NOW)).news == ()
    town.feed(a_person("102", supervisor=OTHER))
    (told,) = town.news()
    assert (told.feed, HOLDERS.validate_python(told.content).by.person) == (0, "")


def test_an_arrangement_whose_program_is_missing_keeps_no_news_from_others(town: Town) -> None:
    town.propose()
    town.propose("TA-9R1B-6TZE")
    with town.sessions() as session:
        lost = arrangements.find(session, "TA-9R1B-6TZE")
        assert lost is not None
        lost.program_version = "1999.1"
        session.add(lost)
        session.commit()
    town.feed(a_person(EMPLOYEE, supervisor=OTHER))
    assert [each.reference for each in town.news()] == ["TA-7K3M-9QXD"]
