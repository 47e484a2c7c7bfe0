"""The foot of a page: whom its reader asks, who coordinates further than others."""

from html import unescape

import pytest

from policy.tasks import Purpose
from tests import people
from tests.api.in_use import HEADCOUNT
from tests.api.reading import page_of
from tests.api.seeding import Story
from tests.api.site import Desk

OFFICE = "Ask your agency's Human Resources office."
LIAISON = "Ask your agency's DAS Human Resources Liaison."


@pytest.mark.requirement("CT-176")
def test_employees_are_pointed_to_their_agency_and_coordinators_further(desk: Desk) -> None:
    story = Story(desk).submit()
    path = f"/arrangements/{story.reference}"
    desk.sign_in(people.EMPLOYEE)
    page = unescape(desk.client.get(path).text)
    assert OFFICE in page
    assert "<p>Human Resources, Office of the Comptroller, 860-555-0100</p>" in page
    other = desk.sign_in(people.COORDINATOR, desk.browser())
    assert LIAISON in unescape(other.get(path).text)


@pytest.mark.requirement("CT-176")
def test_a_register_points_who_coordinates_the_agency_further(desk: Desk) -> None:
    desk.sign_in(people.COORDINATOR)
    page = page_of(desk, HEADCOUNT)
    assert LIAISON in page
    assert OFFICE not in page


@pytest.mark.requirement("CT-176")
@pytest.mark.parametrize(("role", "told"), [("hr_representative", LIAISON), ("manager", OFFICE)])
def test_a_task_points_the_part_that_coordinates_further(desk: Desk, role: str, told: str) -> None:
    story = Story(desk).submit().review().approve()
    address = desk.client.get(story.link(Purpose.SIGN, role, role)).headers["location"]
    assert told in page_of(desk, address)
