"""Several arrangements that wait for the same person, and forms with many ticks."""

import re
from collections.abc import Mapping, Sequence
from html import unescape

from httpx2 import Client, Response

from tests import people
from tests.api.seeding import HOLDERS, Story
from tests.api.site import Desk, form_token

HEADERS = {"Sec-Fetch-Site": "same-origin"}
KEY = "chosen-by-the-form"


def to_be_signed(desk: Desk, count: int) -> list[Story]:
    """Arrangements of a colleague that everybody is asked to sign, with links in the mail."""
    stories = []
    for number in range(1, count + 1):
        holders = HOLDERS | {"employee": people.COLLEAGUE}
        story = Story(desk, f"TA-{number:04}-{number:04}", people.COLLEAGUE, holders)
        stories.append(story.submit().review().approve())
    return stories


def offered(page: str, name: str = "sign") -> list[str]:
    """The values of a page's ticks."""
    return [unescape(each) for each in re.findall(rf'name="{name}" value="([^"]*)"', page)]


Fields = Mapping[str, str | Sequence[str]]
"""What a form sends: a text for each field, or several."""


def send(client: Client, path: str, fields: Fields, key: str = KEY) -> Response:
    """Send the form of a page, with every tick that is given."""
    token = form_token(client.get("/sign-out").text)
    return client.post(path, data={"csrf": token, "key": key, **fields}, headers=HEADERS)
