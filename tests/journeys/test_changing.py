"""What is in force is changed, ended by notice and not ended after all: by people in a browser."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from policy.wording import show_date
from tests.journeys.backstage import Backstage, in_days
from tests.journeys.travelers import PHONE, Traveler
from tests.system import System

pytestmark = pytest.mark.timeout(400)
NAME, NEW = "Jonas Bell", "9 Oak Street, Hartford"
NOTICE_DAYS = 14


@pytest.fixture(scope="module")
def reference(backstage: Backstage) -> str:
    """An arrangement that everybody has signed."""
    backstage.employ("CHANGES", NAME)
    found = backstage.propose("CHANGES")
    backstage.sign_all(found)
    return found


@pytest.fixture(scope="module")
def employee(system: System, browser: Browser, reference: str) -> Traveler:
    """The employee at a phone, signed in."""
    found = Traveler(system, browser, "changes@comptroller.example", NAME, PHONE)
    found.sign_in()
    found.page.goto(f"/arrangements/{reference}")
    return found


def choose(page: Page, title: str) -> None:
    """Follow one of the things that can be done now."""
    page.get_by_role("link", name=title, exact=True).click()


@pytest.mark.requirement("CT-172")
@pytest.mark.requirement("CT-175")
def test_a_modification_from_the_form_to_the_superseded_version(
    employee: Traveler, backstage: Backstage, reference: str
) -> None:
    page = employee.page
    choose(page, "Propose a modification")
    choose(page, "Telecommuting location")
    page.locator("#location_address").fill(NEW)
    page.get_by_role("button", name="Save and go back to the sections").click()
    choose(page, "See what changes")
    expect(page.locator(".compared")).to_contain_text(NEW)
    page.locator("#reason").fill("I have moved.")
    page.get_by_role("button", name="Send it to be signed").click()
    employee.see_recorded()
    expect(page.locator("#modification")).to_have_text("A modification is open: version 2")
    backstage.sign_all(reference)
    page.goto(f"/arrangements/{reference}")
    expect(page.locator("#documents ~ ul")).to_contain_text("version 2, in force")
    expect(page.locator("#documents ~ ul")).to_contain_text("version 1, superseded")
    expect(page.get_by_text("Version 1 is superseded")).to_be_visible()


@pytest.mark.requirement("CT-103")
@pytest.mark.requirement("CT-111")
def test_a_notice_is_given_read_and_taken_back(
    employee: Traveler, coordinator: Traveler, reference: str
) -> None:
    last_day = in_days(NOTICE_DAYS) + timedelta(days=1)
    page = coordinator.page
    page.goto(f"/arrangements/{reference}/end")
    page.locator('label[for="because-operating_needs"]').click()
    page.locator("#last_day").fill(last_day.isoformat())
    page.get_by_role("button", name="End it").click()
    coordinator.see_recorded()
    expect(page.locator("#notice")).to_contain_text(show_date(last_day))
    told = employee.next_letter(f"Ends on {show_date(last_day)}")
    assert "not subject to the grievance process" in " ".join(told.text.split())
    choose(page, "Take back the notice")
    page.locator("#reason").fill("The need is gone.")
    page.get_by_role("button", name="Take it back").click()
    coordinator.see_recorded()
    expect(page.locator("#notice")).to_have_count(0)
    employee.next_letter("The notice was taken back")


@pytest.mark.requirement("CT-101")
def test_the_employee_ends_it_and_the_record_says_so(employee: Traveler, reference: str) -> None:
    page = employee.page
    page.goto(f"/arrangements/{reference}/end")
    page.get_by_role("button", name="End it").click()
    employee.see_recorded()
    expect(page.locator("#closing ~ dl")).to_contain_text(f"{NAME}, Employee")
