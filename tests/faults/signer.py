"""A signer at a browser that can be made to press the button as often as a test likes."""

import asyncio
import re
from dataclasses import dataclass
from html import unescape

from httpx2 import AsyncClient, Response

from policy.tasks import Purpose
from records import people
from records.tasks import OpenTask
from tests.journey import Journey
from tests.system import LOOK, PATIENCE

LINK = re.compile(r"http://127\.0\.0\.1:\d+/t/[a-z2-7]{40}")
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
TERM = re.compile(r'data-tick id="[^"]+" name="([^"]+)"')
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


@dataclass(frozen=True)
class Form:
    """A signing page's form, filled in: where it goes and what it sends."""

    path: str
    fields: dict[str, str]


async def link_of(journey: Journey, task: OpenTask) -> str:
    """The link in the mail that asks a person for a signature."""
    system = journey.crowd.system
    with system.sessions() as session:
        signer = people.find(session, task.person)
    assert signer is not None
    async with asyncio.timeout(PATIENCE):
        while True:
            for mail in system.mailbox.letters(limit=10_000):
                found = LINK.search(mail.text)
                mine = signer.mail in mail.recipient and journey.reference in mail.subject
                if mine and found and mail.subject.startswith("Sign"):
                    return found.group()
            await asyncio.sleep(LOOK)


async def opened(web: AsyncClient, journey: Journey, task: OpenTask) -> Form:
    """Follow the link, read the page, tick every term and the statement, and type the name."""
    page = await web.get(await link_of(journey, task), follow_redirects=True)
    assert page.status_code == 200, page.text
    _, _, form = page.text.partition(f'action="{page.url.path}/sign"')
    fields = {name: unescape(value) for name, value in HIDDEN.findall(form)}
    fields |= dict.fromkeys(TERM.findall(form), "yes")
    name = journey.name_of(task.person)
    return Form(page.url.path, {**fields, "agree": "yes", "name": name})


async def press(web: AsyncClient, journey: Journey, form: Form) -> Response:
    """Press the button once."""
    address = f"{journey.crowd.system.web}{form.path}/sign"
    return await web.post(address, data=form.fields, headers=SAME_SITE)


async def shown(web: AsyncClient, journey: Journey, answer: Response) -> Response:
    """The page that the browser goes on to."""
    assert answer.status_code == 303, answer.text
    return await web.get(f"{journey.crowd.system.web}{answer.headers['Location']}")


async def waiting_signer(journey: Journey) -> OpenTask:
    """Bring an arrangement to its signatures; the task of one signer."""
    await journey.reach_signatures()
    return journey.asked(Purpose.SIGN)[0]
