"""One town for the whole table: nothing that anybody tries there changes its records."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.access.town import Town, a_town


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory, settled: Path) -> Iterator[Town]:
    """The seeded application."""
    with a_town(tmp_path_factory.mktemp("town"), settled) as found:
        yield found
