"""Hours and calendars in a real browser: handed in with errors, and an address shown once."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests import people
from tests.api.browser.site import Windows
from tests.timekeeping import TIMEKEEPER, a_file

pytestmark = pytest.mark.usefixtures("gallery")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_file_is_handed_in_with_and_without_scripts(
    windows: Windows, tmp_path: Path, scripts: bool
) -> None:
    bad, good = tmp_path / "bad.csv", tmp_path / "good.csv"
    bad.write_bytes(a_file("9999,2026-12-01,REGTC,8"))
    good.write_bytes(a_file(f"{people.EMPLOYEE},2026-11-{24 + scripts},VAC,1"))
    with windows.of(person=TIMEKEEPER, scripts=scripts) as visitor:
        page = visitor.open("/hours/recorded")
        page.get_by_label("CSV file of the time system").set_input_files(bad)
        page.get_by_role("button", name="Hand in").click()
        expect(page.get_by_role("alert")).to_contain_text("There is a problem")
        expect(page.get_by_role("cell", name="names nobody here: 9999")).to_be_visible()
        assert page.title().startswith("Error: ")
        if scripts:
            assert visitor.violations() == []
        page.get_by_label("CSV file of the time system").set_input_files(good)
        page.get_by_role("button", name="Hand in").click()
        expect(page.get_by_role("status").first).to_contain_text("1 new, 0 changed, 0 as before")


def test_the_address_of_a_calendar_is_shown_once(windows: Windows) -> None:
    with windows.of(person=people.SUPERVISOR) as visitor:
        page = visitor.open("/calendars")
        page.locator("section", has_text="My telecommuting").get_by_role("button").click()
        address = page.get_by_label("Address of the calendar").input_value()
        assert "/calendars/feeds/" in address
        assert visitor.violations() == []
        assert visitor.spill() <= 0
        page.goto(page.url.rpartition("/")[0])
        expect(page.get_by_role("button", name="Make a new address").first).to_be_visible()
        assert address not in page.content()
