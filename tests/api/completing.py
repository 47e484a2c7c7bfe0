"""An approved arrangement that waits for what signing needs, and who fills it in."""

import re

from httpx2 import Response

from policy.acts import Provided
from policy.tasks import Purpose
from tests.api.reading import CHOSEN, follow
from tests.api.seeding import Story, full_answers
from tests.api.site import REFERENCE, Desk, form_token

PRIVATE = "The doctor's letter."
HEADERS = {"Sec-Fetch-Site": "same-origin"}
DONE = {
    "workspace_private": "yes",
    "workspace_desk": "yes",
    "workspace_chair": "yes",
    "workspace_telephone": "yes",
    "workspace_fit": "yes",
    "workspace_safe": "yes",
    "insurance_holder": "Ana Rivera",
    "insurance_until": "12/31/2027",
}
MEASURES = {"own_measures": "Accounts a week.", "group_measures": "Accounts a month."}
LAPTOP = {
    "equipment.1.item": "Laptop",
    "equipment.1.tag": "CT-1234",
    "equipment.1.authorized_on": "11/20/2026",
    "equipment.1.taken_on": "11/30/2026",
}


def approved(desk: Desk, **answers: str) -> Story:
    """An approved arrangement that waits for what signing needs."""
    whole = {**full_answers(desk, "connecticut"), "status_note": PRIVATE, **answers}
    return Story(desk, answers=whole).submit().review().complete("employee", "supervisor")


def opened(desk: Desk, role: str, **answers: str) -> tuple[str, str]:
    """The page of a role's link: its path and its text."""
    story = approved(desk, **answers)
    return follow(desk.client, story.link(Purpose.PROVIDE, role))


def fill_in(desk: Desk, path: str, file: bytes = b"", /, **fields: str) -> Response:
    """Send the page's form, with a certificate where there is one."""
    token = form_token(desk.client.get(path).text)
    data = {"csrf": token, "key": CHOSEN, **fields}
    files = {"insurance_certificate.file": ("paper.pdf", file, "application/pdf")} if file else {}
    return desk.client.post(f"{path}/provide", data=data, files=files or None, headers=HEADERS)


def asked_in(page: str) -> set[str]:
    """The names of the inputs that ask for something."""
    return set(re.findall(r'<(?:input|textarea|select)[^>]* name="([^"]+)"', page)) - {
        "csrf",
        "key",
    }


def the_act(desk: Desk) -> Provided:
    """What was handed in."""
    [(reference, act)] = desk.door.acts
    assert reference == REFERENCE
    assert isinstance(act, Provided)
    return act


def fill_in_again(desk: Desk, path: str) -> Response:
    """Send an old page's form once more."""
    token = form_token(desk.client.get("/sign-in").text)
    data = {"csrf": token, "key": CHOSEN, **MEASURES}
    return desk.client.post(f"{path}/provide", data=data, headers=HEADERS)
