"""What operators can see holds references alone: no names, no mail addresses, no way in."""

import re

import pytest
from httpx2 import AsyncClient
from temporalio.client import Client

from policy.tasks import Purpose
from records.people import everybody
from tests.crowd import Crowd
from tests.faults.signer import opened, press
from tests.journey import Journey
from tests.system import PATIENCE, System

pytestmark = pytest.mark.timeout(400)
TOKEN = re.compile(r"[a-z2-7]{40}")


async def test_logs_and_what_the_engine_shows_name_nobody_and_let_nobody_in(
    system: System,
) -> None:
    client = await system.client()
    async with AsyncClient(timeout=PATIENCE) as web:
        crowd = Crowd(system, web, client)
        journey = Journey(crowd, "secrecy")
        await journey.reach_signatures()
        async with AsyncClient(timeout=PATIENCE) as browser:
            form = await opened(browser, journey, journey.asked(Purpose.SIGN)[0])
            await press(browser, journey, form)
            await stumble(browser, system)
        await journey.until(lambda: journey.signed == 1, "a signature by link")
        await journey.the_others_sign()
    secrets = secrets_of(system) | crowd.bearer_tokens
    assert len(secrets) > 40
    shown = await shown_by_engine(client, journey) + logged(system)
    assert journey.reference in shown
    assert not sorted(secret for secret in secrets if secret.lower() in shown.lower())


async def stumble(browser: AsyncClient, system: System) -> None:
    """Do what ends up in logs where one is careless: wrong links, unknown pages, bad forms."""
    await browser.get(f"{system.web}/t/{'a' * 40}")
    await browser.get(f"{system.web}/nowhere?mail=mikael.lindqvist@water.example")
    await browser.post(f"{system.web}/sign-in", data={"mail": "mikael.lindqvist@water.example"})


def secrets_of(system: System) -> set[str]:
    """Every name and mail address of the directory, and every token that was mailed."""
    with system.sessions() as session:
        known = everybody(session, 1000)
    mailed = {
        token for mail in system.mailbox.letters(limit=10_000) for token in TOKEN.findall(mail.text)
    }
    assert mailed
    return mailed | {each.name for each in known} | {each.mail for each in known}


def logged(system: System) -> str:
    """What every part has written."""
    return "\n".join(log.read_text(errors="replace") for log in system.logs.glob("*.log"))


async def shown_by_engine(client: Client, journey: Journey) -> str:
    """All that it stores of arrangements: IDs, search attributes, labels, and encrypted acts."""
    shown = [
        f"{found.id} {found.typed_search_attributes}" async for found in client.list_workflows("")
    ]
    history = await journey.handle.fetch_history()
    shown += [
        event.SerializeToString().decode("utf-8", errors="replace") for event in history.events
    ]
    described = await journey.handle.describe()
    shown.append(f"{await described.static_summary()} {await described.static_details()}")
    return "\n".join(shown)
