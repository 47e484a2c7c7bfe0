"""Marks and fixtures that every part of the suite shares; random examples repeat in every run."""

import pytest
from hypothesis import settings

from tests.sharing import BySystem

settings.register_profile("repeatable", derandomize=True, database=None, deadline=None)
settings.load_profile("repeatable")


def pytest_configure(config: pytest.Config) -> None:
    """Register the marks: which requirement a test carries, and which tests are long storms."""
    config.addinivalue_line("markers", "requirement(id): the requirement whose behavior it shows")
    config.addinivalue_line("markers", "storm: long and random; `make storm` runs them whole")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> BySystem | None:
    """Where each process gets whole files, start each system that tests share only once."""
    return BySystem(config, log) if config.getoption("dist") == "loadfile" else None
