"""One served application with arrangements in many states, for the browser tests of this folder.

It ends with the folder: while the browser is there, no asynchronous test could run.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.browser.gallery import hang
from tests.api.browser.shown import Shown
from tests.api.browser.site import Site, Windows, a_site


@pytest.fixture(scope="package")
def looked_at(
    tmp_path_factory: pytest.TempPathFactory, settled: Path
) -> Iterator[tuple[Site, dict[str, Shown]]]:
    """The application with its gallery; tests that share it change nothing that others look at."""
    with a_site(tmp_path_factory.mktemp("browser"), settled) as site:
        yield site, hang(site.desk)


@pytest.fixture(scope="package")
def site(looked_at: tuple[Site, dict[str, Shown]]) -> Site:
    """The served application."""
    return looked_at[0]


@pytest.fixture(scope="package")
def gallery(looked_at: tuple[Site, dict[str, Shown]]) -> dict[str, Shown]:
    """Every page by name."""
    return looked_at[1]


@pytest.fixture(scope="package")
def windows(site: Site) -> Iterator[Windows]:
    """What everybody looks at page after page with."""
    windows = Windows(site)
    yield windows
    windows.close()
