"""One served application with arrangements in many states, for all browser tests that only look."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.browser.gallery import Shown, hang
from tests.api.browser.site import Site, a_site


@pytest.fixture(scope="session")
def looked_at(
    tmp_path_factory: pytest.TempPathFactory, migrated: Path
) -> Iterator[tuple[Site, dict[str, Shown]]]:
    """The application with its gallery; tests that share it change nothing that others look at."""
    with a_site(tmp_path_factory.mktemp("browser"), migrated) as site:
        yield site, hang(site.desk)


@pytest.fixture(scope="session")
def site(looked_at: tuple[Site, dict[str, Shown]]) -> Site:
    """The served application."""
    return looked_at[0]


@pytest.fixture(scope="session")
def gallery(looked_at: tuple[Site, dict[str, Shown]]) -> dict[str, Shown]:
    """Every page by name."""
    return looked_at[1]
