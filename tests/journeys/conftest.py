"""One whole system for every journey: started as a person starts it, ended when all are done."""

from collections.abc import Iterator
from functools import partial

import pytest
from playwright.sync_api import Browser

from tests.browsers import a_browser
from tests.journeys.backstage import Backstage, backstage_of
from tests.journeys.travelers import Traveler, Traveling
from tests.system import System, a_system


@pytest.fixture(scope="package")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """`telecommute up`, ready, shared by the journeys: leave it running as you found it."""
    with a_system(tmp_path_factory.mktemp("system")) as running:
        yield running


@pytest.fixture(scope="module")
def backstage(system: System) -> Iterator[Backstage]:
    """Acts before and after what journeys look at."""
    with backstage_of(system) as acts:
        yield acts


@pytest.fixture(scope="module")
def browser(backstage: Backstage) -> Iterator[Browser]:
    """One browser for the journeys of a module; it closes before what acts behind it."""
    with a_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def traveling(system: System, browser: Browser) -> Traveling:
    """Sends people on their way, by mail address, name and width of window."""
    return partial(Traveler, system, browser)


@pytest.fixture(scope="module")
def coordinator(traveling: Traveling) -> Traveler:
    """The HR representative at a desk, signed in."""
    found = traveling("meilin.tran@comptroller.example", "Mei-Lin Tran")
    found.sign_in()
    return found
