"""Buttons that change a form's shape leave people where they pressed them, also without scripts."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.api.browser.shown import Shown
from tests.api.browser.site import NARROW, Windows


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name)


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("name", ["decide", "amend"])
def test_a_schedule_that_comes_back_is_shown_where_it_changed(
    windows: Windows, gallery: dict[str, Shown], name: str, *, scripts: bool
) -> None:
    shown = gallery[name]
    with windows.of(person=shown.person, width=NARROW, scripts=scripts) as visitor:
        page = visitor.open(shown.path)
        for closed in page.locator("form details").all():
            closed.locator("summary").click()
        button(page, "Use these hours").click()
        expect(page.locator('[id="week"]')).to_be_focused()
        button(page, "Add a second week").click()
        second = page.get_by_role("table", name="Second week").locator("caption")
        expect(second).to_be_focused()
        expect(second).to_be_in_viewport()
        button(page, "Use these hours").nth(1).click()
        expect(second).to_be_focused()
        button(page, "Remove the second week").click()
        expect(button(page, "Add a second week")).to_be_focused()


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("name", ["fill in as supervisor", "ask for equipment"])
def test_a_list_that_comes_back_is_shown_where_it_changed(
    windows: Windows, gallery: dict[str, Shown], name: str, *, scripts: bool
) -> None:
    shown = gallery[name]
    with windows.of(person=shown.person, width=NARROW, scripts=scripts) as visitor:
        page = visitor.open(shown.path)
        rows = page.locator(".row")
        before = rows.count()
        for added in range(3):
            button(page, "Add one more").click()
            expect(rows).to_have_count(before + added + 1)
            expect(rows.last).to_be_focused()
            expect(rows.last.get_by_label("Item")).to_be_in_viewport()
        button(page, "Remove number 2").click()
        expect(rows.nth(1)).to_be_focused()
        rows.last.get_by_role("button").click()
        expect(button(page, "Add one more")).to_be_focused()
