"""A new job, another agency, a departure: each ends an arrangement on its day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from activities.concerned import Cause
from activities.foreseeing import foresee
from policy.account import Status
from policy.holders import Holder
from tests.feeds import (
    COORDINATOR,
    DAY,
    EMPLOYEE,
    NOW,
    OTHER,
    RULES,
    SUPERVISOR,
    Town,
    a_file,
    a_person,
)

OTHER_AGENCY = "sacramento-it"


@pytest.mark.requirement("CT-105", "CT-106")
@pytest.mark.parametrize("on", [date(2026, 11, 10), date(2026, 10, 20)])
@pytest.mark.parametrize("reason", ["promotion", "working_test_class", "inconsistent_duties"])
def test_a_new_job_ends_an_arrangement_on_its_day_however_late_it_is_known(
    town: Town, on: date, reason: str
) -> None:
    town.propose(status=Status.ACTIVE)
    town.feed(a_person(EMPLOYEE, job_change=reason, job_change_on=on.isoformat()))
    (act,) = town.jobs()
    assert (act.on, act.because) == (on, reason)


@pytest.mark.requirement("CT-105")
def test_a_new_job_to_come_ends_an_arrangement_when_its_day_begins(town: Town) -> None:
    town.propose(status=Status.ACTIVE)
    town.feed(a_person(EMPLOYEE, job_change="promotion", job_change_on="2026-11-11"))
    assert town.jobs() == []
    town.feeding.look(datetime(2026, 11, 11, 5, tzinfo=UTC))
    town.feeding.look(datetime(2026, 11, 12, 5, tzinfo=UTC))
    (act,) = town.jobs()
    assert act.on == date(2026, 11, 11)


def test_who_proposes_in_the_new_job_is_not_meant(town: Town) -> None:
    town.propose(at=NOW - 2 * DAY)
    town.feed(a_person(EMPLOYEE, job_change="promotion", job_change_on="2026-11-08"))
    assert town.jobs() == []


def test_who_leaves_ends_an_arrangement_whenever_it_began(town: Town) -> None:
    town.propose(at=NOW - 2 * DAY, status=Status.ACTIVE)
    town.feed(a_person(EMPLOYEE, left_on="2026-11-05"))
    (act,) = town.jobs()
    assert (act.on, act.because) == (date(2026, 11, 5), "")


@pytest.mark.requirement("CT-105")
def test_what_has_ended_and_owes_something_learns_that_it_had_ended_before(town: Town) -> None:
    town.propose(status=Status.ENDED, asked={"supervisor": SUPERVISOR})
    town.feed(a_person(EMPLOYEE, job_change="promotion", job_change_on="2026-11-05"))
    assert [act.on for act in town.jobs()] == [date(2026, 11, 5)]


@pytest.mark.requirement("CT-105")
def test_a_move_to_another_agency_ends_an_arrangement(town: Town) -> None:
    """On the day on which it is known; who leads them there has no part in what is still owed."""
    town.propose(status=Status.ACTIVE)
    town.feed(a_person(EMPLOYEE, agency=OTHER_AGENCY, supervisor=OTHER))
    (act,) = town.jobs()
    assert (act.on, act.because) == (date(2026, 11, 10), "transfer")
    (holders,) = town.holders()
    assert holders.holders["supervisor"] == holders.holders["agency_head"] == ()
    assert holders.holders["hr_representative"] == (Holder(COORDINATOR),)
    town.feeding.look(NOW + DAY)
    assert len(town.news()) == 2


@pytest.mark.requirement("CT-105")
def test_a_move_to_another_agency_may_have_a_day_of_its_own(town: Town) -> None:
    town.propose(status=Status.ACTIVE)
    moved = a_person(EMPLOYEE, agency=OTHER_AGENCY, job_change="transfer")
    town.feed(moved | {"job_change_on": "2026-11-12"})
    assert town.jobs() == []
    town.feeding.look(datetime(2026, 11, 12, 5, tzinfo=UTC))
    (act,) = town.jobs()
    assert (act.on, act.because) == (date(2026, 11, 12), "transfer")


def test_a_move_is_foreseen_before_anything_is_applied(town: Town) -> None:
    reference = town.propose(status=Status.ACTIVE)
    moved = a_file(a_person(EMPLOYEE, agency=OTHER_AGENCY))
    with town.sessions() as session:
        foreseen = foresee(session, RULES, moved, frozenset(), Cause(NOW))
    assert (reference, "job") in {(each.reference, each.news) for each in foreseen.news}
    assert town.news() == []


def test_an_arrangement_is_told_of_a_job_once(town: Town) -> None:
    town.propose(status=Status.ACTIVE)
    town.feed(a_person(EMPLOYEE, job_change="promotion", job_change_on="2026-11-05"))
    town.feed(a_person(EMPLOYEE, job_change="promotion", job_change_on="2026-11-06"))
    town.feed(a_person(EMPLOYEE, left_on="2026-11-07"))
    assert len(town.jobs()) == 1


@pytest.mark.requirement("CT-106")
def test_a_correction_to_an_earlier_day_is_told_once_more(town: Town) -> None:
    town.propose(status=Status.ENDED, asked={"supervisor": SUPERVISOR})
    for hour, day in enumerate(("2026-11-05", "2026-11-03", "2026-11-03", "2026-11-04")):
        changed = a_person(EMPLOYEE, job_change="promotion", job_change_on=day)
        town.feed(changed, at=NOW + timedelta(hours=hour))
    assert [act.on for act in town.jobs()] == [date(2026, 11, 5), date(2026, 11, 3)]


def test_a_job_change_that_the_program_does_not_know_is_refused(town: Town) -> None:
    feed = town.feed(a_person(EMPLOYEE, job_change="rest", job_change_on="2026-11-05"))
    assert feed.bad == [
        {
            "line": "2",
            "column": "job_change",
            "reason": "is no job change that the program knows: rest",
        }
    ]
