"""Who opens a file that was handed in with a request or a duty: whom it concerns, and no other."""

import pytest

from policy.concerns import ConcernState
from policy.tasks import Purpose
from tests import people
from tests.api.coming_up import DAY_CHANGE, Life
from tests.api.files import open_file, placed
from tests.api.reading import follow


def opened_by(life: Life, digest: str) -> dict[str, bool]:
    """Who opens a file by their token."""
    everybody = (
        people.EMPLOYEE,
        people.SUPERVISOR,
        people.MANAGER,
        people.COORDINATOR,
        people.HEAD,
        people.COLLEAGUE,
        people.CITY_COORDINATOR,
    )
    return {number: open_file(life.desk, number, digest).status_code == 200 for number in everybody}


def asked_with_a_file(life: Life) -> str:
    """The digest of an IT authorization that the manager is to decide by."""
    digest = placed(life.desk, people.EMPLOYEE, b"The IT authorization.")
    answers = {
        "computer": "A tablet",
        "authorized_by_it": "77",
        "authorization_by_it": f"{digest} it.pdf",
    }
    life.request("own_computer", answers)
    return digest


@pytest.mark.requirement("CT-127")
def test_who_decides_opens_what_a_request_brings(life: Life) -> None:
    found = opened_by(life, asked_with_a_file(life))
    opens = {number for number, can in found.items() if can}
    assert opens == {people.EMPLOYEE, people.MANAGER, people.COORDINATOR}


def test_the_link_of_a_request_opens_its_own_file_and_no_other(life: Life) -> None:
    digest = asked_with_a_file(life)
    life.request("day_change", DAY_CHANGE)
    manager, supervisor = life.desk.browser(), life.desk.browser()
    _, page = follow(manager, life.link(Purpose.APPROVE, "manager", "1"))
    follow(supervisor, life.link(Purpose.APPROVE, "supervisor", "2"))
    assert f'href="/uploads/{digest}"' in page
    assert manager.get(f"/uploads/{digest}").status_code == 200
    assert supervisor.get(f"/uploads/{digest}").status_code == 404


@pytest.mark.requirement("CT-125")
def test_a_proof_of_care_is_opened_by_the_employee_and_hr_alone(life: Life) -> None:
    digest = placed(life.desk, people.EMPLOYEE, b"The proof of care.")
    duty = life.owe("care_update")
    closing = {"care_proof": f"{digest} proof.pdf"}
    life.close(duty, ConcernState.DONE, "employee", closing=closing)
    found = opened_by(life, digest)
    assert {number for number, can in found.items() if can} == {people.EMPLOYEE, people.COORDINATOR}


def test_a_digest_in_somebody_elses_answer_opens_nothing(life: Life) -> None:
    digest = placed(life.desk, people.COLLEAGUE, b"Not theirs.")
    life.request("own_computer", {"authorization_by_it": f"{digest} it.pdf"})
    found = opened_by(life, digest)
    assert {number for number, can in found.items() if can} == {people.COLLEAGUE}
