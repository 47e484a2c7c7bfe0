"""What is private is for the employee and Human Resources: on pages, in calls and on paper."""

import zlib
from datetime import date
from html import unescape

import pytest
from httpx2 import Client

from policy.account import Happening
from policy.tasks import Purpose
from records.facts import EmployeeFacts
from records.papers import frozen
from tests.api.completing import MEASURES
from tests.api.files import placed
from tests.api.reading import CHOSEN, PATH, follow
from tests.api.reviewer import ELEVEN, POSITION, TEN
from tests.api.reviewer import EMPLOYEE as OF_EMPLOYEE
from tests.api.seeding import Story, full_answers
from tests.api.site import REFERENCE, Desk, post
from tests.people import (
    COLLEAGUE,
    COORDINATOR,
    DESIGNEE,
    EMPLOYEE,
    HEAD,
    MANAGER,
    SUPERVISOR,
)

NOTE = "My working test was extended after an illness."
DISCIPLINED = "July 9, 2026"
ON_PAGES = ("", "/proposal", "/timeline", "/review", "/decide", "/amend")
IN_CALLS = ("", "/review")
HR_AND_EMPLOYEE = {EMPLOYEE, COORDINATOR}
OTHERS = (SUPERVISOR, MANAGER, HEAD, DESIGNEE, COLLEAGUE)


@pytest.fixture
def story(desk: Desk) -> Story:
    """A proposal with a note and a proof of care, of somebody who was disciplined in July."""
    digest = placed(desk, EMPLOYEE, b"The doctor's letter.")
    with desk.session() as session:
        facts = session.get(EmployeeFacts, EMPLOYEE)
        assert facts is not None
        facts.disciplined_on = [date(2026, 7, 9).isoformat()]
        session.add(facts)
        session.commit()
    private = {"status_note": NOTE, "care_proof": f"{digest} doctor.pdf"}
    return Story(desk, answers={**full_answers(desk, "connecticut"), **private}).submit()


def read(desk: Desk, person: str) -> str:
    """Everything that somebody can read of the arrangement, page by page and call by call."""
    client: Client = desk.sign_in(person, desk.browser())
    bearer = desk.bearer(person)
    pages = [client.get(f"{PATH}{page}").text for page in ON_PAGES]
    called = desk.browser()
    calls = [
        called.get(f"/api/v1/arrangements/{REFERENCE}{call}", headers=bearer).text
        for call in IN_CALLS
    ]
    return "\n".join([*pages, *calls, client.get("/").text])


def seen(text: str) -> set[str]:
    """What of the private things stands in a text."""
    return {each for each in (NOTE, "doctor.pdf", DISCIPLINED, "2026-07-09") if each in text}


@pytest.mark.requirement("CT-123")
@pytest.mark.parametrize("stage", ["review", "decision", "completing", "signing", "active"])
def test_nobody_else_reads_what_is_private(desk: Desk, story: Story, stage: str) -> None:
    reach(story, stage)
    assert {person: seen(read(desk, person)) for person in OTHERS} == {
        person: set() for person in OTHERS
    }
    for person in HR_AND_EMPLOYEE:
        assert {NOTE, "doctor.pdf"} <= seen(read(desk, person))


@pytest.mark.requirement("CT-123")
def test_the_record_tells_nobody_else_what_was_filled_in_privately(
    desk: Desk, story: Story
) -> None:
    reach(story, "completing")
    given = {"answer.care_proof": f"{'c' * 64} doctor.pdf"}
    story.note(Happening.PROVIDED, "employee", person=EMPLOYEE, evidence=given)
    story.write()
    record = f"{PATH}/timeline"
    shown = {
        person: "doctor.pdf" in desk.sign_in(person, desk.browser()).get(record).text
        for person in (SUPERVISOR, MANAGER, HEAD, *HR_AND_EMPLOYEE)
    }
    assert {person for person, is_shown in shown.items() if is_shown} == HR_AND_EMPLOYEE


def test_whoever_reviews_does_not_read_when_somebody_was_disciplined(
    desk: Desk, story: Story
) -> None:
    bearer = desk.bearer(SUPERVISOR)
    told = desk.client.get(f"/api/v1/arrangements/{REFERENCE}/review", headers=bearer).json()
    (question,) = [each for each in told["questions"] if each["id"] == "n10"]
    assert question["on_file"] == "Discipline in this time is on file with Human Resources."
    assert story.program.name == "connecticut"


def test_no_step_of_a_review_link_tells_when_somebody_was_disciplined(
    desk: Desk, story: Story
) -> None:
    """Every page of it is open, and shows what the record answers without the day."""
    path, _ = follow(desk.client, story.link(Purpose.REVIEW, "supervisor"))
    steps = {
        "q-position": POSITION,
        "q-employee": OF_EMPLOYEE,
        "q-proposal_yes": ELEVEN,
        "q-proposal_no": TEN,
        "f-standards": MEASURES,
        "overall": {"supports": "no", "comment": "Not now."},
    }
    for step, given in steps.items():
        post(desk.client, f"{path}/review/{step}", **given)
    addresses = [path, f"{path}/review/check", *(f"{path}/review/{step}" for step in steps)]
    pages = {address: unescape(desk.client.get(address).text) for address in addresses}
    told = "Discipline in this time is on file with Human Resources."
    assert told in pages[f"{path}/review/q-proposal_no"]
    assert {address: seen(page) for address, page in pages.items()} == {
        address: set() for address in addresses
    }
    assert not [page for page in pages.values() if "We cannot find this page" in page]
    sent = post(desk.client, f"{path}/review", f"{path}/review/check", key=CHOSEN)
    assert sent.status_code == 303
    story.review("supervisor")
    assert seen(unescape(desk.client.get(path).text)) == set()


def test_only_human_resources_reads_of_discipline(desk: Desk, story: Story) -> None:
    reach(story, "decision")
    assert DISCIPLINED in seen(read(desk, COORDINATOR))
    assert DISCIPLINED not in seen(read(desk, SUPERVISOR))


@pytest.mark.parametrize(
    ("stage", "purpose", "role"),
    [
        ("review", Purpose.REVIEW, "supervisor"),
        ("completing", Purpose.PROVIDE, "supervisor"),
        ("signing", Purpose.SIGN, "manager"),
        ("active", Purpose.ACKNOWLEDGE, "das_liaison"),
    ],
)
def test_no_link_of_others_leads_to_what_is_private(
    desk: Desk, story: Story, stage: str, purpose: Purpose, role: str
) -> None:
    reach(story, stage)
    about = {"signing": "manager", "active": "das"}.get(stage, "")
    path = desk.client.get(story.link(purpose, role, about)).headers["location"]
    steps = ("", "/review/check", "/review/q-employee", "/review/q-proposal")
    text = "\n".join(desk.client.get(f"{path}{step}").text for step in steps)
    assert len(text) > 1000
    assert seen(text) == set()


@pytest.mark.requirement("CT-123")
def test_no_document_holds_what_is_private(desk: Desk, story: Story) -> None:
    reach(story, "signing")
    with desk.session() as session:
        papers = frozen(session, REFERENCE, 1)
    assert papers
    for paper in papers:
        assert paper.content
        assert seen(paper.content) == set()
        assert NOTE.encode() not in b"".join(_streams(desk.parts.store.get(paper.digest)))


def _streams(pdf: bytes) -> list[bytes]:
    """The PDF itself, and each of its streams as far as it is deflated."""
    found = [pdf]
    for part in pdf.split(b"stream\n")[1:]:
        try:
            found.append(zlib.decompressobj().decompress(part))
        except zlib.error:
            continue
    return found


def reach(story: Story, stage: str) -> None:
    """Go on until that stage."""
    if stage == "review":
        return
    story.review()
    if stage == "completing":
        story.complete("employee", "supervisor")
    if stage in {"signing", "active"}:
        story.approve()
    if stage == "active":
        story.sign().deliver().start()
