"""Reading pages as a person does: without tags and entities."""

import re
from html import unescape

from httpx2 import Client, Response

from tests.api.site import REFERENCE, Desk

PATH = f"/arrangements/{REFERENCE}"
CHOSEN = "chosen-by-the-form"


def page_of(desk: Desk, path: str = PATH) -> str:
    """The page's text without tags, its spaces folded."""
    answer = desk.client.get(path)
    assert answer.status_code == 200, answer.text
    return " ".join(unescape(re.sub(r"<[^>]+>", "", answer.text)).split())


def follow(client: Client, link: str) -> tuple[str, str]:
    """Exchange a link and open its page: the page's path and its text."""
    path = client.get(link).headers["location"]
    return path, text_of(client.get(path))


def text_of(answer: Response) -> str:
    """The answer's text, without entities."""
    assert answer.status_code in {200, 409, 422}, answer.text
    return unescape(answer.text)
