"""A reviewer on a phone: answers with a thumb or the keyboard, is told what stops, sends it."""

import pytest
from playwright.sync_api import Page, expect

from policy.acts import ReviewGiven
from policy.tasks import Purpose
from tests import people
from tests.api.browser.site import LARGE, NARROW, Site, Windows
from tests.api.seeding import HOLDERS, Story, full_answers


@pytest.fixture
def story(site: Site) -> Story:
    """A proposal to be reviewed, of somebody whom no other test looks at."""
    answers = {
        **full_answers(site.desk, "connecticut"),
        "equipment_mode": "No computer is needed",
    }
    holders = HOLDERS | {"employee": people.COLLEAGUE}
    return Story(site.desk, "TA-R2R2-R2R2", people.COLLEAGUE, holders, answers=answers)


def answer(page: Page, key: str, value: str) -> None:
    """Choose an answer as a thumb does: by its label."""
    chosen = page.locator(f'input[name="{key}"][value="{value}"]').get_attribute("id")
    page.locator(f'label[for="{chosen}"]').click()


def test_a_review_is_given_on_a_phone(site: Site, windows: Windows, story: Story) -> None:
    story.submit()
    before = len(site.desk.door.acts)
    with windows.of(width=NARROW) as visitor:
        page = visitor.open(story.link(Purpose.REVIEW, "supervisor"))
        expect(page.locator("h1")).to_have_text("Review as supervisor")
        page.get_by_role("link", name="The position").click()
        page.locator('[name="findings.p1"]').fill("Answers the counter's telephone.")
        for number in range(2, 7):
            answer(page, f"findings.p{number}", "yes")
        stops = page.locator(".finding", has=page.locator('[name="findings.p7"]')).locator(".stops")
        expect(stops).not_to_be_visible()
        answer(page, "findings.p7", "no")
        expect(stops).to_be_visible()
        expect(stops).to_contain_text("This stops the request. General Letter 32, III.A")
        box = page.locator('label[for="findings.p7"]').bounding_box()
        assert box is not None
        assert min(box["height"], box["width"]) >= LARGE
        assert visitor.violations() == []
        page.get_by_role("button", name="Save and go on").click()
        page.get_by_role("button", name="Save and finish later").click()
        page.get_by_role("link", name="Your recommendation").click()
        answer(page, "supports", "no")
        page.get_by_label("Your comment").fill("The counter must be staffed.")
        page.get_by_role("button", name="Save and go on").click()
        expect(page.get_by_text("These answers stop the request")).to_be_visible()
        page.get_by_role("button", name="Send my review").click()
        expect(page.locator("h1")).to_have_text("Received")
        assert visitor.complaints == []
    _, act = site.desk.door.acts[before]
    assert isinstance(act, ReviewGiven)
    assert [each.answer for each in act.findings][1:] == ["yes"] * 5 + ["no"]


def test_exceptions_are_offered_only_to_another_answer_and_by_keyboard(
    windows: Windows, story: Story
) -> None:
    story.reference = "TA-R3R3-R3R3"
    story.submit().review("supervisor")
    with windows.of(width=NARROW) as visitor:
        page = visitor.open(story.link(Purpose.REVIEW, "manager"))
        page.get_by_role("link", name="The proposal: questions to be answered Yes").click()
        way = page.locator('label[for="findings.y9.way_out"]')
        expect(way).not_to_be_visible()
        page.locator('[id="findings.y9"]').focus()
        page.keyboard.press("ArrowRight")
        expect(way).to_be_visible()
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowUp")
        expect(page.locator('[id="findings.y9.way_out"]')).to_be_checked()
        assert visitor.violations() == []
        assert visitor.spill() <= 0
