"""One whole journey with the records on a real PostgreSQL server."""

from collections.abc import Iterator

import pytest
from httpx2 import AsyncClient

from tests.crowd import Crowd
from tests.journey import Journey, Step
from tests.postgres import cluster
from tests.system import PATIENCE, System, a_system

pytestmark = pytest.mark.timeout(400)


@pytest.fixture(scope="module")
def on_postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """`telecommute up` with its records on a cluster of its own."""
    with cluster() as server:
        folder = tmp_path_factory.mktemp("postgres")
        with a_system(folder, TELECOMMUTE_DATABASE_URL=server) as running:
            yield running


async def test_a_whole_journey_on_postgresql(on_postgres: System) -> None:
    async with AsyncClient(timeout=PATIENCE) as web:
        journey = Journey(Crowd(on_postgres, web, await on_postgres.client()), "postgres")
        await journey.go_on(Step.SUBMISSION)
        await journey.judge.verify(journey.acts, mail_may_repeat=False)
    assert not (on_postgres.data / "telecommute.db").exists()
