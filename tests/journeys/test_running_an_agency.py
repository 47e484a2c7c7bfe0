"""What keeps an agency's program running: another supervisor, hours, and the year's figures."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from policy.tasks import Purpose
from tests.api.browser.filling import press
from tests.journeys.backstage import COLLEAGUE, FACTS, HEADER, Backstage, in_days
from tests.journeys.travelers import PHONE, WIDE, Traveler
from tests.system import System

pytestmark = pytest.mark.timeout(400)
NUMBER, NAME = "COUNTED", "Noor Haddad"
MOVES, MOVING = "MOVES", "Pavel Ortiz"
SUCCESSOR = "Harlan Pike"
TUESDAY = 1


@pytest.fixture(scope="module")
def reference(backstage: Backstage) -> str:
    """An arrangement that everybody has signed: Tuesdays and Thursdays."""
    backstage.employ(NUMBER, NAME)
    found = backstage.propose(NUMBER)
    backstage.sign_all(found)
    return found


@pytest.fixture(scope="module")
def timekeeper(system: System, browser: Browser) -> Traveler:
    """Whoever keeps the agency's time, signed in."""
    mail = "lucille.abernathy@comptroller.example"
    found = Traveler(system, browser, mail, "Lucille Abernathy", WIDE)
    found.sign_in()
    return found


def next_tuesday() -> date:
    """The first one two days or more into the term."""
    first = in_days(16)
    return first + timedelta(days=(TUESDAY - first.weekday()) % 7)


def a_file(folder: Path, name: str, *lines: str) -> Path:
    """A file to choose in a form."""
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.requirement("CT-017")
def test_a_file_of_people_moves_an_open_review_to_the_new_supervisor(
    system: System, browser: Browser, backstage: Backstage, coordinator: Traveler, tmp_path: Path
) -> None:
    former = Traveler(
        system, browser, "desmond.okafor@comptroller.example", "Desmond Okafor", PHONE
    )
    newer = Traveler(system, browser, "harlan.pike@comptroller.example", SUCCESSOR, PHONE)
    mail = backstage.employ(MOVES, MOVING)
    reference = backstage.propose(MOVES)
    backstage.asked(reference, Purpose.REVIEW, "supervisor")
    asked = former.follow(reference, "Review as").url
    row = {"number": MOVES, "name": MOVING, "mail": mail, **COLLEAGUE, **FACTS}
    row["supervisor"] = "100141"
    told = ",".join(f'"{row.get(column, "")}"' for column in HEADER.split(","))

    page = coordinator.page
    page.goto("/people/feed")
    page.locator("#file").set_input_files(a_file(tmp_path, "people.csv", HEADER, told))
    press(page, page.get_by_role("button", name="Show what it would change"))
    expect(page.locator("h1")).to_have_text("What this file would change")
    expect(page.locator("main")).to_contain_text(reference)
    page.get_by_role("button", name="Apply all of it").click()
    expect(page.locator("h1")).to_have_text("Applied")

    review = newer.follow(reference, "Review as")
    expect(review.locator("main")).to_contain_text(MOVING)
    former.page.goto(asked)
    expect(former.page.locator("h1")).to_have_text("This link was replaced")


@pytest.mark.requirement("CT-094")
@pytest.mark.requirement("CT-096")
def test_hours_go_out_as_planned_and_come_back_with_what_speaks_against_them(
    timekeeper: Traveler, reference: str, tmp_path: Path
) -> None:
    page, day = timekeeper.page, next_tuesday()
    page.goto(f"/hours?on={day.isoformat()}")
    row = page.get_by_role("row", name=NAME)
    expect(row).to_contain_text(reference)
    with page.expect_download() as file:
        page.get_by_role("link", name="Export CSV for the time system").click()
    planned = file.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert any(line.startswith(NUMBER) and day.isoformat() in line for line in planned[1:])

    today = in_days(0).isoformat()
    page.goto("/hours/recorded")
    recorded = a_file(tmp_path, "hours.csv", planned[0], f"{NUMBER},{today},REGTC,7.5")
    page.locator("#file").set_input_files(recorded)
    press(page, page.get_by_role("button", name="Hand in"))
    expect(page.get_by_role("status")).to_contain_text("On record.")
    press(page, page.get_by_role("link", name="See the exceptions"))
    expect(page.get_by_role("row", name=NAME).first).to_be_visible()


@pytest.mark.requirement("CT-014")
def test_every_figure_of_the_year_opens_the_list_behind_it(
    coordinator: Traveler, reference: str
) -> None:
    page = coordinator.page
    year = in_days(0).year
    page.goto(f"/extent?year={year}")
    expect(page.locator(".chart svg").first).to_be_visible()
    received = page.get_by_role("row", name="Received").get_by_role("link")
    press(page, received)
    expect(page.locator("main")).to_contain_text(reference)
    page.go_back()
    for kind, begins in (("PDF", b"%PDF-"), ("XLSX", b"PK"), ("CSV", b"\xef\xbb\xbf")):
        with page.expect_download() as file:
            page.locator(".filters").get_by_role("link", name=kind).click()
        assert file.value.path().read_bytes().startswith(begins), kind
