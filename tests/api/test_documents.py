"""Documents as files: for whom, in which form, and never as a page."""

import pytest

from policy.account import Happening
from records.visits import readings_of
from tests.api.filing import OTHER_REFERENCE, ask, close, file, note
from tests.api.site import REFERENCE, Desk, link_path
from tests.people import COORDINATOR, EMPLOYEE, MANAGER, SUPERVISOR

PATH = f"/documents/{REFERENCE}/1/arrangement.pdf"


def test_the_frozen_document_is_given_as_the_very_bytes(desk: Desk) -> None:
    file(desk)
    desk.sign_in(EMPLOYEE)
    answer = desk.client.get(f"{PATH}?as=frozen")
    assert answer.status_code == 200
    assert answer.content == f"%PDF arrangement of {REFERENCE} as fixed".encode()


@pytest.mark.requirement("CT-171")
def test_the_current_document_shows_the_signatures_so_far(desk: Desk) -> None:
    file(desk)
    desk.sign_in(COORDINATOR)
    before = desk.client.get(PATH)
    note(desk, Happening.SIGNED, EMPLOYEE, role="employee", about="employee", version=1)
    after = desk.client.get(PATH)
    assert before.content.startswith(b"%PDF")
    assert after.content.startswith(b"%PDF")
    assert before.content != after.content


def test_a_document_is_a_file_and_never_a_page(desk: Desk) -> None:
    file(desk)
    desk.sign_in(EMPLOYEE)
    headers = desk.client.get(f"{PATH}?as=frozen").headers
    assert headers["content-type"] == "application/pdf"
    assert headers["content-disposition"] == (
        f'attachment; filename="{REFERENCE}-v1-arrangement-frozen.pdf"'
    )
    assert headers["content-security-policy"].startswith("sandbox")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"


def test_what_is_not_filed_yet_is_not_found(desk: Desk) -> None:
    file(desk)
    desk.sign_in(EMPLOYEE)
    for path in (f"{PATH}?as=filed", PATH.replace("/1/", "/9/"), PATH.replace("arr", "barr")):
        assert desk.client.get(path).status_code == 404


def test_a_signer_reads_by_link_what_the_link_is_for(desk: Desk) -> None:
    file(desk)
    file(desk, OTHER_REFERENCE)
    link = ask(desk, SUPERVISOR, "supervisor")
    desk.client.get(link_path(link))
    assert desk.client.get(f"{PATH}?as=frozen").status_code == 200
    other = PATH.replace(REFERENCE, OTHER_REFERENCE)
    assert desk.client.get(other).headers["location"].startswith("/sign-in")


def test_a_replaced_link_opens_no_document(desk: Desk) -> None:
    file(desk)
    link = ask(desk, SUPERVISOR, "supervisor")
    desk.client.get(link_path(link))
    close(desk, link)
    assert desk.client.get(f"{PATH}?as=frozen").status_code == 404


def test_strangers_are_asked_to_sign_in(desk: Desk) -> None:
    file(desk)
    answer = desk.client.get(PATH)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in")


def test_every_reading_is_noted(desk: Desk) -> None:
    file(desk)
    desk.sign_in(COORDINATOR)
    desk.client.get(f"{PATH}?as=frozen")
    address = f"/api/v1/arrangements/{REFERENCE}/documents/1/arrangement?as=frozen"
    desk.browser().get(address, headers=desk.bearer(EMPLOYEE))
    with desk.session() as session:
        noted = [(line.person, line.what, line.why) for line in readings_of(session, REFERENCE)]
    what = "arrangement, version 1, frozen"
    assert noted == [(COORDINATOR, what, "signed in"), (EMPLOYEE, what, "token")]


def test_the_api_gives_the_same_document(desk: Desk) -> None:
    file(desk)
    address = f"/api/v1/arrangements/{REFERENCE}/documents/1/arrangement?as=frozen"
    answer = desk.client.get(address, headers=desk.bearer(MANAGER))
    assert answer.content == f"%PDF arrangement of {REFERENCE} as fixed".encode()
    assert answer.headers["content-disposition"].startswith("attachment")
