"""A page that keeps itself up to date goes on doing so when the web application is away."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from records.visits import shut_out
from tests import people
from tests.api.browser.site import Site
from tests.api.seeding import Story

BOARD = "/arrangements"
STREAM = "**/live/board"


def refused(route: Route) -> None:
    """Nobody answers."""
    route.abort()


def in_trouble(route: Route) -> None:
    """A proxy answers that nobody is there."""
    route.fulfill(status=503, content_type="text/html", body="<h1>Not now</h1>")


@pytest.mark.parametrize("answer", [refused, in_trouble])
def test_a_page_that_could_not_be_fetched_is_fetched_again(
    site: Site, answer: Callable[[Route], None]
) -> None:
    with site.visitor(person=people.CITY_COORDINATOR) as visitor:
        page = visitor.open(BOARD)
        heading = page.get_by_role("heading", level=1).inner_text()
        before = page.get_by_role("row").count()
        page.route(site.address + BOARD, answer, times=1)
        submit(site, f"TA-{answer.__name__[:4].upper()}-RRRR")
        expect(page.get_by_role("status")).to_contain_text("It is tried again.")
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        expect(page.get_by_role("row")).to_have_count(before + 1)
        expect(page.get_by_role("status")).to_have_text("This page was updated just now.")


def test_a_stream_that_was_refused_is_opened_again(site: Site) -> None:
    with site.visitor(person=people.CITY_COORDINATOR) as visitor:
        visitor.page.route(STREAM, in_trouble, times=1)
        page = visitor.open(BOARD)
        before = page.get_by_role("row").count()
        submit(site, "TA-STRM-RRRR")
        expect(page.get_by_role("row")).to_have_count(before + 1)


def test_an_open_board_goes_away_with_its_session(site: Site) -> None:
    with site.visitor(person=people.CITY_COORDINATOR) as visitor:
        page = visitor.open(BOARD)
        with site.desk.session() as session:
            shut_out(session, [people.CITY_COORDINATOR], site.desk.clock.now)
            session.commit()
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def submit(site: Site, reference: str) -> None:
    """A proposal comes in that the city's coordinator sees."""
    holders = {"employee": people.CITY_SUPERVISOR, "coordinator": people.CITY_COORDINATOR}
    story = Story(
        site.desk,
        reference,
        people.CITY_SUPERVISOR,
        holders,
        agency="sacramento-it",
        ends_on=None,
    )
    story.submit()
