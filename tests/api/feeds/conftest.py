"""A coordinator who feeds the directory."""

import pytest
from starlette.testclient import TestClient

from tests import people
from tests.api.site import Desk


@pytest.fixture
def hr(desk: Desk) -> TestClient:
    """The coordinator, signed in."""
    return desk.sign_in(people.COORDINATOR)
