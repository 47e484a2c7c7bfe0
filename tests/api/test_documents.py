"""Documents as files: for whom, in which form, and never as a page."""

from urllib.parse import unquote

import pytest

from api.rights.reach import reached
from policy.account import Happening
from policy.tasks import Purpose
from records.links import find_link
from records.readings import readings_of
from tests.api.filing import OTHER_REFERENCE, ask, close, file, note
from tests.api.reading import follow
from tests.api.seeding import Story
from tests.api.site import REFERENCE, Desk, link_path
from tests.people import COLLEAGUE, COORDINATOR, EMPLOYEE, MANAGER, SUPERVISOR

PATH = f"/documents/{REFERENCE}/1/arrangement.pdf"
PROPOSAL = f"/documents/{REFERENCE}/1/proposal.pdf"


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


def test_a_reference_may_be_typed_as_people_do(desk: Desk) -> None:
    file(desk)
    desk.client.get(link_path(ask(desk, SUPERVISOR, "supervisor")))
    desk.sign_in(EMPLOYEE, signed_in := desk.browser())
    typed = PATH.replace(REFERENCE, REFERENCE.lower().replace("-", ""))
    for client in (desk.client, signed_in):
        answer = client.get(f"{typed}?as=frozen")
        assert answer.status_code == 200
        assert f'filename="{REFERENCE}-' in answer.headers["content-disposition"]


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


def test_strangers_are_asked_to_sign_in_and_come_back_to_what_they_asked_for(desk: Desk) -> None:
    file(desk)
    for path in (PATH, f"{PATH}?as=frozen"):
        answer = desk.client.get(path)
        assert answer.status_code == 303
        assert unquote(answer.headers["location"]) == f"/sign-in?next={path}"


def test_every_reading_is_noted(desk: Desk) -> None:
    file(desk)
    desk.sign_in(COORDINATOR)
    desk.client.get(f"{PATH}?as=frozen")
    address = f"/api/v1/arrangements/{REFERENCE}/documents/1/arrangement?as=frozen"
    desk.browser().get(address, headers=desk.bearer(EMPLOYEE))
    with desk.session() as session:
        noted = [(it.person, it.what, it.why) for it in readings_of(session, REFERENCE)[0]]
    what = "arrangement, version 1, frozen"
    assert noted == [(EMPLOYEE, what, "token"), (COORDINATOR, what, "signed in")]


def test_the_api_gives_the_same_document(desk: Desk) -> None:
    file(desk)
    address = f"/api/v1/arrangements/{REFERENCE}/documents/1/arrangement?as=frozen"
    answer = desk.client.get(address, headers=desk.bearer(MANAGER))
    assert answer.content == f"%PDF arrangement of {REFERENCE} as fixed".encode()
    assert answer.headers["content-disposition"].startswith("attachment")


def test_the_liaison_s_link_opens_the_copy_and_not_the_proposal(desk: Desk) -> None:
    story = Story(desk).submit().review().approve().sign().deliver()
    copy = next(rule for rule in story.plan.copies if rule.role)
    path, page = follow(desk.client, story.link(Purpose.ACKNOWLEDGE, copy.role or "", copy.id))
    assert f'href="{PATH}"' in page
    assert PROPOSAL not in page
    assert desk.client.get(PATH).status_code == 200
    assert desk.client.get(PROPOSAL).headers["location"].startswith("/sign-in")
    assert desk.client.get(path).status_code == 200


def test_a_signer_s_link_opens_what_is_signed_and_not_the_proposal(desk: Desk) -> None:
    story = Story(desk).submit().review().approve()
    follow(desk.client, story.link(Purpose.SIGN, "manager", "manager"))
    assert desk.client.get(PATH).status_code == 200
    assert desk.client.get(PROPOSAL).status_code == 303
    story.sign("manager")
    _, receipt = follow(desk.client, story.link(Purpose.SIGN, "manager", "manager"))
    assert PATH in receipt
    assert PROPOSAL not in receipt


def test_a_reviewer_s_link_is_about_the_proposal_alone(desk: Desk) -> None:
    story = Story(desk).submit()
    path = story.link(Purpose.REVIEW, "manager")
    with desk.session() as session:
        link = find_link(session, path.removeprefix("/t/"))
    assert link is not None
    assert reached(desk.parts.programs.get("connecticut"), link) == {"proposal"}


def test_a_good_link_counts_whatever_became_of_the_browser_s_others(desk: Desk) -> None:
    file(desk)
    replaced = [ask(desk, SUPERVISOR, "supervisor"), ask(desk, COLLEAGUE, "agency_head")]
    for link in (*replaced, ask(desk, MANAGER, "manager")):
        desk.client.get(link_path(link))
    for link in replaced:
        close(desk, link)
    assert desk.client.get(f"{PATH}?as=frozen").status_code == 200
