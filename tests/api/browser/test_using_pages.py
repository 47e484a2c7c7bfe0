"""Pages in use: by keyboard, by a scanner that clicks everything, and while they change."""

import pytest
from playwright.sync_api import Page, expect

from api.doors.acts import act_key
from policy.account import Happening
from policy.acts import SignatureGiven, Submission
from policy.tasks import Purpose
from tests import people
from tests.api.browser.filling import fill, press
from tests.api.browser.shown import Shown
from tests.api.browser.site import LARGE, NARROW, Site, Windows
from tests.api.reading import CHOSEN
from tests.api.seeding import Story, full_answers

MOST_STOPS = 60
IS_MARKED = """() => {
  const here = document.activeElement, label = here.nextElementSibling;
  const styles = [getComputedStyle(here), label && getComputedStyle(label, "::before")];
  const marks = styles.flatMap((style) => style ? [style.outlineStyle, style.boxShadow] : []);
  return marks.some((mark) => mark !== "none");
}"""
"""Whether what has the focus, or the drawn box of a tick beside it, is outlined."""


OUTLINE = """() => {
  const style = getComputedStyle(document.activeElement);
  return [style.outlineStyle, style.outlineWidth, style.outlineColor];
}"""


def focused(page: Page) -> str:
    """What has the focus: its ID, or its text."""
    return str(
        page.evaluate(
            "(document.activeElement.id || document.activeElement.innerText || '').trim()"
        )
    )


def walk(page: Page, wanted: str) -> list[str]:
    """Tab to what is wanted; every stop on the way."""
    stops: list[str] = []
    while len(stops) < MOST_STOPS and (not stops or stops[-1] != wanted):
        page.keyboard.press("Tab")
        stops.append(focused(page))
    return stops


def test_signing_by_keyboard_alone(site: Site, windows: Windows) -> None:
    story = Story(site.desk, "TA-AAAA-AAAA").submit().review().approve()
    link = story.link(Purpose.SIGN, "manager", "manager")
    with windows.of() as visitor:
        page = visitor.open(link)
        page.keyboard.press("Tab")
        assert focused(page) == "Skip to main content"
        page.keyboard.press("Enter")
        stops = walk(page, "agree")
        assert stops[-1] == "agree"
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        assert focused(page) == "name"
        page.keyboard.type("pia weiss")
        page.keyboard.press("Tab")
        assert focused(page).startswith("Sign the")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Received")
    acts = [act for reference, act in site.desk.door.acts if reference == story.reference]
    assert [type(act) for act in acts] == [SignatureGiven]


def test_the_focus_is_seen_at_every_stop(windows: Windows, gallery: dict[str, Shown]) -> None:
    with windows.of() as visitor:
        page = visitor.open(gallery["sign"].path)
        stop = ""
        while not stop.startswith("Decline"):
            page.keyboard.press("Tab")
            stop = focused(page)
            assert page.evaluate(IS_MARKED), stop


def test_what_folds_open_is_outlined_as_links_are(site: Site, gallery: dict[str, Shown]) -> None:
    shown = gallery["review questions"]
    with site.visitor(person=shown.person) as visitor:
        page = visitor.open(shown.path)
        page.keyboard.press("Tab")
        outlined = page.evaluate(OUTLINE)
        page.locator("summary").first.focus()
        assert page.evaluate(OUTLINE) == outlined


def test_a_thumb_meets_where_to_go_and_what_can_be_done(
    windows: Windows, gallery: dict[str, Shown]
) -> None:
    shown = gallery["active"]
    with windows.of(person=shown.person, width=NARROW) as visitor:
        page = visitor.open(shown.path)
        alone = ".card p:not(.quiet) > a:only-child"
        links = page.locator(f".masthead nav a, .card .usa-list--unstyled a, {alone}").all()
        heights = {each.inner_text(): each.bounding_box() or {"height": 0} for each in links}
        assert len(heights) > 10
        assert [name for name, box in heights.items() if box["height"] < LARGE] == []


def test_a_link_inside_a_sentence_makes_none_of_its_lines_taller(
    windows: Windows, gallery: dict[str, Shown]
) -> None:
    shown = gallery["late"]
    with windows.of(person=shown.person, width=NARROW) as visitor:
        link = visitor.open(shown.path).get_by_role("link", name="in the directory").bounding_box()
        assert link is not None
        assert link["height"] < LARGE / 2


def test_a_scanner_that_clicks_everything_signs_and_declines_nothing(
    site: Site, windows: Windows
) -> None:
    story = Story(site.desk, "TA-BBBB-BBBB").submit().review().approve()
    link = story.link(Purpose.SIGN, "manager", "manager")
    with windows.of() as visitor:
        page = visitor.open(link)
        here = page.url
        for path in (here, page.get_by_role("link", name="Decline").get_attribute("href") or ""):
            page.goto(path if path.startswith("http") else site.address + path)
            for number in range(page.get_by_role("button").count()):
                page.get_by_role("button").nth(number).click()
                expect(page.locator("#problems")).to_have_text("There is a problem")
                page.goto(path if path.startswith("http") else site.address + path)
    assert [act for reference, act in site.desk.door.acts if reference == story.reference] == []


@pytest.mark.parametrize("scripts", [True, False])
def test_a_mistake_takes_the_focus_to_its_summary(
    site: Site, windows: Windows, *, scripts: bool
) -> None:
    story = Story(site.desk, f"TA-CCCC-CCC{int(scripts)}").submit().review().approve()
    link = story.link(Purpose.SIGN, "manager", "manager")
    with windows.of(scripts=scripts) as visitor:
        page = visitor.open(link)
        page.get_by_role("button", name="Sign the").click()
        summary = page.get_by_role("alert")
        expect(summary).to_be_focused()
        summary.get_by_role("link", name="Type your full name").click()
        expect(page.locator("#name")).to_be_focused()


def test_proposing_on_a_narrow_screen_without_scripts(site: Site, windows: Windows) -> None:
    answers = full_answers(site.desk, "connecticut")
    with windows.of(person=people.SUPERVISOR, width=NARROW, scripts=False) as visitor:
        page = visitor.open("/propose")
        page.get_by_role("button", name="Start a proposal").click()
        reference = page.url.split("/")[-1]
        press(page, page.locator(".sections a").first)
        while (go_on := page.get_by_role("button", name="Save and go on")).count():
            fill(page, {**answers, "starts_on": "12/21/2026", "ends_on": "8/31/2027"})
            press(page, go_on)
            assert page.locator("#problems").count() == 0, page.locator("main").inner_text()
        page.get_by_role("button", name="Send the proposal").click()
        expect(page.locator("h1")).to_have_text("We have your proposal")
    [act] = [act for found, act in site.desk.door.acts if found == reference]
    assert isinstance(act, Submission)


def test_the_board_renews_itself_and_says_so(site: Site, windows: Windows) -> None:
    with windows.of(person=people.CITY_COORDINATOR) as visitor:
        page = visitor.open("/arrangements")
        before = page.get_by_role("row").count()
        page.fill("#q", "half a word")
        story = Story(
            site.desk,
            "TA-DDDD-DDDD",
            people.CITY_SUPERVISOR,
            {"employee": people.CITY_SUPERVISOR, "coordinator": people.CITY_COORDINATOR},
            agency="sacramento-it",
            ends_on=None,
        )
        story.submit()
        expect(page.get_by_role("row")).to_have_count(before + 1)
        expect(page.get_by_role("status")).to_have_text("This page was updated just now.")
        assert page.input_value("#q") == "half a word"


def test_an_arrangements_page_renews_itself(site: Site, windows: Windows) -> None:
    story = Story(site.desk, "TA-EEEE-EEEE").submit().review().approve()
    with windows.of(person=people.COORDINATOR) as visitor:
        page = visitor.open(f"/arrangements/{story.reference}")
        expect(page.locator("#signatures")).to_have_text("Signatures: 0 of 5")
        story.sign("employee")
        expect(page.locator("#signatures")).to_have_text("Signatures: 1 of 5")
        assert visitor.complaints == []


def test_what_was_received_is_said_to_be_recorded_without_a_look_again(
    site: Site, windows: Windows
) -> None:
    story, key = Story(site.desk, "TA-FFFF-FFFF").submit(), act_key(people.COORDINATOR, CHOSEN)
    with windows.of(person=people.COORDINATOR) as visitor:
        page = visitor.open(f"/arrangements/{story.reference}?act={key}")
        expect(page.get_by_text("Received.")).to_be_visible()
        story.note(Happening.REMINDED, "supervisor", person=people.COORDINATOR, key=key)
        story.write()
        expect(page.get_by_text("Recorded.")).to_be_visible()
        assert page.get_by_text("Received.").count() == 0
