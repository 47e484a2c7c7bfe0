"""Many signatures in one sitting: from the form of the list until every act of it is recorded."""

import asyncio
import re
import secrets
import time
from html import unescape

from httpx2 import AsyncClient

from bench.clicks import ready_to_sign
from bench.installation import Installation
from bench.lives import LOOK
from bench.pages import cookie_of
from policy.tasks import Purpose
from records import arrangements, people, tasks

MANY = 200
PATIENCE = 60.0


async def sitting(place: Installation) -> tuple[float, float]:
    """Seconds until the answer, and until all are recorded, for 200 lines of one agency head."""
    first = (await ready_to_sign(place, MANY))[0]
    signer = _head(place, first.reference)
    headers = {"Cookie": cookie_of(place, signer)}
    async with AsyncClient(base_url=place.url, headers=headers, timeout=PATIENCE) as client:
        page = (await client.get("/sign-many?tick=all")).text
        form = {**_form(page), "name": _name(place, signer)}
        waiting = len(form["sign"])
        if waiting != MANY:
            raise RuntimeError(waiting)
        began = time.monotonic()
        answer = await client.post("/sign-many", data=form, headers={"Origin": place.url})
        if "/many/" not in answer.headers.get("location", ""):
            raise RuntimeError(answer.status_code, answer.text)
        answered = time.monotonic() - began
        async with asyncio.timeout(PATIENCE):
            while _left(place, signer):
                await asyncio.sleep(LOOK)
        return answered, time.monotonic() - began


def _form(page: str) -> dict[str, str | list[str]]:
    """The list's form with everything ticked and agreed to."""

    def values(name: str) -> list[str]:
        return [unescape(each) for each in re.findall(rf'name="{name}" value="([^"]*)"', page)]

    return {
        "csrf": values("csrf")[0],
        "key": secrets.token_hex(16),
        "sign": values("sign"),
        "agree": values("agree"),
    }


def _head(place: Installation, reference: str) -> str:
    with place.tools.sessions() as session:
        arrangement = arrangements.find(session, reference)
        employee = people.find(session, arrangement.employee) if arrangement else None
    if employee is None:
        raise LookupError(reference)
    return employee.agency_head


def _name(place: Installation, number: str) -> str:
    with place.tools.sessions() as session:
        person = people.find(session, number)
    if person is None:
        raise LookupError(number)
    return person.name


def _left(place: Installation, person: str) -> int:
    """How many of the signatures are not on record yet."""
    with place.tools.sessions() as session:
        return sum(task.purpose == Purpose.SIGN for task in tasks.of_person(session, person))
