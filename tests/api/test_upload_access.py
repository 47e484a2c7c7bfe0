"""Who opens an uploaded file: one table, for pages, links and the API alike."""

from dataclasses import replace

import pytest

from api.files.opened import MAY_OPEN, Shelf
from api.rights.access import Relation
from policy.tasks import Purpose
from tests.api.files import answer_with, hand_in, open_file, placed
from tests.api.filing import OTHER_REFERENCE, ask, close, file
from tests.api.site import Desk, link_path
from tests.documents.uploads.samples import a_picture
from tests.people import (
    CITY_COORDINATOR,
    CITY_EMPLOYEE,
    COLLEAGUE,
    COORDINATOR,
    DESIGNEE,
    EMPLOYEE,
    HEAD,
    MANAGER,
    SUPERVISOR,
)

BOTH, SHARED, NOTHING = {"shared", "private"}, {"shared"}, set[str]()
EXPECTED = {
    EMPLOYEE: BOTH,
    COORDINATOR: BOTH,
    DESIGNEE: SHARED,
    SUPERVISOR: NOTHING,
    MANAGER: NOTHING,
    HEAD: NOTHING,
    COLLEAGUE: NOTHING,
    CITY_EMPLOYEE: NOTHING,
    CITY_COORDINATOR: NOTHING,
}


@pytest.fixture
def digests(desk: Desk) -> dict[str, str]:
    """The certificate and the proof of care of an arrangement that a designee is to sign."""
    found = {shelf: placed(desk, EMPLOYEE, shelf.encode()) for shelf in ("shared", "private")}
    file(desk)
    ask(desk, DESIGNEE, "agency_head")
    answer_with(desk, insurance_certificate=found["shared"], care_proof=found["private"])
    return found


def test_every_relation_stands_in_the_table() -> None:
    assert set(MAY_OPEN) == set(Relation)
    assert all(Shelf.PRIVATE not in MAY_OPEN[it] for it in (Relation.PARTY, Relation.DECIDER))


@pytest.mark.requirement("CT-123")
@pytest.mark.parametrize("number", EXPECTED)
def test_each_opens_what_the_table_says(desk: Desk, digests: dict[str, str], number: str) -> None:
    """The proof of care is for the employee and Human Resources alone."""
    found = {
        shelf
        for shelf, digest in digests.items()
        if open_file(desk, number, digest).status_code == 200
    }
    assert found == EXPECTED[number]
    desk.sign_in(number, client := desk.browser())
    pages = {
        shelf
        for shelf, digest in digests.items()
        if client.get(f"/uploads/{digest}").status_code == 200
    }
    assert pages == EXPECTED[number]


@pytest.mark.parametrize(
    ("purpose", "opens"),
    [
        (Purpose.REVIEW, SHARED),
        (Purpose.SIGN, SHARED),
        (Purpose.ACKNOWLEDGE, NOTHING),
    ],
)
def test_a_link_opens_what_its_task_is_judged_by(
    desk: Desk, digests: dict[str, str], purpose: Purpose, opens: set[str]
) -> None:
    link = ask(desk, MANAGER, "manager", purpose=purpose)
    desk.client.get(link_path(link))
    found = {
        shelf
        for shelf, digest in digests.items()
        if desk.client.get(f"/uploads/{digest}").status_code == 200
    }
    assert found == opens


def test_a_replaced_link_opens_nothing(desk: Desk, digests: dict[str, str]) -> None:
    link = ask(desk, MANAGER, "manager")
    desk.client.get(link_path(link))
    close(desk, link)
    assert desk.client.get(f"/uploads/{digests['shared']}").status_code == 404


def test_a_link_to_one_arrangement_opens_no_file_of_another(
    desk: Desk, digests: dict[str, str]
) -> None:
    file(desk, OTHER_REFERENCE)
    desk.client.get(link_path(ask(desk, MANAGER, "manager", reference=OTHER_REFERENCE)))
    assert desk.client.get(f"/uploads/{digests['shared']}").status_code == 404


def test_who_knows_a_digest_does_not_thereby_own_the_file(
    desk: Desk, digests: dict[str, str]
) -> None:
    """Somebody names another's file in a proposal of their own."""
    file(desk, OTHER_REFERENCE, employee=COLLEAGUE)
    answer_with(desk, OTHER_REFERENCE, care_proof=digests["private"])
    assert open_file(desk, COLLEAGUE, digests["private"]).status_code == 404


def test_strangers_are_asked_to_sign_in(desk: Desk, digests: dict[str, str]) -> None:
    answer = desk.client.get(f"/uploads/{digests['shared']}")
    assert (answer.status_code, answer.headers["location"][:8]) == (303, "/sign-in")


@pytest.mark.parametrize("name", ["0" * 64, "..%2f..%2fetc", "x", "%00", "' OR 1=1 --"])
def test_what_is_no_file_is_not_found(desk: Desk, name: str) -> None:
    assert open_file(desk, EMPLOYEE, name).status_code == 404


def test_a_file_is_given_out_as_a_file_and_never_as_a_page(desk: Desk) -> None:
    named = "a'b;c/d; ü\u202e.png"
    digest = hand_in(desk, EMPLOYEE, a_picture(), named).json()["answer"].split()[0]
    desk.sign_in(EMPLOYEE)
    for answer in (
        desk.client.get(f"/uploads/{digest}"),
        open_file(scanless(desk), EMPLOYEE, digest),
    ):
        headers = answer.headers
        assert headers["content-disposition"] == ("attachment; filename*=UTF-8''d%3B%20%C3%BC.png")
        assert headers["content-type"] == "image/png"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["content-security-policy"].startswith("sandbox")
        assert headers["cache-control"] == "no-store"
        assert headers["cross-origin-resource-policy"] == "same-origin"


def scanless(desk: Desk) -> Desk:
    """The same application, seen by a program without cookies."""
    return replace(desk, client=desk.browser())
