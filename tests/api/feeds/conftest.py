"""A coordinator who feeds the directory."""

import pytest
from httpx2 import Client

from tests import people
from tests.api.site import Desk


@pytest.fixture
def hr(desk: Desk) -> Client:
    """The coordinator, signed in."""
    return desk.sign_in(people.COORDINATOR)
