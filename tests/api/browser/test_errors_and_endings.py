"""Errors where a person finds them, and the end of a session announced in time."""

import re

import pytest
from playwright.sync_api import FloatRect, Page, expect

from tests import people
from tests.api.browser.shown import Shown
from tests.api.browser.site import NARROW, WIDE, Site, Visitor, Windows

TABLET, LYING, SMALL = 769, 844, 897
"""Widths in pixels at which the week once was, or now begins to be, a table: a tablet's, a phone's
that lies on its side, and that of a small window."""


def proposing(visitor: Visitor) -> str:
    """A new proposal's address."""
    visitor.open("/propose").get_by_role("button", name="Start a proposal").click()
    return visitor.page.url


def edges(page: Page, column: str, edge: str) -> set[int]:
    """Where the inputs of one column of the week stand, in pixels."""
    boxes = [each.bounding_box() for each in page.locator(f'[name$=".{column}"]').all()[:5]]
    return {round(box["x"] if edge == "left" else box["x"] + box["width"]) for box in boxes if box}


@pytest.mark.parametrize("width", [TABLET, LYING, SMALL])
def test_a_week_with_an_error_fits_windows_between_a_phone_and_a_desk(
    windows: Windows, width: int
) -> None:
    with windows.of(person=people.EMPLOYEE, width=width) as visitor:
        visitor.page.goto(f"{proposing(visitor)}/schedule")
        visitor.page.get_by_role("button", name="Save and go on").click()
        expect(visitor.page.locator('[id="week-problem"]')).to_be_visible()
        assert visitor.spill() <= 0


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_columns_of_the_week_stay_in_line_beside_an_error(windows: Windows, width: int) -> None:
    with windows.of(person=people.EMPLOYEE, width=width) as visitor:
        visitor.page.goto(f"{proposing(visitor)}/schedule")
        page = visitor.page
        page.fill('[name="week.tuesday.starts"]', "soon")
        page.get_by_role("button", name="Save and go on").click()
        expect(page.locator('[id="week.tuesday.starts-problem"]')).to_be_visible()
        for column in ("place", "starts", "lunch_starts", "ends", "breaks"):
            assert len(edges(page, column, "left")) == 1, column
            assert len(edges(page, column, "right")) == 1, column
        row = [page.locator(f'[id="week.tuesday.{name}"]') for name in ("place", "starts", "ends")]
        tops = {round(box["y"]) for each in row if (box := each.bounding_box())}
        assert len(tops) == (1 if width == WIDE else len(row))
        assert visitor.spill() <= 0


def test_an_error_alone_in_its_row_of_the_week_has_the_rows_width(windows: Windows) -> None:
    with windows.of(person=people.EMPLOYEE) as visitor:
        visitor.page.goto(f"{proposing(visitor)}/schedule")
        page = visitor.page
        for name in ("monday.starts", "tuesday.ends", "wednesday.starts", "wednesday.lunch_starts"):
            page.fill(f'[name="week.{name}"]', "soon")
        page.get_by_role("button", name="Save and go on").click()
        alone = [_problem(page, name) for name in ("monday.starts", "tuesday.ends")]
        [beside, other] = [
            _problem(page, f"wednesday.{name}") for name in ("starts", "lunch_starts")
        ]
        table = page.locator(".week").first.bounding_box()
        assert table
        for box in alone:
            assert box["height"] < beside["height"] / 2
            assert box["x"] + box["width"] <= table["x"] + table["width"]
        assert beside["x"] + beside["width"] <= other["x"]


def _problem(page: Page, name: str) -> FloatRect:
    """Where the error of one input of the week stands."""
    box = page.locator(f'[id="week.{name}-problem"]').bounding_box()
    assert box
    return box


def test_every_error_is_a_sentence_and_leads_to_its_field(
    windows: Windows, gallery: dict[str, Shown]
) -> None:
    with windows.of(person=people.COORDINATOR) as visitor:
        for name in ("amend", "ask again", "end", "replace"):
            page = visitor.open(gallery[name].path)
            page.locator("main form[method=post]").last.locator("button").last.click()
            _assert_summary(page)
    for name in ("sign", "sign every term", "fill in as employee", "fill in as supervisor"):
        with windows.of() as visitor:
            page = visitor.open(gallery[name].path)
            page.locator("main form[method=post] button").last.click()
            _assert_summary(page)
    with windows.of() as visitor:
        page = visitor.open("/sign-in")
        page.locator("main form button").click()
        _assert_summary(page)


def test_every_error_of_a_proposal_leads_to_its_field(windows: Windows) -> None:
    with windows.of(person=people.EMPLOYEE) as visitor:
        address = proposing(visitor)
        page = visitor.page
        page.goto(f"{address}/check")
        page.get_by_role("button", name="Send the proposal").click()
        links = page.locator(".usa-alert--error li a")
        found = [(link.inner_text(), link.get_attribute("href") or "") for link in links.all()]
        assert len(found) == page.locator(".usa-alert--error li").count()
        for said, href in found:
            assert said.endswith("."), said
            page.goto(visitor.site.address + href)
            expect(page.locator(f'[id="{href.partition("#")[2]}"]')).to_have_count(1)


def _assert_summary(page: Page) -> None:
    """Each item of the summary ends with a period and names a field of the page."""
    items = page.locator(".usa-alert--error li")
    expect(items.first).to_be_attached()
    for item in items.all():
        assert item.inner_text().endswith("."), item.inner_text()
        target = item.locator("a").get_attribute("href")
        assert target
        expect(page.locator(f'[id="{target[1:]}"]')).to_have_count(1)


def test_the_end_of_a_session_is_announced_and_put_off_by_a_click(site: Site) -> None:
    with site.visitor(person=people.EMPLOYEE) as visitor:
        now = site.desk.clock.now
        visitor.page.clock.install(time=now)
        page = visitor.open("/")
        note = page.locator("[data-ends]")
        page.clock.fast_forward("27:00")
        expect(note).not_to_have_class(re.compile("is-soon"))
        page.clock.fast_forward("01:00")
        expect(note).to_have_class(re.compile("is-soon"))
        before = note.inner_text()
        site.desk.clock.pass_by(minutes=28)
        note.get_by_role("link").click()
        expect(note).not_to_have_class(re.compile("is-soon"))
        assert note.inner_text() != before
        assert page.url.endswith("/")
        assert visitor.complaints == []


def test_without_scripts_the_note_says_when_and_its_link_keeps_what_was_typed(site: Site) -> None:
    with site.visitor(person=people.EMPLOYEE, scripts=False) as visitor:
        visitor.page.goto(f"{proposing(visitor)}/request")
        page = visitor.page
        expect(page.get_by_text("You are signed in until")).to_be_visible()
        page.fill('[name="starts_on"]', "12/1/2026")
        with visitor.context.expect_page() as opened:
            page.get_by_role("link", name="Stay signed in").click()
        expect(opened.value.get_by_role("heading", level=1)).to_have_text("You are signed in")
        assert page.input_value('[name="starts_on"]') == "12/1/2026"
