"""Two ways to an approval that need the agency's hand: as modified, and with an accommodation."""

import pytest
from playwright.sync_api import expect

from demonstration import favorable
from policy.tasks import Purpose
from tests.api.browser.filling import fill
from tests.journeys.backstage import PROGRAMS, Backstage, review_form
from tests.journeys.travelers import Traveler

pytestmark = pytest.mark.timeout(400)
PROGRAM = PROGRAMS.get("connecticut")
QUESTION = "y11"
"""A question that an accommodation may set aside."""


def approve(coordinator: Traveler, label: str) -> None:
    """Answer what is the coordinator's, and choose how to approve."""
    page = coordinator.page
    fill(page, review_form(PROGRAM, "hr_representative", favorable.answers(PROGRAM)))
    page.get_by_text(label).click()
    page.get_by_role("button", name="Record the decision").click()
    coordinator.see_recorded()


@pytest.mark.requirement("CT-082")
def test_a_schedule_approved_as_modified_is_kept_beside_the_one_proposed(
    backstage: Backstage, coordinator: Traveler
) -> None:
    backstage.employ("MODIFIED", "Ines Okoye")
    reference = backstage.propose("MODIFIED")
    backstage.review(reference, "supervisor", "manager", "agency_head")
    backstage.asked(reference, Purpose.DECIDE, "hr_representative")
    page = coordinator.page
    page.goto(f"/arrangements/{reference}/decide")
    page.get_by_text("Change the proposal (only if you approve it as modified)").click()
    page.select_option('[name="week.thursday.place"]', "duty_station")
    approve(coordinator, "Approve as modified")

    expect(page.locator(".lead")).to_contain_text("Tuesdays")
    page.goto(f"/arrangements/{reference}/proposal")
    changed = page.locator("section[aria-labelledby=changed]")
    expect(changed).to_contain_text("Tuesday and Thursday: telecommuting")
    expect(changed).to_contain_text("Wednesday, Thursday, and Friday: official duty station")
    expect(changed.locator("dt")).to_have_count(1)
    backstage.sign_all(reference)
    page.goto(f"/arrangements/{reference}")
    expect(page.locator("#signatures")).to_have_text("Signatures: 5 of 5")


@pytest.mark.requirement("CT-160")
@pytest.mark.requirement("CT-161")
@pytest.mark.requirement("CT-162")
def test_an_accommodation_sets_a_question_aside_and_all_five_sign(
    backstage: Backstage, coordinator: Traveler
) -> None:
    backstage.employ("ACCOMMODATED", "Ines Okoye")
    reference = backstage.propose("ACCOMMODATED", accommodation="yes")
    backstage.review(reference, "supervisor", otherwise={QUESTION: "no"})
    backstage.review(reference, "manager")
    backstage.asked(reference, Purpose.DECIDE, "hr_representative")
    set_aside(coordinator, reference)
    backstage.review(reference, "agency_head")
    backstage.asked(reference, Purpose.DECIDE, "hr_representative")
    page = coordinator.page
    page.goto(f"/arrangements/{reference}/decide")
    approve(coordinator, "Approve as it is")
    backstage.sign_all(reference)
    page.goto(f"/arrangements/{reference}")
    expect(page.locator("#signatures")).to_have_text("Signatures: 5 of 5")


def set_aside(coordinator: Traveler, reference: str) -> None:
    """The determination, from the page that shows what is in the way."""
    page = coordinator.page
    page.goto(f"/arrangements/{reference}/review")
    expect(page.locator("ol.blocks > li")).to_have_count(1)
    page.get_by_role("link", name="Determine an accommodation").first.click()
    page.get_by_text("Yes, it is granted").click()
    page.locator(f'label[for="questions-{QUESTION}"]').click()
    page.get_by_label("Your reason").fill("The interactive process.")
    page.get_by_role("button", name="Record the determination").click()
    coordinator.see_recorded()
    page.goto(f"/arrangements/{reference}/review")
    expect(page.locator("ol.blocks > li")).to_have_count(0)
    expect(page.get_by_text("Set aside", exact=True)).to_be_visible()
