"""A web application for each test, over a database that was migrated once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from api.app import create_app
from api.parts import Parts
from records.migrating import upgrade
from tests.api.site import Build, Desk, a_desk


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database to copy."""
    path = tmp_path_factory.mktemp("api") / "migrated.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def build() -> Build:
    """Puts the parts of one test after the other into the same application.

    To work out its routes takes longer than most tests, and comes out the same for each.
    """
    built: list[FastAPI] = []

    def put_together(parts: Parts) -> FastAPI:
        if not built:
            built.append(create_app(parts))
        built[0].state.parts = parts
        return built[0]

    return put_together


@pytest.fixture
def desk(tmp_path: Path, migrated: Path, build: Build) -> Iterator[Desk]:
    """One web application with an empty records database and the tests' directory of people."""
    with a_desk(tmp_path, migrated, build) as found:
        yield found
