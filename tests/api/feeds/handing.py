"""Files of people handed in on a page."""

import re

from httpx2 import Client, Response

from tests import people
from tests.api.browsing import BASE
from tests.api.site import form_token

KEY = "a-key-of-mine"
LED = {
    "supervisor": people.SUPERVISOR,
    "manager": people.MANAGER,
    "hr_representative": people.COORDINATOR,
    "agency_head": people.HEAD,
}
ANA = {
    "number": people.EMPLOYEE,
    "name": "Ana Rivera",
    "mail": "ana@example.test",
    "agency": "comptroller",
    "unit": "Audit",
    "title": "Accounts Examiner",
    "duty_station": "79 Elm Street, Hartford",
    "phone": "860-555-0100",
    **LED,
}
NEW = {"number": "1900", "name": "Kit Vance", "mail": "kit@example.test", "agency": "comptroller"}


def hand_in(client: Client, content: str | bytes, key: str = KEY, name: str = "p.csv") -> Response:
    """Send a file as a browser would."""
    token = form_token(client.get("/people/feed").text)
    return client.post(
        "/people/feed",
        data={"csrf": token, "key": key},
        files={"file": (name, content, "text/csv")},
        headers={"Sec-Fetch-Site": "same-origin", "Origin": BASE},
    )


def seen(page: str) -> str:
    """The words of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())
