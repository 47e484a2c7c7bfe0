"""Who holds which role, by the directory and the program."""

from datetime import UTC, date, datetime, timedelta

import pytest

from activities.consulting import Consulting
from policy.deadlines import end_of_day
from policy.directory import liaison_of
from policy.holders import Holder, Holders, persons
from policy.plan import plan
from policy.reading.loading import PROGRAMS, Programs, load_agencies, load_programs
from records.database import Sessions
from records.facts import EmployeeFacts
from records.people import Person
from tests import people

NOW = datetime(2026, 11, 10, 15, tzinfo=UTC)
TODAY = date(2026, 11, 10)


@pytest.fixture(scope="module")
def programs() -> Programs:
    """The programs as they ship."""
    return load_programs(PROGRAMS)


def holders(
    sessions: Sessions, programs: Programs, employee: str = people.EMPLOYEE, now: datetime = NOW
) -> Holders:
    """Who holds the roles of an arrangement."""
    agency = "comptroller" if employee.startswith("1") else "sacramento-it"
    found = load_agencies(PROGRAMS / "agencies", programs)[agency]
    rules = programs.get(found.program)
    return Consulting(sessions, programs).holders(
        rules, plan(rules, found, {}).time_zone, agency, employee, now
    )


def change(sessions: Sessions, number: str, **values: str) -> None:
    """The directory says something else."""
    with sessions() as session:
        person = session.get_one(Person, number)
        for name, value in values.items():
            setattr(person, name, value)
        session.add(person)
        session.commit()


def test_every_role_is_held_by_whom_the_directory_names(
    sessions: Sessions, programs: Programs
) -> None:
    """The liaison stands for an address outside the directory."""
    assert {role: persons(holders(sessions, programs), role) for role in
            ("employee", "supervisor", "manager", "hr_representative", "agency_head",
             "das_liaison")} == {
        "employee": (people.EMPLOYEE,),
        "supervisor": (people.SUPERVISOR,),
        "manager": (people.MANAGER,),
        "hr_representative": (people.COORDINATOR,),
        "agency_head": (people.HEAD,),
        "das_liaison": (liaison_of("comptroller"),),
    }  # fmt: skip


def test_a_role_that_the_directory_leaves_open_is_held_by_nobody(
    sessions: Sessions, programs: Programs
) -> None:
    """Nor by anybody without a number."""
    change(sessions, people.EMPLOYEE, manager="")
    assert persons(holders(sessions, programs), "manager") == ()


def test_an_employee_whom_the_directory_does_not_have_leaves_only_their_own_role(
    sessions: Sessions, programs: Programs
) -> None:
    """The arrangement goes on; the coordinator fills the roles."""
    found = holders(sessions, programs, "1999")
    assert persons(found, "employee") == ("1999",)
    assert persons(found, "supervisor") == persons(found, "agency_head") == ()


def test_who_has_left_holds_no_role_from_that_day_on(
    sessions: Sessions, programs: Programs
) -> None:
    """Nor do their designees act for them any longer."""
    with sessions() as session:
        people.designate(session, TODAY, TODAY)
        session.add(EmployeeFacts(person=people.HEAD, left_on=TODAY))
        session.add(EmployeeFacts(person=people.MANAGER, left_on=TODAY + timedelta(days=1)))
        session.commit()
    found = holders(sessions, programs)
    assert found["agency_head"] == ()
    assert found["manager"] == (Holder(people.MANAGER),)


def test_a_designee_who_has_left_acts_for_nobody(sessions: Sessions, programs: Programs) -> None:
    with sessions() as session:
        people.designate(session, TODAY, TODAY)
        session.add(EmployeeFacts(person=people.DESIGNEE, left_on=TODAY))
        session.commit()
    assert persons(holders(sessions, programs), "agency_head") == (people.HEAD,)


@pytest.mark.requirement("CT-009")
def test_a_designee_acts_from_the_first_to_the_end_of_the_last_day(
    sessions: Sessions, programs: Programs
) -> None:
    """Whole days in the agency's zone."""
    first, last = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    with sessions() as session:
        people.designate(session, first, last)
    zone = "America/New_York"
    assert holders(sessions, programs)["agency_head"] == (
        Holder(people.HEAD),
        Holder(
            people.DESIGNEE,
            in_place_of=people.HEAD,
            since=end_of_day(first - timedelta(days=1), zone),
            until=end_of_day(last, zone),
        ),
    )


@pytest.mark.requirement("CT-009")
@pytest.mark.parametrize("days", [(-9, -1), (1, 9)])
def test_a_designation_of_other_days_gives_nothing(
    sessions: Sessions, programs: Programs, days: tuple[int, int]
) -> None:
    """Neither one that is over nor one to come."""
    with sessions() as session:
        first, last = (TODAY + timedelta(days=each) for each in days)
        people.designate(session, first, last)
    assert persons(holders(sessions, programs), "agency_head") == (people.HEAD,)


def test_only_a_role_with_designees_has_them(sessions: Sessions, programs: Programs) -> None:
    """The head of a department in Sacramento signs in person."""
    with sessions() as session:
        people.designate(session, TODAY, TODAY)
    found = holders(sessions, programs, people.CITY_EMPLOYEE)
    assert persons(found, "department_head") == (people.CITY_HEAD,)


def test_the_employee_fills_no_role_but_their_own(sessions: Sessions, programs: Programs) -> None:
    """An agency head who telecommutes is signed for by a designee, or by who is put there."""
    change(sessions, people.EMPLOYEE, agency_head=people.EMPLOYEE, supervisor=people.EMPLOYEE)
    found = holders(sessions, programs)
    assert persons(found, "supervisor") == persons(found, "agency_head") == ()
    assert persons(found, "employee") == (people.EMPLOYEE,)


def test_two_roles_may_fall_to_one_person(sessions: Sessions, programs: Programs) -> None:
    """Each is signed separately."""
    change(sessions, people.EMPLOYEE, manager=people.SUPERVISOR)
    found = holders(sessions, programs)
    assert persons(found, "manager") == persons(found, "supervisor") == (people.SUPERVISOR,)
