"""docs/operating.md says what is so: settings, commands, and queries that the engine takes."""

import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from temporalio.client import Client
from typer.models import CommandInfo

from cli import app
from embedded.temporal_server import TemporalServer, running
from engine import prepare_namespace
from tests.deploy.compose import ROOT
from tests.deploy.settings_table import rows
from tests.ports import free_ports

PAGE = (ROOT / "docs/operating.md").read_text()
VIEWS = re.findall(r"\]\((http://127\.0\.0\.1:8233/[^)]+)\)", PAGE)


def test_the_table_of_settings_is_the_model() -> None:
    assert "\n".join(rows()) in PAGE


def name_of(command: CommandInfo) -> str:
    return command.name or getattr(command.callback, "__name__", "").replace("_", "-")


@pytest.mark.parametrize(
    "name",
    [
        *(name_of(command) for command in app.registered_commands),
        *(str(group.name) for group in app.registered_groups),
    ],
)
def test_every_command_is_explained(name: str) -> None:
    assert f"`telecommute {name}" in PAGE


async def test_the_engine_understands_every_saved_view(tmp_path: Path) -> None:
    server = TemporalServer(free_ports(1)[0], tmp_path / "temporal.db")
    async with running(server):
        client = await Client.connect(server.address)
        await prepare_namespace(client, timedelta(days=1))
        for view in VIEWS:
            asked = parse_qs(urlsplit(view).query)
            assert f"| `{asked['query'][0]}` |" in PAGE
            assert (await client.count_workflows(asked["query"][0])).count == 0
    assert len(VIEWS) >= 8
