"""An arrangement near its end is continued by a new proposal, with neither a gap nor an overlap."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect

from demonstration import favorable
from tests.api.browser.filling import press
from tests.journeys.backstage import PROGRAMS, Backstage, in_days
from tests.journeys.travelers import PHONE, Traveler
from tests.system import System

pytestmark = pytest.mark.timeout(400)
NUMBER, NAME = "CONTINUES", "Greta Lind"
LAST_DAY = in_days(40)
DATES = {
    "starts_on": (LAST_DAY + timedelta(days=1)).isoformat(),
    "ends_on": (LAST_DAY + timedelta(days=100)).isoformat(),
}
LATER = (LAST_DAY + timedelta(days=3)).isoformat()
TAKEN_OVER = {"request_type", "prior_reference", "duties_away", "location_address"}


@pytest.fixture(scope="module")
def reference(backstage: Backstage) -> str:
    """An arrangement that everybody has signed, and that ends within sixty days."""
    backstage.employ(NUMBER, NAME)
    found = backstage.propose(NUMBER, ends_on=LAST_DAY.isoformat())
    backstage.sign_all(found)
    return found


@pytest.mark.requirement("CT-108")
@pytest.mark.requirement("CT-109")
def test_a_continuation_follows_the_day_after_and_both_stand_in_one_chain(
    system: System, browser: Browser, reference: str
) -> None:
    mail = f"{NUMBER.lower()}@comptroller.example"
    employee = Traveler(system, browser, mail, NAME, PHONE)
    page = employee.sign_in()
    page.goto(f"/arrangements/{reference}")
    press(page, page.get_by_role("link", name="Propose to continue it"))
    press(page, page.get_by_role("button", name="Start the new proposal"))
    press(page, page.locator(".sections").get_by_role("link", name="The request", exact=True))
    expect(page.locator("#prior_reference")).to_have_value(reference)
    given = favorable.answers(PROGRAMS.get("connecticut")) | DATES | {"starts_on": LATER}
    employee.fill_in({name: told for name, told in given.items() if name not in TAKEN_OVER})
    press(page, page.get_by_role("button", name="Send the proposal"))
    expect(page.locator("main")).to_contain_text("There is a problem")
    press(page, page.get_by_role("link", name="Change Start date"))
    page.locator("#starts_on").fill(DATES["starts_on"])
    press(page, page.get_by_role("button", name="Save and go back to your answers"))
    page.get_by_role("button", name="Send the proposal").click()
    expect(page.locator("h1")).to_have_text("We have your proposal")
    page.goto(f"/arrangements/{reference}")
    expect(page.locator("#chain ~ *").first).to_contain_text("TA-")
