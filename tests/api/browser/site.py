"""The web application on a port, for a real browser, and the browser."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from httpx2 import Client
from playwright.sync_api import Browser, BrowserContext, Page

from api.app import create_app
from mail.mailbox import Mailbox
from records.visits import rotate, start_visit
from tests.api.site import Desk, a_desk
from tests.browsers import a_browser
from tests.ports import free_port
from tests.served import served

COOKIE = "telecommute"
AXE = Path(__file__).parents[3] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "section508",
    "TTv5",
    "best-practice",
]
NO_AXE = "axe-core is missing: npm ci puts it into node_modules"
WIDE, NARROW, ZOOMED = 1280, 390, 320
"""Widths in pixels: a desk, a phone, and a desk at four times its size (WCAG 1.4.10)."""

HEIGHT = 900

BETWEEN = "/healthz"
"""The page that windows are left with: it is of the site, and does nothing by itself."""

LARGE = 44
"""Pixels of what a thumb meets (WCAG 2.5.5)."""

REVIEWED: Mapping[str, str] = {
    "color-contrast": "behind what scrolls, beside a drawn tick, on a select's arrow: axe cannot "
    "see the background there. It is the page's white or a tint, and the text is as elsewhere.",
}
"""Rules whose findings axe leaves to people, and what people found; any other fails a test."""


@dataclass
class Site:
    """A served application with a desk behind it, and a browser to look at it with."""

    desk: Desk
    address: str
    browser: Browser

    def visitor(self, *, person: str = "", width: int = WIDE, scripts: bool = True) -> "Visitor":
        """Somebody with a browser of their own; signed in, where a person is named."""
        context = self.browser.new_context(
            viewport={"width": width, "height": HEIGHT},
            java_script_enabled=scripts,
            bypass_csp=False,
        )
        if person:
            self.sign_in(context, person)
        return Visitor(self, context)

    def sign_in(self, context: BrowserContext, person: str) -> None:
        """Give a browser the cookie of somebody who has just signed in."""
        context.add_cookies(
            [{"name": COOKIE, "value": self._visit_of(person), "url": self.address}]
        )

    def reader(self, person: str = "") -> Client:
        """Somebody without a browser, who reads pages as they come; signed in, as above."""
        cookies = {COOKIE: self._visit_of(person)} if person else None
        return Client(base_url=self.address, cookies=cookies, follow_redirects=True)

    def _visit_of(self, person: str) -> str:
        """The cookie of somebody who has just signed in."""
        now = self.desk.clock.now
        with self.desk.session() as session:
            _, visit = start_visit(session, now)
            session.flush()
            raw, _ = rotate(session, visit, now, person)
            session.commit()
        return raw


class Windows:
    """Two windows for everybody, page after page, one of them without scripts.

    To open one takes as long as a page, and the next page is quicker where one of the same site
    was before. Each finds a window with no cookie of who was there before, and nothing in it but a
    page without scripts; pages keep nothing else in a browser. Whoever changes more of a window
    than its width takes a new one: `Site.visitor`.
    """

    def __init__(self, site: Site) -> None:
        """None is open yet."""
        self._site = site
        self._kept: dict[bool, Visitor] = {}

    @contextmanager
    def of(
        self, person: str = "", *, width: int = WIDE, scripts: bool = True
    ) -> Iterator["Visitor"]:
        """The window of somebody, or of nobody, in which nothing has been complained of."""
        if scripts not in self._kept:
            self._kept[scripts] = self._site.visitor(scripts=scripts)
        visitor = self._kept[scripts]
        visitor.context.clear_cookies()
        if person:
            self._site.sign_in(visitor.context, person)
        visitor.resize(width)
        visitor.complaints.clear()
        try:
            yield visitor
        finally:
            visitor.open(BETWEEN)

    def close(self) -> None:
        """Close all that were kept."""
        for visitor in self._kept.values():
            visitor.context.close()


class Visitor:
    """One browser window; what its console complains of is kept."""

    def __init__(self, site: Site, context: BrowserContext) -> None:
        """Open an empty page."""
        self.site = site
        self.context = context
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda said: self._hear(said.type, said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def open(self, path: str) -> Page:
        """Go to a path of the site."""
        self.page.goto(self.site.address + path)
        return self.page

    def violations(self) -> list[str]:
        """What axe finds on the page as it stands, and what it leaves to people unreviewed."""
        assert AXE.exists(), NO_AXE
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text())
        found = self.page.evaluate(
            """(tags) => axe.run({
                runOnly: tags, resultTypes: ["violations", "incomplete"], selectors: false
            })""",
            TAGS,
        )
        open_to_people = [each for each in found["incomplete"] if each["id"] not in REVIEWED]
        return [
            f"{each['id']}: {[node['html'][:120] for node in each['nodes']]}"
            for each in (*found["violations"], *open_to_people)
        ]

    def resize(self, width: int) -> None:
        """Make the window that wide."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})

    def spill(self) -> int:
        """By how many pixels the page is wider than the window."""
        return int(
            self.page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
        )

    def _hear(self, kind: str, text: str) -> None:
        if kind == "error":
            self.complaints.append(text)


@contextmanager
def a_site(folder: Path, settled: Path) -> Iterator[Site]:
    """A whole application on a free port, and a browser."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with a_desk(folder, settled) as desk:
        site = replace(desk.parts.site, base_url=address)
        desk.parts = replace(desk.parts, site=site, mailbox=Mailbox(folder / "mail"))
        desk.app = create_app(desk.parts)
        with served(desk.app, port), a_browser() as browser:
            yield Site(desk, address, browser)
