"""A whole installation for each test of a workflow."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.world import World, a_world


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """Time-skipping engine, records, documents and mail."""
    async with a_world(tmp_path) as found:
        yield found
