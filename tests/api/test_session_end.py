"""Pages say until when somebody stays signed in, and how to stay."""

import re

from tests.api.site import Desk
from tests.people import COORDINATOR, EMPLOYEE


def test_a_page_says_until_when_its_viewer_stays_signed_in(desk: Desk) -> None:
    employee, coordinator = desk.sign_in(EMPLOYEE), desk.sign_in(COORDINATOR, desk.browser())
    assert "You are signed in until 10:30 am EST, unless" in employee.get("/").text
    assert "You are signed in until 10:15 am EST, unless" in coordinator.get("/").text
    assert "You are signed in until" not in desk.browser().get("/sign-in").text


def test_staying_moves_the_end_on_but_never_past_twelve_hours(desk: Desk) -> None:
    client = desk.sign_in(EMPLOYEE)
    desk.clock.pass_by(minutes=20)
    assert "You are signed in until 10:50 am EST" in client.get("/stay").text
    for _ in range(34):
        desk.clock.pass_by(minutes=20)
        page = client.get("/stay").text
    assert "You are signed in until 10:00 pm EST" in page
    assert re.search(r'data-ends="2026-11-24T03:00:01\+00:00" data-warn="150"', page)


def test_who_is_signed_out_is_asked_to_sign_in(desk: Desk) -> None:
    assert desk.client.get("/stay").headers["location"].startswith("/sign-in")
