"""Who the directory names for a part: towards a person, a team, an agency."""

import pytest
from sqlmodel import Session

from policy.program import Holder
from records import leaders, teams
from records.people import Person, find
from tests import people


@pytest.fixture
def session(session: Session) -> Session:
    """With the tests' people in the directory."""
    people.settle(session)
    return session


def test_a_part_towards_a_person_is_never_their_own(session: Session) -> None:
    head = find(session, people.HEAD)
    employee = find(session, people.EMPLOYEE)
    assert head is not None
    assert employee is not None
    assert leaders.of_person(head, Holder.AGENCY_HEAD) == ()
    assert leaders.of_person(employee, Holder.AGENCY_HEAD) == (people.HEAD,)
    assert leaders.of_person(employee, Holder.SELF) == (people.EMPLOYEE,)
    assert leaders.of_person(employee, Holder.LIAISON) == ()


def test_an_agency_has_every_head_that_its_people_name(session: Session) -> None:
    assert leaders.of_agency(session, "comptroller", Holder.AGENCY_HEAD) == (people.HEAD,)
    assert leaders.of_agency(session, "comptroller", Holder.LIAISON) == ()
    assert leaders.of_agency(session, "nowhere\x00", Holder.AGENCY_HEAD) == ()


def test_a_team_has_the_managers_of_its_members(session: Session) -> None:
    assert leaders.of_team(session, people.SUPERVISOR, Holder.MANAGER) == (people.MANAGER,)
    assert leaders.of_team(session, people.EMPLOYEE, Holder.MANAGER) == ()


def test_being_below_reaches_any_depth_and_never_oneself(session: Session) -> None:
    session.add(Person(number="9", name="Top", mail="top@example.test", agency="comptroller"))
    supervisor = find(session, people.SUPERVISOR)
    assert supervisor is not None
    supervisor.supervisor = "9"
    session.flush()
    assert teams.is_below(session, "9", people.EMPLOYEE)
    assert not teams.is_below(session, people.EMPLOYEE, "9")
    assert not teams.is_below(session, "9", "9")
    assert not teams.is_below(session, "", people.EMPLOYEE)


def test_who_supervises_nobody_leads_no_team(session: Session) -> None:
    assert teams.is_leader(session, people.SUPERVISOR)
    assert not teams.is_leader(session, people.EMPLOYEE)
    assert not teams.is_leader(session, "")
