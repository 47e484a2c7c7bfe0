"""People with something in their calendars."""

from dataclasses import replace
from datetime import date

import pytest

from tests import people
from tests.api.site import Desk
from tests.timekeeping import LIVED, granted, live


@pytest.fixture
def team(desk: Desk) -> Desk:
    """Two who telecommute on Tuesdays, of the same supervisor; one in another agency."""
    with desk.session() as session:
        moved = granted(1, "day_change", date(2026, 12, 8), moved_to="12/9/2026")
        live(session, people.EMPLOYEE, concerns=(moved,))
        live(session, people.COLLEAGUE, replace(LIVED, reference="TA-2"))
        city = ("sacramento", "2022.1")
        live(
            session,
            people.CITY_EMPLOYEE,
            replace(LIVED, reference="TA-3"),
            agency="sacramento-it",
            program=city,
        )
    return desk
