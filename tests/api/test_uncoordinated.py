"""Nobody proposes what nobody could coordinate: it would be asked of nobody (GL32 III)."""

from datetime import date

import pytest
from sqlmodel import select

from records.facts import EmployeeFacts
from records.people import Person
from tests import people
from tests.api.calling import answers, send
from tests.api.proposer import KEY, Proposer
from tests.api.site import Desk, post

NOBODY = "the directory names no HR representative who stays"


def leave(desk: Desk, *numbers: str) -> None:
    """Somebody is known to go, in the middle of what is proposed now."""
    with desk.session() as session:
        for number in numbers:
            session.merge(EmployeeFacts(person=number, left_on=date(2027, 3, 1)))
        session.commit()


def test_a_proposal_waits_for_somebody_who_stays(desk: Desk) -> None:
    proposer = Proposer(desk)
    proposer.fill_all()
    leave(desk, people.COORDINATOR, people.HEAD)
    answer = post(proposer.client, f"{proposer.path}/check", key=KEY)
    assert answer.status_code == 422
    assert NOBODY in answer.text
    assert desk.door.acts == []


def test_nor_is_it_taken_by_a_call(desk: Desk) -> None:
    leave(desk, people.COORDINATOR, people.HEAD)
    told = send(desk, people.EMPLOYEE, "", {"answers": answers()})
    assert told.status_code == 422
    [error] = told.json()["errors"]
    assert NOBODY in error["rule"]
    assert desk.door.acts == []


def test_it_is_said_before_the_form_is_filled_in(desk: Desk) -> None:
    client = desk.sign_in(people.EMPLOYEE)
    leave(desk, people.COORDINATOR)
    assert client.get("/propose").status_code == 200
    leave(desk, people.HEAD)
    answer = client.get("/propose")
    assert answer.status_code == 403
    assert NOBODY in answer.text


@pytest.mark.parametrize("number", [people.HEAD, people.EMPLOYEE])
def test_only_the_head_needs_somebody_else_than_the_head(desk: Desk, number: str) -> None:
    with desk.session() as session:
        for person in session.exec(select(Person)):
            person.hr_representative = ""
        session.commit()
    answer = desk.sign_in(number).get("/propose")
    assert (NOBODY in answer.text) is (number == people.HEAD)
