"""Marks and fixtures that every part of the suite shares; random examples repeat in every run."""

import gc

import pytest
from hypothesis import settings

from tests.sharing import BySystem

settings.register_profile("repeatable", derandomize=True, database=None, deadline=None)
settings.load_profile("repeatable")

# Nothing that is collected is given up before the tests end: to look for it takes a third of the
# time of collecting, and then a while again and again.
gc.disable()


def pytest_collection_finish() -> None:
    """Look for what is no longer needed from now on, among what tests make."""
    gc.freeze()
    gc.enable()


def pytest_configure(config: pytest.Config) -> None:
    """Register the marks: which requirement a test carries, and which tests are long storms."""
    config.addinivalue_line("markers", "requirement(id): the requirement whose behavior it shows")
    config.addinivalue_line("markers", "storm: long and random; `make storm` runs them whole")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> BySystem | None:
    """Where each process gets whole files, start each system that tests share only once."""
    return BySystem(config, log) if config.getoption("dist") == "loadfile" else None
