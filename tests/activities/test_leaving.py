"""Who has left is written to no more, and answers reach somebody who is here."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import select

from policy.notices import Kind
from records.database import Sessions
from records.facts import EmployeeFacts
from records.letters import Letter
from records.people import Person
from tests import people
from tests.activities.recorded import AT, a_submission, an_account, parsed, recording


def leave(sessions: Sessions, number: str, on: date) -> None:
    """Somebody works here no more from that day on."""
    with sessions() as session:
        session.merge(EmployeeFacts(person=number, left_on=on))
        session.commit()


def told_of(sessions: Sessions, *persons: str) -> dict[str, str | None]:
    """Everybody of these who is written to, with where an answer of theirs goes."""
    account = an_account(*(Kind.SIGNATURE_REQUESTED for _ in persons))
    notices = tuple(
        replace(notice, person=person)
        for notice, person in zip(account.notices, persons, strict=True)
    )
    recording(sessions).record(replace(account, notices=notices), a_submission())
    with sessions() as session:
        return {one.person: parsed(one)["Reply-To"] for one in session.exec(select(Letter))}


def test_who_has_left_is_written_to_no_more_but_of_their_own_arrangement(
    sessions: Sessions,
) -> None:
    """They are asked for nothing, nor told that they are not; the employee has things to return."""
    for number in (people.EMPLOYEE, people.SUPERVISOR):
        leave(sessions, number, AT.date())
    leave(sessions, people.MANAGER, AT.date() + timedelta(days=1))
    told = told_of(sessions, people.EMPLOYEE, people.SUPERVISOR, people.MANAGER)
    assert set(told) == {people.EMPLOYEE, people.MANAGER}


def test_answers_reach_the_hr_representative_while_they_are_here(sessions: Sessions) -> None:
    leave(sessions, people.COORDINATOR, AT.date() + timedelta(days=1))
    assert told_of(sessions, people.EMPLOYEE) == {people.EMPLOYEE: "hana@example.test"}


def test_answers_reach_who_coordinates_once_the_hr_representative_has_left(
    sessions: Sessions,
) -> None:
    leave(sessions, people.COORDINATOR, AT.date())
    assert told_of(sessions, people.EMPLOYEE) == {people.EMPLOYEE: "dario@example.test"}


@pytest.mark.parametrize(
    ("is_only", "mail"), [(False, "hana@example.test"), (True, "dario@example.test")]
)
def test_answers_about_an_hr_representatives_own_reach_who_coordinates_it(
    sessions: Sessions, is_only: bool, mail: str
) -> None:
    """Their colleague, or the head where they have none; never themselves."""
    with sessions() as session:
        for person in session.exec(select(Person)):
            if is_only or person.number == people.EMPLOYEE:
                person.hr_representative = people.EMPLOYEE
        session.commit()
    assert told_of(sessions, people.MANAGER) == {people.MANAGER: mail}
