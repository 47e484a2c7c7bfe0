"""One whole system for every journey: started as a person starts it, ended when all are done."""

from collections.abc import Iterator

import pytest

from tests.system import System, a_system


@pytest.fixture(scope="package")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """`telecommute up`, ready, shared by the journeys: leave it running as you found it."""
    with a_system(tmp_path_factory.mktemp("system")) as running:
        yield running
