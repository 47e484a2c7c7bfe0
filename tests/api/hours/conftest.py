"""A timekeeper on a day in December, for all pages of hours."""

import pytest

from tests import people
from tests.api.site import Desk
from tests.timekeeping import TIMEKEEPER, live, settle_timekeeper


@pytest.fixture
def office(desk: Desk) -> Desk:
    """The timekeeper is signed in, on December 9; one employee telecommutes on Tuesdays."""
    desk.clock.pass_by(days=16)
    with desk.session() as session:
        settle_timekeeper(session)
        live(session, people.EMPLOYEE)
    desk.sign_in(TIMEKEEPER)
    return desk
