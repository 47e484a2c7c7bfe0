"""What keeps a proposal closed: which register, who writes it, and what is wrong with it."""

from collections.abc import Mapping
from datetime import date

import pytest

from api.rights.opening import MissingRegister, missing_registers, opened_by
from policy.acts import Attribution, RegisterWrite
from policy.identity import KnownBy
from policy.register import About
from records import people as directory
from records import registers
from tests import people
from tests.api.registering import SAID, TALKED
from tests.api.site import Desk
from tests.policy.samples import CONNECTICUT

AGENCY = "sacramento-it"
TODAY = date(2026, 11, 23)


def missing(desk: Desk, number: str = people.CITY_EMPLOYEE) -> tuple[MissingRegister, ...]:
    """What is missing before somebody can propose."""
    with desk.session() as session:
        person = directory.find(session, number)
        assert person is not None
        agency = desk.parts.agencies[person.agency]
        return missing_registers(session, desk.parts.programs.of(agency), agency, person, TODAY)


def keep(desk: Desk, register: str, subject: str, answers: Mapping[str, str], key: str) -> None:
    """An entry is on record."""
    by = Attribution(people.CITY_HEAD, key, desk.clock.now, KnownBy.SESSION, "", "")
    act = RegisterWrite(register, subject, dict(answers), About.EMPLOYEE, (), (), by)
    with desk.session() as session:
        registers.add(session, AGENCY, act, desk.clock.now)
        session.commit()


@pytest.mark.requirement("SA-005")
@pytest.mark.requirement("SA-011")
def test_what_is_missing_is_named_in_order_with_who_does_it(desk: Desk) -> None:
    found = [(each.title, each.role_titles, each.who) for each in missing(desk)]
    assert found == [
        ("Department guidelines", ("Department head",), ("Grace Lund",)),
        ("Eligibility conversation", ("Supervisor",), ("Ines Duarte",)),
    ]


@pytest.mark.requirement("SA-005")
@pytest.mark.requirement("SA-011")
def test_nothing_is_missing_once_both_are_on_record(desk: Desk) -> None:
    keep(desk, "guidelines", "", SAID, "1")
    assert [each.register for each in missing(desk)] == ["eligibility"]
    keep(desk, "eligibility", people.CITY_EMPLOYEE, TALKED, "2")
    assert missing(desk) == ()


@pytest.mark.requirement("SA-001")
def test_who_was_not_found_eligible_cannot_ask_until_a_newer_conversation(desk: Desk) -> None:
    keep(desk, "guidelines", "", SAID, "1")
    keep(desk, "eligibility", people.CITY_EMPLOYEE, TALKED | {"eligible": "no"}, "2")
    (found,) = missing(desk)
    assert found.recorded
    assert [problem.field for problem in found.problems] == ["eligible"]
    keep(desk, "eligibility", people.CITY_EMPLOYEE, TALKED, "3")
    assert missing(desk) == ()


@pytest.mark.requirement("SA-005")
def test_a_conversation_yet_to_come_opens_nothing(desk: Desk) -> None:
    keep(desk, "guidelines", "", SAID, "1")
    keep(desk, "eligibility", people.CITY_EMPLOYEE, TALKED | {"talked_on": "2031-06-01"}, "2")
    (found,) = missing(desk)
    assert [problem.field for problem in found.problems] == ["talked_on"]


def test_a_conversation_with_somebody_else_opens_nothing(desk: Desk) -> None:
    keep(desk, "guidelines", "", SAID, "1")
    keep(desk, "eligibility", people.CITY_HEAD, TALKED, "2")
    assert [each.register for each in missing(desk)] == ["eligibility"]


def test_the_entries_that_open_a_proposal_are_named_by_number(desk: Desk) -> None:
    keep(desk, "guidelines", "", SAID, "1")
    keep(desk, "guidelines", "", SAID, "2")
    keep(desk, "eligibility", people.CITY_EMPLOYEE, TALKED, "3")
    with desk.session() as session:
        person = directory.find(session, people.CITY_EMPLOYEE)
        assert person is not None
        agency = desk.parts.agencies[AGENCY]
        found = opened_by(session, desk.parts.programs.of(agency), agency, person)
    assert found == {"guidelines": 2, "eligibility": 1}


def test_an_entry_that_no_proposal_waits_for_opens_none(desk: Desk) -> None:
    keep(desk, "headcount", "", {"year": "2026", "employees": "40"}, "1")
    with desk.session() as session:
        person = directory.find(session, people.CITY_EMPLOYEE)
        assert person is not None
        assert opened_by(session, CONNECTICUT, desk.parts.agencies[AGENCY], person) == {}


def test_where_the_directory_names_nobody_nobody_is_named(desk: Desk) -> None:
    with desk.session() as session:
        person = directory.find(session, people.CITY_EMPLOYEE)
        assert person is not None
        person.supervisor = ""
        session.add(person)
        session.commit()
    assert missing(desk)[1].who == ()


def test_a_program_without_registers_is_open(desk: Desk) -> None:
    assert missing(desk, people.EMPLOYEE) == ()
