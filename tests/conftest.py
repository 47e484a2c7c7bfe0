"""Marks and fixtures that every part of the suite shares."""

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Register the marks: which requirement a test carries, and which tests are long storms."""
    config.addinivalue_line("markers", "requirement(id): the requirement whose behavior it shows")
    config.addinivalue_line("markers", "storm: long and random; `make storm` runs them whole")
