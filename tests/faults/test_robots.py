"""Mail scanners and prefetching browsers open links, and press what they find: nothing happens."""

import hashlib
from contextlib import suppress

import pytest
from httpx2 import AsyncClient
from playwright.async_api import BrowserContext, Error, Page, Route, async_playwright
from sqlmodel import Session

from policy.account import Happening
from records import letters
from records.tables import METADATA
from tests.browsers import ALONE, PATIENCE_MS, chromium
from tests.crowd import Crowd
from tests.faults.signer import link_of, opened, press, waiting_signer
from tests.journey import Journey
from tests.system import System, until

pytestmark = pytest.mark.timeout(400)

OF_VISITORS = {"visit", "signin", "apitoken", "draft", "reading"}
"""Tables of who is at a browser and who read what; everything else is somebody's act."""
AGENTS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 HeadlessChrome/128.0.0.0",
    "Mozilla/4.0 (compatible; MSIE 6.0; Microsoft Outlook Mail Scanner)",
    "GoogleImageProxy",
    "Slackbot-LinkExpanding 1.0",
    "curl/8.5.0",
    "",
)
AHEAD: tuple[dict[str, str], ...] = (
    {"Purpose": "prefetch"},
    {"Sec-Purpose": "prefetch;prerender"},
    {"X-Moz": "prefetch"},
    {},
)
MOST_PAGES = 12
PRESSED = "main button:visible, main a:visible"
"""What somebody who looks at a page can press."""


async def test_looking_ahead_changes_nothing_however_often(
    system: System, crowd: Crowd, web: AsyncClient
) -> None:
    journey = Journey(crowd, "ahead")
    link = await link_of(journey, await waiting_signer(journey))
    before = await everything(system, journey)
    for method in ("HEAD", "OPTIONS", "GET"):
        for agent in AGENTS:
            for ahead in AHEAD:
                headers = {"User-Agent": agent, **ahead}
                answer = await web.request(method, link, headers=headers, follow_redirects=True)
                assert answer.status_code < 500
    assert await everything(system, journey) == before


@pytest.mark.requirement("CT-169")
async def test_a_robot_that_presses_everything_signs_nothing_and_the_person_signs_after_it(
    system: System, crowd: Crowd, web: AsyncClient
) -> None:
    journey = Journey(crowd, "robot")
    task = await waiting_signer(journey)
    link = await link_of(journey, task)
    before = await everything(system, journey)
    async with async_playwright() as player:
        found = chromium(player.chromium.executable_path)
        browser = await player.chromium.launch(executable_path=found, args=ALONE)
        robot = Robot(await browser.new_context(accept_downloads=False), system.web)
        await robot.press_everything(link)
        await browser.close()
    assert {"Sign the telecommuting arrangement", "Decline to sign"} <= robot.pressed
    assert await everything(system, journey) == before
    assert (await press(web, journey, await opened(web, journey, task))).status_code == 303
    await journey.until(lambda: journey.signed == 1, "the person's signature is recorded")
    assert Happening.DECLINED not in journey.happened


class Robot:
    """A browser that opens every page it can reach and presses every button and link on it."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.context = context
        self.home = home
        self.pressed: set[str] = set()
        self._seen: set[str] = set()

    async def press_everything(self, address: str) -> None:
        """Begin at `address`; stay on this site and within a bound."""
        await self.context.route("**/*", self._stay)
        self.context.set_default_timeout(PATIENCE_MS)
        page = await self.context.new_page()
        waiting = [address]
        while waiting and len(self._seen) < MOST_PAGES:
            at = waiting.pop(0)
            if at not in self._seen:
                self._seen.add(at)
                waiting += await self._press_all_on(page, at)

    async def _press_all_on(self, page: Page, address: str) -> list[str]:
        """Press each thing on a page, coming back before the next; where that led."""
        led: list[str] = []
        await page.goto(address)
        await page.wait_for_load_state("load")
        for number in range(await page.locator(PRESSED).count()):
            await page.goto(address)
            target = page.locator(PRESSED).nth(number)
            name = " ".join((await target.inner_text()).split())
            with suppress(Error):  # a download or a link out of the site ends the navigation
                await target.click()
                self.pressed.add(name)
                await page.wait_for_load_state("load")
            led.append(page.url)
        return [each for each in led if each.startswith(self.home)]

    async def _stay(self, route: Route) -> None:
        if route.request.url.startswith(self.home):
            await route.continue_()
        else:
            await route.abort()


async def everything(system: System, journey: Journey) -> tuple[str, int]:
    """A digest of all records but the visitors' own, and how long the workflow's history is."""
    await journey.caught_up()
    until(lambda: _posted(system), "the outbox is empty")
    history = await journey.handle.fetch_history()
    with system.sessions() as session:
        return _digest(session), len(history.events)


def _posted(system: System) -> bool:
    with system.sessions() as session:
        return letters.oldest_queued(session) is None


def _digest(session: Session) -> str:
    found = hashlib.sha256()
    for table in METADATA.sorted_tables:
        if table.name not in OF_VISITORS:
            rows = session.execute(table.select()).all()
            found.update(f"{table.name} {sorted(map(repr, rows))}".encode())
    return found.hexdigest()
