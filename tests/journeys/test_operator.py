"""An operator understands an arrangement from the Temporal UI alone, and learns no names."""

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from httpx2 import AsyncClient
from playwright.sync_api import FrameLocator, Page, expect

from records.people import everybody
from tests.browsers import PATIENCE_MS, a_browser
from tests.crowd import Crowd
from tests.journey import Journey
from tests.system import Part, System

pytestmark = pytest.mark.timeout(400)
OPERATING = Path(__file__).parents[2] / "docs" / "operating.md"


def saved_query(name: str) -> str:
    """A saved view's query, as the documentation has it."""
    found = re.search(rf"\[{name}\]\(\S+\) \| `([^`]+)`", OPERATING.read_text())
    assert found
    return found.group(1)


@pytest.fixture
async def crowd(system: System) -> AsyncIterator[Crowd]:
    """Everybody of an agency."""
    async with AsyncClient(timeout=60) as web:
        yield Crowd(system, web, await system.client())


@pytest.fixture
async def signing(crowd: Crowd) -> Journey:
    """An arrangement that waits for five signatures."""
    journey = Journey(crowd, "operator-signing")
    await journey.reach_signatures()
    return journey


@pytest.fixture
async def owed(system: System, crowd: Crowd) -> AsyncIterator[Journey]:
    """An arrangement that everybody signed while no mail goes out: its copy is owed."""
    journey = Journey(crowd, "operator-owed")
    await journey.reach_last_signature()
    with system.without(Part.MAILBOX):
        await journey.last_signs()
        await journey.until(lambda: "filed" in journey.happened, "the documents are filed")
        yield journey


@pytest.fixture
def ui() -> Iterator[Page]:
    """A browser that an operator looks through."""
    with a_browser() as browser:
        page = browser.new_page(viewport={"width": 1500, "height": 1100})
        page.set_default_timeout(PATIENCE_MS)
        yield page


def test_the_list_shows_what_waits_for_signatures_by_the_documented_view(
    system: System, signing: Journey, ui: Page
) -> None:
    query = quote(saved_query("Waiting for signatures"))
    ui.goto(f"{system.temporal_ui}/namespaces/default/workflows?query={query}")
    expect(ui.get_by_role("link", name=signing.reference).first).to_be_visible()
    names_nobody(system, ui)


def test_its_page_says_what_it_waits_for_since_when_and_what_comes_next(
    system: System, signing: Journey, ui: Page
) -> None:
    look_up(system, signing, ui)
    expect(
        ui.get_by_text(re.compile(r"Remind who has not acted, \d{4}-\d\d-\d\d")).first
    ).to_be_visible()
    summary, now = metadata(ui)
    expect(summary.get_by_text(f"Arrangement {signing.reference}")).to_be_visible()
    expect(now.get_by_text(re.compile(r"^Signing since .* waiting for"))).to_be_visible()
    waiting = now.get_by_role("table").first
    for title in ("Employee", "Supervisor", "Manager", "HR representative", "Agency head"):
        expect(waiting.get_by_role("cell", name=title)).to_be_visible()
    assert re.search(r"\d{4}-\d\d-\d\d\s\d\d:\d\d", waiting.inner_text())
    expect(now.get_by_role("table").nth(1)).to_contain_text("Remind who has not acted")
    names_nobody(system, ui)


@pytest.mark.requirement("CT-174")
def test_a_copy_that_is_owed_and_the_last_day_are_named_timers(
    system: System, owed: Journey, ui: Page
) -> None:
    look_up(system, owed, ui)
    for label in (
        r"Copy due to DAS by \d{4}-\d\d-\d\d",
        r"Nine-month maximum: last day \d{4}-\d\d-\d\d",
        r"Telecommuting starts \d{4}-\d\d-\d\d",
    ):
        expect(ui.get_by_text(re.compile(label)).first).to_be_visible()
    _, now = metadata(ui)
    expect(now.get_by_text("the copy for DAS liaison is not delivered yet")).to_be_visible()
    expect(now.get_by_role("table").nth(1)).to_contain_text("Copy due to DAS by")
    names_nobody(system, ui)
    query = quote(saved_query("Copies owed"))
    ui.goto(f"{system.temporal_ui}/namespaces/default/workflows?query={query}")
    expect(ui.get_by_role("link", name=owed.reference).first).to_be_visible()


def look_up(system: System, journey: Journey, ui: Page) -> None:
    """Open an arrangement's page as its link on our own pages does."""
    ui.goto(f"{system.temporal_ui}/namespaces/default/workflows/{journey.reference}")
    expect(ui.get_by_role("heading", name=journey.reference)).to_be_visible()


def metadata(ui: Page) -> tuple[FrameLocator, FrameLocator]:
    """The summary and the current details, each in a frame of its own."""
    ui.get_by_role("tab", name="User Metadata").click()
    frames = ui.locator("iframe")
    expect(frames).to_have_count(3)
    return frames.first.content_frame, frames.last.content_frame


def names_nobody(system: System, ui: Page) -> None:
    """Roles and references: no name and no mail address is on the page."""
    shown = "".join(frame.locator("body").inner_text() for frame in ui.frames)
    with system.sessions() as session:
        known = everybody(session, 1000)
    assert not [person.number for person in known if person.name in shown or person.mail in shown]
