"""The browser that tests look at pages with, whatever it is called on this machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which

from playwright.sync_api import Browser, expect, sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""What `deploy/test-tools` takes for one, too, the best first.

The shell is Chromium without what only people see of it; it opens a page in half the time.
"""

NO_BROWSER = "No Chromium: apt-get install chromium-headless-shell, or playwright install chromium."
ALONE = ["--no-sandbox", "--disable-gpu"]
"""Its sandbox wants rights that a container does not give; the pages are our own.

Without a graphics card that the processor would have to play, pages are drawn with less work.
"""


PATIENCE_MS = 60_000
"""Milliseconds that anything on a page may take: the machine may be busy."""


class NoBrowser(RuntimeError):
    """There is no browser on this machine: a failure, never a skip."""


def chromium(own: str) -> str:
    """The path of a browser: the machine's, or Playwright's `own`; NoBrowser where none is."""
    installed = next(filter(None, map(which, NAMES)), "")
    if not installed and not Path(own).exists():
        raise NoBrowser(NO_BROWSER)
    return installed or own


@contextmanager
def a_browser() -> Iterator[Browser]:
    """Chromium without a window; what is expected of its pages may take as long as it takes."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as player:
        found = chromium(player.chromium.executable_path)
        browser = player.chromium.launch(executable_path=found, args=ALONE)
        try:
            yield browser
        finally:
            browser.close()
