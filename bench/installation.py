"""A whole installation to measure: the real commands as processes of their own, mail to a sink."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from pydantic import SecretStr
from temporalio.client import Client

from bench.processes import part
from demonstration.certificates import keep_certificate
from demonstration.everybody import Everybody
from embedded.child import Child
from embedded.ports import HOST, free_port
from embedded.service import Check, when_listening, when_ok
from embedded.temporal_server import TemporalServer, running
from engine import prepare_namespace
from payloads import converter_with
from records.importing import import_people
from records.migrating import upgrade
from settings import Settings
from worker import Tools, tools_of

PEOPLE = Path(__file__).parent.parent / "examples" / "people.csv"
RETENTION = timedelta(days=30)
SECRET = "of this benchmark alone: 0123456789abcdef"  # noqa: S105 - it guards nothing
PATIENCE = 60.0


@dataclass(frozen=True)
class Installation:
    """What is measured: the engine, our worker and web process, and a client beside them."""

    client: Client
    tools: Tools
    everybody: Everybody
    url: str
    engine: Child
    worker: Child
    web: Child


@asynccontextmanager
async def installed(folder: Path) -> AsyncIterator[Installation]:
    """Everything up and ready, ended with the block."""
    settings = _settings(folder)
    upgrade(settings.database_url)
    tools = tools_of(settings)
    with tools.sessions() as session:
        import_people(session, PEOPLE.read_text(encoding="utf-8"))
        session.commit()
    keep_certificate(tools.sessions, tools.store, ("bench",))
    server = TemporalServer(free_port(), folder / "temporal.db", time_skipping=True)
    async with AsyncExitStack() as stack:
        engine = await stack.enter_async_context(running(server))
        client = await Client.connect(server.address, data_converter=converter_with(settings.keys))
        await prepare_namespace(client, RETENTION)
        environment = _environment(settings, server.address)
        sink = ("bench.sink", str(settings.smtp_port))
        stack.enter_context(part("sink", sink, folder / "sink.log", {}))
        await _ready(when_listening(settings.smtp_port))
        worker, web = (
            stack.enter_context(part(name, ("cli", name), folder / f"{name}.log", environment))
            for name in ("worker", "api")
        )
        await _ready(when_ok(f"{settings.base_url}/readyz"))
        everybody = Everybody(client, tools.sessions, tools.programs, dict(tools.agencies))
        yield Installation(client, tools, everybody, settings.base_url, engine, worker, web)


async def _ready(check: Check) -> None:
    async with asyncio.timeout(PATIENCE):
        while not await check():
            await asyncio.sleep(0.1)


def _settings(folder: Path) -> Settings:
    return Settings(
        data=folder,
        port=free_port(),
        smtp_host=HOST,
        smtp_port=free_port(),
        mail_from="telecommute@bench.example",
        secret=SecretStr(SECRET),
        payload_keys=SecretStr(SECRET),
    )


def _environment(settings: Settings, address: str) -> dict[str, str]:
    return {
        "TELECOMMUTE_DATA": str(settings.data),
        "TELECOMMUTE_PORT": str(settings.port),
        "TELECOMMUTE_ACTS_PER_MINUTE": "100000",
        "TELECOMMUTE_SMTP_HOST": settings.smtp_host,
        "TELECOMMUTE_SMTP_PORT": str(settings.smtp_port),
        "TELECOMMUTE_MAIL_FROM": settings.mail_from,
        "TELECOMMUTE_SECRET": SECRET,
        "TELECOMMUTE_PAYLOAD_KEYS": SECRET,
        "TEMPORAL_ADDRESS": address,
        "TEMPORAL_CONFIG_FILE": os.devnull,
    }
