"""Whole lives in a real browser on the real system: proposed, reviewed, decided, signed, ended."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

import policy
from policy.loading import load_programs
from tests.api.browser.filling import fill
from tests.api.chronicle import answers_to
from tests.journeys.travelers import Traveler, a_browser
from tests.system import System

pytestmark = pytest.mark.timeout(600)
PROGRAMS = load_programs(Path(policy.__file__).parent / "programs")
Traveling = Callable[[str, str], Traveler]


@pytest.fixture
def traveling(system: System) -> Iterator[Traveling]:
    """Sends people on their way, by mail address and name."""
    with a_browser() as browser:
        yield lambda mail, name: Traveler(system, browser, mail, name)


def propose(employee: Traveler, program: str) -> str:
    """Fill in the program's form, send it, and return the reference."""
    page = employee.sign_in()
    page.goto("/propose")
    page.get_by_role("button", name="Start a proposal").click()
    reference = page.url.split("/")[-1]
    starts_on = (datetime.now(UTC) + timedelta(days=14)).date()
    answers = answers_to(PROGRAMS.get(program)) | {"starts_on": starts_on.isoformat()}
    if PROGRAMS.get(program).term.maximum_months:
        answers["ends_on"] = (starts_on + timedelta(days=200)).isoformat()
    page.locator(".sections a").first.click()
    while page.get_by_role("button", name="Save and go on").count():
        fill(page, answers)
        page.get_by_role("button", name="Save and go on").click()
        assert page.locator("#problems").count() == 0, page.locator("main").inner_text()
    page.get_by_role("button", name="Send the proposal").click()
    expect(page.locator("h1")).to_have_text("We have your proposal")
    return reference


@pytest.mark.requirement("CT-016")
@pytest.mark.requirement("CT-101")
@pytest.mark.requirement("CT-017")
@pytest.mark.requirement("CT-018")
@pytest.mark.requirement("CT-169")
@pytest.mark.requirement("CT-173")
def test_five_sign_and_the_copy_goes_out(traveling: Traveling) -> None:
    employee = traveling("amara.rivera@comptroller.example", "Amara Rivera")
    supervisor = traveling("desmond.okafor@comptroller.example", "Desmond Okafor")
    manager = traveling("ruth.castellano@comptroller.example", "Ruth Castellano")
    coordinator = traveling("meilin.tran@comptroller.example", "Mei-Lin Tran")
    head = traveling("eleanor.whitfield@comptroller.example", "Eleanor Whitfield")
    liaison = traveling("liaison.comptroller@das.example", "the liaison")

    reference = propose(employee, "connecticut")
    for reviewer in (supervisor, manager, head):
        reviewer.review(reference)

    page = coordinator.sign_in()
    page.goto(f"/arrangements/{reference}/decide")
    page.get_by_text("Approve as it is").click()
    page.get_by_role("button", name="Record the decision").click()
    coordinator.see_recorded()

    for signer in (employee, supervisor, manager, coordinator, head):
        signer.sign(reference)

    copy = liaison.follow(reference, "Acknowledge")
    copy.get_by_role("button", name="I have received the copy").click()
    liaison.see_recorded()
    assert any(letter.attachments for letter in liaison.letters())

    page.goto(f"/arrangements/{reference}")
    expect(page.locator("#signatures")).to_have_text("Signatures: 5 of 5")
    expect(page.locator(".waiting")).to_contain_text("Authorized. Telecommuting starts on")
    expect(page.get_by_text("DAS liaison acknowledged the copy.")).to_be_visible()
    end_it(employee, reference)


def end_it(employee: Traveler, reference: str) -> None:
    """The employee ends it, without a reason."""
    page = employee.sign_in()
    page.goto(f"/arrangements/{reference}/end")
    page.get_by_role("button", name="End it now").click()
    employee.see_recorded()
    expect(page.locator(".waiting")).to_contain_text("The employee ended it")


@pytest.mark.requirement("SA-008")
@pytest.mark.requirement("SA-014")
@pytest.mark.requirement("SA-015")
def test_the_city_signs_in_three_stages(traveling: Traveling) -> None:
    employee = traveling("thuy.nguyen@sacramento-it.example", "Thuy Nguyen")
    supervisor = traveling("calvin.brightwater@sacramento-it.example", "Calvin Brightwater")
    head = traveling("arthur.haverford@sacramento-it.example", "Arthur Haverford")

    reference = propose(employee, "sacramento")
    for signer in (employee, supervisor, head):
        signer.sign(reference)

    page = employee.sign_in()
    page.goto(f"/arrangements/{reference}")
    expect(page.locator("#signatures")).to_have_text("Signatures: 4 of 4")
    expect(page.locator(".waiting")).to_contain_text("Authorized")
    expect(page.locator("#checklist")).to_be_visible()
