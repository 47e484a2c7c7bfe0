"""Tests that share a system go to one process, and so do those of one file."""

import pytest

from tests.sharing import OF_ONE_SYSTEM, together


@pytest.mark.parametrize(
    ("test", "shared"),
    [
        ("tests/journeys/test_city.py::test_a", "tests/journeys"),
        ("tests/api/browser/test_piles.py::test_a[x/y::z]", "tests/api/browser"),
        ("tests/api/test_errors.py::TestA::test_b", "tests/api/test_errors.py"),
        ("tests/test_web.py::test_a", "tests/test_web.py"),
    ],
)
def test_a_folder_with_one_system_stays_together(test: str, shared: str) -> None:
    assert together(test) == shared


def test_every_folder_with_one_system_is_there(pytestconfig: pytest.Config) -> None:
    assert all(
        (pytestconfig.rootpath / folder / "conftest.py").exists() for folder in OF_ONE_SYSTEM
    )
