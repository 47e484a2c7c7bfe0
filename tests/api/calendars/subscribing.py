"""Secret addresses of calendars, and what is fetched from them."""

from datetime import date

from httpx2 import Response
from icalendar import Calendar

from policy.in_force import InForce
from tests.api.browsing import BASE
from tests.api.site import Desk, form_token

PREFIX = f"{BASE}/calendars/feeds/"


def rules(desk: Desk) -> InForce:
    """What the sample agency's program lets happen."""
    return desk.parts.programs.get("connecticut").in_force


def address(desk: Desk, person: str, shows: str = "mine", do: str = "renew") -> str:
    """Make an address on the page; what comes after the fixed part."""
    desk.sign_in(person)
    form = {
        "csrf": form_token(desk.client.get("/calendars").text),
        "key": "a-key-of-some",
        "do": do,
    }
    answer = desk.client.post(
        f"/calendars/{shows}", data=form, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert answer.status_code == 200, answer.text
    _, _, rest = answer.text.partition(PREFIX)
    return rest.partition('"')[0]


def fetch(desk: Desk, secret: str, **headers: str) -> Response:
    """What a calendar gets, which has no cookie."""
    return desk.browser().get(f"/calendars/feeds/{secret}", headers=headers)


def titles(desk: Desk, secret: str) -> dict[str, list[date]]:
    """The days of each event in a calendar, by title."""
    answer = fetch(desk, secret)
    assert answer.status_code == 200, answer.text
    calendar = Calendar.from_ical(answer.content)
    assert isinstance(calendar, Calendar)
    found: dict[str, list[date]] = {}
    for event in calendar.events:
        found.setdefault(str(event["SUMMARY"]), []).append(event.start)
    return found
