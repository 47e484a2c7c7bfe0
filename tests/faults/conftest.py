"""A system to hurt, and the people who go on with their work meanwhile."""

from collections.abc import AsyncIterator, Iterator

import pytest
from httpx2 import AsyncClient, Limits

from tests.crowd import Crowd
from tests.system import PATIENCE, System, a_system


@pytest.fixture(scope="package")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """`telecommute up`, whose parts get killed."""
    with a_system(tmp_path_factory.mktemp("faults")) as running:
        yield running


@pytest.fixture
async def web() -> AsyncIterator[AsyncClient]:
    """Somebody's browser, as far as it sends and receives."""
    async with AsyncClient(timeout=PATIENCE, limits=Limits(max_connections=60)) as browser:
        yield browser


@pytest.fixture
async def crowd(system: System) -> AsyncIterator[Crowd]:
    """Everybody of an agency."""
    async with AsyncClient(timeout=PATIENCE) as programs:
        yield Crowd(system, programs, await system.client())
