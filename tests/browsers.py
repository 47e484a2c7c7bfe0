"""The browser that tests look at pages with, whatever it is called on this machine."""

from pathlib import Path
from shutil import which

NAMES = ("chromium", "chromium-browser", "google-chrome")
"""What `deploy/test-tools` takes for one, too."""

NO_BROWSER = "No Chromium: apt-get install chromium, or playwright install chromium."
ALONE = ["--no-sandbox"]
"""Its sandbox wants rights that a container does not give; the pages are our own."""


class NoBrowser(RuntimeError):
    """There is no browser on this machine: a failure, never a skip."""


def chromium(own: str) -> str:
    """The path of a browser: the machine's, or Playwright's `own`; NoBrowser where none is."""
    installed = next(filter(None, map(which, NAMES)), "")
    if not installed and not Path(own).exists():
        raise NoBrowser(NO_BROWSER)
    return installed or own
