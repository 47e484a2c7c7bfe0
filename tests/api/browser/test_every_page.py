"""Every page in every state: nothing for axe to find, no sideways scrolling, no broken policy."""

import re
from collections import defaultdict

import pytest

from tests.api.browser.gallery import NAMES
from tests.api.browser.shown import Shown
from tests.api.browser.site import NARROW, WIDE, ZOOMED, Site, Windows

TYPES = """all => [...new Set(all
  .filter(each => each.checkVisibility() && [...each.childNodes].some(
    node => node.nodeType === Node.TEXT_NODE && node.data.trim()))
  .map(each => getComputedStyle(each).fontFamily))]"""
"""The typefaces of what shows words of its own."""

TITLE = re.compile(r"<title>(.+)</title>")
EXPECTED = "Failed to load resource: the server responded with a status of 404"
"""What a browser's console says of a page that is meant to be missing; nothing else may be said."""


def test_every_page_is_listed(gallery: dict[str, Shown]) -> None:
    assert sorted(gallery) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_accessible_fits_and_keeps_the_content_policy(
    windows: Windows, gallery: dict[str, Shown], name: str
) -> None:
    shown = gallery[name]
    with windows.of(shown.person) as visitor:
        page = visitor.open(shown.path)
        for width in (ZOOMED, NARROW, WIDE):
            visitor.resize(width)
            assert visitor.spill() <= 0
            assert width == ZOOMED or visitor.violations() == []
        assert [said for said in visitor.complaints if not said.startswith(EXPECTED)] == []
        assert page.locator("h1").count() == 1
        assert page.title().endswith(" - Telecommute")


@pytest.mark.parametrize("name", ["sign", "review", "board", "being signed", "propose", "decide"])
def test_a_page_says_the_same_without_scripts(
    windows: Windows, gallery: dict[str, Shown], name: str
) -> None:
    shown = gallery[name]
    with windows.of(shown.person) as with_scripts:
        expected = with_scripts.open(shown.path).locator("main").inner_text()
    with windows.of(shown.person, scripts=False) as without:
        assert without.open(shown.path).locator("main").inner_text() == expected


def test_axe_would_find_something(site: Site) -> None:
    with site.visitor() as visitor:
        visitor.page.set_content("<title>x</title><main><img src='x.png'><input></main>")
        found = {each.split(":")[0] for each in visitor.violations()}
        assert {"image-alt", "label", "html-has-lang"} <= found


def test_what_axe_leaves_to_people_fails_until_somebody_reviewed_it(site: Site) -> None:
    with site.visitor() as visitor:
        visitor.page.set_content(
            "<html lang='en'><title>x</title><main><h1>x</h1><video src='x.webm'></video></main>"
        )
        assert {each.split(":")[0] for each in visitor.violations()} == {"video-caption"}


def test_a_page_that_breaks_the_content_policy_is_noticed(site: Site) -> None:
    with site.visitor() as visitor:
        page = visitor.open("/sign-in")
        page.evaluate("document.body.setAttribute('style', 'color: red')")
        page.wait_for_timeout(0)
        assert any("Content Security Policy" in said for said in visitor.complaints)


def test_pages_are_told_apart_by_their_titles(site: Site, gallery: dict[str, Shown]) -> None:
    """One address has one title, however it is narrowed and whoever looks; no two share one."""
    titled = defaultdict(set)
    for shown in gallery.values():
        with site.reader(shown.person) as reader:
            page = reader.get(shown.path)
            [title] = TITLE.findall(page.text)
            titled[title].add(page.url.path)
    assert {title: paths for title, paths in titled.items() if len(paths) > 1} == {}


def test_print_shows_the_whole_document_and_no_buttons(
    site: Site, gallery: dict[str, Shown]
) -> None:
    with site.visitor() as visitor:
        page = visitor.open(gallery["sign"].path)
        page.emulate_media(media="print")
        assert not page.locator("button").first.is_visible()
        paper = page.locator(".paper").first
        assert paper.evaluate("each => each.scrollHeight - each.clientHeight") <= 1


@pytest.mark.parametrize("name", ["sign every term", "active", "extent of use"])
def test_print_is_set_in_one_type_but_for_the_document_itself(
    windows: Windows, gallery: dict[str, Shown], name: str
) -> None:
    shown = gallery[name]
    with windows.of(shown.person) as visitor:
        page = visitor.open(shown.path)
        page.emulate_media(media="print")
        found = page.locator("main *:not(.paper *, .digest, svg *)").evaluate_all(TYPES)
        page.emulate_media(media="screen")
    assert len(found) == 1, found


def test_a_printed_arrangement_has_nothing_that_paper_cannot_do(
    windows: Windows, gallery: dict[str, Shown]
) -> None:
    shown = gallery["active"]
    with windows.of(shown.person) as visitor:
        page = visitor.open(shown.path)
        page.emulate_media(media="print")
        headings = page.locator("main h2:visible").all_inner_texts()
        page.emulate_media(media="screen")
    assert "Signatures: 5 of 5" in headings
    assert not {"Ask or report", "What you can do now"} & set(headings)
