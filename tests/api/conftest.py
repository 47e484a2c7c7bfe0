"""A web application for each test, over a copy of a database that was made once."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from api.app import create_app
from api.single_sign_on import Provider, SingleSignOn
from tests import people
from tests.api.browsing import BASE
from tests.api.coming_up import Life, in_force
from tests.api.employer import CLIENT_ID, CLIENT_SECRET, Employer, an_employer
from tests.api.living import Living, living
from tests.api.seeding import Story
from tests.api.shared import Shared
from tests.api.site import Desk, a_desk, settle
from tests.world import forgetful, world

__all__ = ["forgetful", "world"]


@pytest.fixture(scope="session")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database to copy, with the tests' directory of people and nothing else."""
    path = tmp_path_factory.mktemp("api") / "settled.db"
    settle(path)
    return path


@pytest.fixture(scope="session")
def shared() -> Shared:
    """What tests use in turn."""
    return Shared()


@pytest.fixture
def desk(tmp_path: Path, settled: Path, shared: Shared) -> Iterator[Desk]:
    """One web application with an empty records database and the tests' directory of people."""
    with a_desk(tmp_path, settled, shared) as found:
        yield found


@pytest.fixture
def life(desk: Desk) -> Life:
    """An arrangement in force."""
    return in_force(desk)


@pytest.fixture
def at_the_browser(life: Life) -> None:
    """The employee of the arrangement in force has signed in."""
    life.desk.sign_in(people.EMPLOYEE)


@pytest.fixture
def story(desk: Desk) -> Living:
    """An arrangement in force, and its employee signed in."""
    found = living(desk)
    desk.sign_in(people.EMPLOYEE)
    return found


@pytest.fixture
def declined(desk: Desk) -> Desk:
    """A coordinator, and an arrangement that a manager declined to sign."""
    Story(desk).submit().review().approve().decline("manager")
    desk.sign_in(people.COORDINATOR)
    return desk


@pytest.fixture
def employer() -> Iterator[Employer]:
    """The employer's provider, which knows the employee by their number."""
    with an_employer() as found:
        found.told["employee_number"] = people.EMPLOYEE
        yield found


@pytest.fixture
def joined(desk: Desk, employer: Employer) -> Desk:
    """A desk whose people sign in there, and by no link in mail."""
    provider = Provider(employer.issuer, CLIENT_ID, CLIENT_SECRET, "employee_number")
    joined = SingleSignOn(provider, BASE)
    parts = replace(desk.parts, single_sign_on=joined, signs_in_by_mail=False)
    joined_desk = replace(desk, app=create_app(parts), parts=parts)
    return replace(joined_desk, client=joined_desk.browser())
