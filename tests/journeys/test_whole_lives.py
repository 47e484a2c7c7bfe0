"""Whole lives in a real browser on the real system: proposed, reviewed, decided, signed, ended."""

import pytest
from playwright.sync_api import Page, expect

from demonstration import favorable
from policy.duration import last_day
from tests.api.browser.filling import fill
from tests.journeys.backstage import PROGRAMS, in_days, review_form
from tests.journeys.travelers import PHONE, WIDE, Traveler, Traveling

pytestmark = pytest.mark.timeout(600)
PROGRAM = PROGRAMS.get("connecticut")
STARTS_ON = in_days(14)
ANSWERS = favorable.answers(PROGRAM) | {
    "dependents": "yes",
    "care_arrangements": "A day care center, on all work days.",
    "care_proof": "by file",
    "hipaa": "yes",
    "starts_on": STARTS_ON.isoformat(),
    "ends_on": last_day(STARTS_ON, 9).isoformat(),
}
LATER = ("insurance_certificate", "insurance_holder", "insurance_until")
"""What the employee does not have at hand when the proposal is sent."""


def section(page: Page, title: str) -> None:
    """Open a section from the list of what is to do."""
    page.locator(".sections").get_by_role("link", name=title, exact=True).click()
    expect(page.locator("h1")).to_have_text(title)


def propose(employee: Traveler) -> str:
    """Fill in the form in two sittings, check the answers, change one, and send it."""
    page = employee.sign_in()
    page.goto("/propose")
    page.get_by_role("button", name="Start a proposal").click()
    reference = page.url.split("/")[-1]
    section(page, "Status")
    fill(page, ANSWERS)
    page.get_by_role("button", name="Save and go on").click()
    expect(page.locator("h1")).to_have_text("The request")
    fill(page, {"goal_traffic": "A first thought."})
    page.get_by_role("button", name="Save and finish later").click()
    resume(page, reference)
    section(page, "The employee")
    at_hand = {name: told for name, told in ANSWERS.items() if name not in LATER}
    employee.fill_in(at_hand)
    check_and_send(page)
    return reference


def resume(page: Page, reference: str) -> None:
    """Come back from the start page: what was entered is there."""
    page.goto("/")
    page.get_by_role("link", name=f"Go on with the draft {reference}").click()
    expect(page.locator(".sections li", has_text="Status")).to_contain_text("Completed")
    expect(page.locator(".sections li", has_text="The request")).to_contain_text("In progress")
    section(page, "The request")
    expect(page.locator("#goal_traffic")).to_have_value("A first thought.")
    page.goto(f"/propose/{reference}")


def check_and_send(page: Page) -> None:
    """Read the answers, change one and come back, and send them."""
    expect(page.locator("h1")).to_contain_text("Check your answers")
    page.get_by_role("link", name="Change Internet service").click()
    page.locator("#internet").fill("Fiber, 1 Gbit/s")
    page.get_by_role("button", name="Save and go back to your answers").click()
    expect(page.get_by_text("Fiber, 1 Gbit/s")).to_be_visible()
    expect(page.get_by_text("3 answers are still to be added before anybody signs")).to_be_visible()
    page.get_by_role("button", name="Send the proposal").click()
    expect(page.locator("h1")).to_have_text("We have your proposal")


@pytest.mark.requirement("CT-016")
@pytest.mark.requirement("CT-017")
@pytest.mark.requirement("CT-018")
@pytest.mark.requirement("CT-039")
@pytest.mark.requirement("CT-066")
@pytest.mark.requirement("CT-078")
@pytest.mark.requirement("CT-101")
@pytest.mark.requirement("CT-129")
@pytest.mark.requirement("CT-169")
@pytest.mark.requirement("CT-173")
def test_an_approval_from_the_proposal_to_the_copy_for_das(traveling: Traveling) -> None:
    employee = traveling("amara.rivera@comptroller.example", "Amara Rivera", WIDE)
    supervisor = traveling("desmond.okafor@comptroller.example", "Desmond Okafor", PHONE)
    manager = traveling("ruth.castellano@comptroller.example", "Ruth Castellano", WIDE)
    coordinator = traveling("meilin.tran@comptroller.example", "Mei-Lin Tran", WIDE)
    head = traveling("eleanor.whitfield@comptroller.example", "Eleanor Whitfield", WIDE)
    liaison = traveling("liaison.comptroller@das.example", "the liaison", WIDE)

    reference = propose(employee)
    roles = {"supervisor": supervisor, "manager": manager, "agency_head": head}
    for role, reviewer in roles.items():
        reviewer.review(reference, review_form(PROGRAM, role, ANSWERS))
    approve(coordinator, reference)
    employee.provide(reference, ANSWERS)
    terms = [each.sign(reference) for each in (employee, *roles.values(), coordinator)]
    assert terms == [len(favorable.acknowledged(PROGRAM, "employee", ANSWERS)), 0, 0, 0, 0]

    copy = liaison.follow(reference, "Acknowledge")
    copy.get_by_text("I have received the copy.").click()
    copy.get_by_role("button", name="Acknowledge it").click()
    liaison.see_recorded()
    assert any(letter.attachments for letter in liaison.letters())
    see_authorized(coordinator.page, reference)
    end_it(employee, reference)


def approve(coordinator: Traveler, reference: str) -> None:
    """Read what the review found, and approve the request as it is."""
    page = coordinator.sign_in()
    page.goto(f"/arrangements/{reference}/review")
    expect(page.locator(".analyses section")).to_have_count(5)
    expect(page.locator("ol.blocks")).to_have_count(0)
    page.get_by_role("link", name="Decide on it").first.click()
    fill(page, review_form(PROGRAM, "hr_representative", ANSWERS))
    page.get_by_text("Approve as it is").click()
    page.get_by_role("button", name="Record the decision").click()
    coordinator.see_recorded()


def see_authorized(page: Page, reference: str) -> None:
    """Five have signed, the filed documents can be read, and DAS has its copy."""
    page.goto(f"/arrangements/{reference}")
    expect(page.locator("#signatures")).to_have_text("Signatures: 5 of 5")
    expect(page.locator(".waiting")).to_contain_text("Authorized. Telecommuting starts on")
    expect(page.get_by_text("DAS liaison acknowledged the copy.")).to_be_visible()
    files = page.locator("section[aria-labelledby=documents] a")
    expect(files.first).to_be_visible()
    for file in files.all():
        answer = page.request.get(file.get_attribute("href") or "")
        assert answer.body().startswith(b"%PDF"), answer.url


def end_it(employee: Traveler, reference: str) -> None:
    """The employee ends it, without a reason."""
    page = employee.sign_in()
    page.goto(f"/arrangements/{reference}/end")
    page.get_by_role("button", name="End it").click()
    employee.see_recorded()
    expect(page.locator(".waiting")).to_contain_text("The employee ended it")
