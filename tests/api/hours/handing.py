"""Files of hours handed in on a page, and what is on record of them."""

from datetime import date

from httpx2 import Response

from policy.timekeeping import Period
from records import hours
from tests import people
from tests.api.reading import page_of
from tests.api.site import Desk, form_token
from tests.timekeeping import a_file

ON = "on=2026-12-01"
PERIOD = Period(date(2026, 11, 27), date(2026, 12, 10))
GOOD = (f"{people.EMPLOYEE},2026-12-01,REGTC,8", f"{people.EMPLOYEE},12/2/2026,REG,8")


def hand_in(
    desk: Desk, content: bytes, key: str = "chosen-by-the-form", name: str = ""
) -> Response:
    """Send the form with a file."""
    page = desk.client.get("/hours/recorded").text
    return desk.client.post(
        "/hours/recorded",
        data={"csrf": form_token(page), "key": key},
        files={"file": (name or "hours.csv", content, "text/csv")},
        headers={"Sec-Fetch-Site": "same-origin"},
    )


def taken_in(desk: Desk, *rows: str, key: str = "chosen-by-the-form") -> str:
    """Hand a good file in; the page that follows."""
    answer = hand_in(desk, a_file(*rows), key)
    assert answer.status_code == 303, answer.text
    return page_of(desk, answer.headers["location"])


def kept(desk: Desk) -> list[tuple[str, date, str, int]]:
    """Everything on record for the period."""
    with desk.session() as session:
        found = hours.of_agency(session, "comptroller", PERIOD)
    return [(each.employee, each.day, each.code, each.hours) for each in found]
