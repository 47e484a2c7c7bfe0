"""Whoever set their own colors, or wants nothing to move, sees everything all the same."""

import pytest
from playwright.sync_api import Page

from tests.api.browser.shown import Shown
from tests.api.browser.site import Site, Windows

UNSEEN = """() => {
  const canvas = document.createElement("p");
  canvas.style.setProperty("background-color", "Canvas");
  document.body.append(canvas);
  const background = getComputedStyle(canvas).backgroundColor;
  canvas.remove();
  const differs = (color) => color !== background && !/^rgba.*, 0\\)$/.test(color);
  const drawn = (style) =>
    differs(style.backgroundColor) || style.appearance === "auto"
    || ["Top", "Left"].some((side) => style[`border${side}Style`] !== "none"
      && parseFloat(style[`border${side}Width`]) > 0 && differs(style[`border${side}Color`]))
    || (style.outlineStyle !== "none" && differs(style.outlineColor));
  const parts = [["button:not(.usa-sr-only, .usa-button--unstyled)", ""],
    ["input[type=text]", ""], ["select", ""], [".tiles a", ""], [".dots span", ""],
    ["progress", ""], ["[type=checkbox] + label", "::before"],
    ["[type=radio] + label", "::before"], [".timeline li", "::before"], [".paper", ""]];
  return parts.flatMap(([name, pseudo]) => [...document.querySelectorAll(`main ${name}`)]
    .filter((each) => each.checkVisibility() && !drawn(getComputedStyle(each, pseudo || null)))
    .map((each) => name + pseudo));
}"""
"""What is drawn by nothing: no edge, no outline and no background other than the page's."""

LOOKED_AT = ["sign", "board", "narrowed board", "being signed", "record", "review questions"]


def dots(page: Page) -> set[str]:
    """How the marks of signatures look, given and not."""
    return {
        str(page.locator(f".dots .{kind}").first.evaluate("e => getComputedStyle(e).background"))
        for kind in ("on", "next")
    }


@pytest.mark.parametrize("name", LOOKED_AT)
def test_nothing_vanishes_in_colors_of_ones_own(
    windows: Windows, gallery: dict[str, Shown], name: str
) -> None:
    with windows.of(gallery[name].person) as visitor:
        page = visitor.open(gallery[name].path)
        page.emulate_media(forced_colors="active", color_scheme="light")
        assert_all_is_drawn(page, name)
        page.emulate_media(forced_colors="active", color_scheme="dark")
        assert_all_is_drawn(page, name)
        page.emulate_media(forced_colors="none", color_scheme="light")


def assert_all_is_drawn(page: Page, name: str) -> None:
    """In the colors that are set now."""
    assert page.evaluate(UNSEEN) == []
    assert page.get_by_role("button").count() == page.locator("button:visible").count()
    if name == "board":
        assert len(dots(page)) == 2


def test_what_vanishes_would_be_noticed(site: Site, gallery: dict[str, Shown]) -> None:
    with site.visitor(person=gallery["board"].person) as visitor:
        visitor.page.emulate_media(forced_colors="active")
        page = visitor.open(gallery["board"].path)
        page.evaluate("document.querySelector('.dots .on').style.border = '0'")
        page.evaluate("document.querySelector('.dots .on').style.background = 'green'")
        page.evaluate("document.querySelector('.dots .on').style.backgroundColor = 'Canvas'")
        assert ".dots span" in page.evaluate(UNSEEN)


@pytest.mark.parametrize("name", LOOKED_AT)
def test_nothing_moves_for_whoever_wants_that(
    windows: Windows, gallery: dict[str, Shown], name: str
) -> None:
    with windows.of(gallery[name].person) as visitor:
        visitor.page.emulate_media(reduced_motion="reduce")
        page = visitor.open(gallery[name].path)
        page.locator("main a").first.hover()
        assert page.evaluate("document.getAnimations().length") == 0
        page.emulate_media(reduced_motion="no-preference")
