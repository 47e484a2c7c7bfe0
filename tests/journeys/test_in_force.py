"""What comes up after the signatures, on phones: a day moved, an injury reported, a proof owed."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, expect

from policy.wording import show_date
from tests.api.browser.filling import fill, press
from tests.journeys.backstage import Backstage, in_days
from tests.journeys.travelers import PHONE, Traveler
from tests.system import System

pytestmark = pytest.mark.timeout(400)
NAME = "Ines Okoye"
TUESDAY = 1


@pytest.fixture(scope="module")
def reference(backstage: Backstage) -> str:
    """An arrangement that everybody has signed."""
    backstage.employ("LATER", NAME)
    found = backstage.propose("LATER")
    backstage.sign_all(found)
    return found


@pytest.fixture(scope="module")
def employee(system: System, browser: Browser, reference: str) -> Traveler:
    """The employee at a phone, signed in."""
    found = Traveler(system, browser, "later@comptroller.example", NAME, PHONE)
    found.sign_in()
    found.page.goto(f"/arrangements/{reference}")
    return found


@pytest.fixture(scope="module")
def supervisor(system: System, browser: Browser) -> Traveler:
    """The supervisor at a phone, who has only the mailbox."""
    mail = "desmond.okafor@comptroller.example"
    return Traveler(system, browser, mail, "Desmond Okafor", PHONE)


def next_one(weekday: int) -> date:
    """The first such day two days or more into the term."""
    first = in_days(16)
    return first + timedelta(days=(weekday - first.weekday()) % 7)


def send(employee: Traveler, reference: str, title: str, button: str, **fields: str) -> None:
    """Fill in a form reached from the arrangement's page, and see it recorded."""
    page = employee.page
    page.goto(f"/arrangements/{reference}")
    page.get_by_role("link", name=title, exact=True).first.click()
    expect(page.locator("h1")).to_have_text(title)
    fill(page, fields)
    press(page, page.get_by_role("button", name=button))
    assert page.locator("#problems").count() == 0, employee.text
    employee.see_recorded()


@pytest.mark.requirement("CT-097")
@pytest.mark.requirement("CT-099")
def test_a_day_is_moved_with_a_tick_and_a_press_on_a_phone(
    employee: Traveler, supervisor: Traveler, reference: str
) -> None:
    day = next_one(TUESDAY)
    send(
        employee,
        reference,
        "Change of a telecommuting day",
        "Ask for it",
        day=day.isoformat(),
        moved_to=(day + timedelta(days=1)).isoformat(),
        why="A training at the duty station",
        ongoing="no",
    )
    page = supervisor.follow(reference, "Change of a telecommuting day")
    expect(page.locator("main")).to_contain_text("A training at the duty station")
    expect(page.locator(".lead")).to_contain_text(f"before {show_date(day)}")
    page.get_by_text("I approve this as supervisor.").click()
    page.get_by_role("button", name="Approve").click()
    supervisor.see_recorded()
    expect(page.locator("main")).to_contain_text("You approved")
    assert "your request is approved" in employee.next_letter("became of your request").text
    employee.page.goto(f"/arrangements/{reference}")
    line = employee.page.locator("section[aria-labelledby=concerns] li").first
    expect(line).to_contain_text("approved")
    line.get_by_role("link").click()
    expect(employee.page.locator("main")).to_contain_text("Supervisor, Desmond Okafor")


@pytest.mark.requirement("CT-153")
def test_an_injury_reaches_the_supervisor_at_once(
    employee: Traveler, supervisor: Traveler, reference: str
) -> None:
    send(
        employee,
        reference,
        "Injury",
        "Report it",
        day=in_days(0).isoformat(),
        at="00:00",
        at_work="no",
        what="A fall on the stairs.",
        claimed="No",
    )
    letter = supervisor.next_letter("Read a report")
    assert "What was reported: Injury" in letter.text
    assert "Reported on: " in letter.text


@pytest.mark.requirement("CT-124")
@pytest.mark.requirement("CT-125")
def test_a_change_in_care_is_closed_by_its_proof_alone(employee: Traveler, reference: str) -> None:
    title = "Change in family responsibilities or care arrangements"
    send(
        employee,
        reference,
        title,
        "Report it",
        day=in_days(0).isoformat(),
        dependents="yes",
        care_arrangements="Another day care center.",
    )
    page = employee.follow(reference, "Updated proof of care arrangements")
    page.get_by_role("button", name="Send it").click()
    expect(page.locator("#problems")).to_be_visible()
    fill(page, {"care_proof": "by file"})
    page.get_by_role("button", name="Send it").click()
    employee.see_recorded()
    expect(page.locator("main")).to_contain_text("You put on record")
    page.goto(f"/arrangements/{reference}")
    line = page.locator("section[aria-labelledby=concerns] li", has_text="Updated proof").first
    expect(line).to_contain_text("done")
