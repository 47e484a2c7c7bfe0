"""One installation for all analyses: none of these tests lets time pass."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.world import World, a_world


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def world(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """One installation for all of these: none of them lets time pass."""
    folder: Path = tmp_path_factory.mktemp("world")
    async with a_world(folder) as found:
        yield found
