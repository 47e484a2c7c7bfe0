"""The set-up jobs: each safe to repeat, and quick to say what is wrong."""

import os
import stat
import subprocess
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL, make_url
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client

from embedded.temporal_server import TemporalServer, running
from tests.deploy.compose import ROOT
from tests.ports import free_ports
from tests.postgres import cluster

DEPLOY = ROOT / "deploy"
GIVEN = {"smtp_password", "oidc_client_secret"}
"""Secrets that are somebody else's, and empty until they are filled in."""

SQL_TOOL = """#!/bin/sh
echo "$@" >>"$CALLS"
case "$*" in *update-schema*) [ -e "$STATE/${10}" ] || { cat "$STATE/problem"; exit 1; } ;; esac
case "$*" in *setup-schema*) touch "$STATE/${10}" ;; esac
"""
FRESH = 'ERROR: relation "schema_version" does not exist'


def run(script: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a job to its end."""
    return subprocess.run(  # noqa: S603
        ["/bin/sh", str(script)],
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    """The secrets as an operator makes them."""
    folder = tmp_path / "secrets"
    subprocess.run([str(DEPLOY / "make-secrets"), str(folder)], check=True, capture_output=True)  # noqa: S603
    return folder


@pytest.fixture
def tool(tmp_path: Path, secrets: Path) -> dict[str, str]:
    """A stand-in for Temporal's SQL tool that notes its calls: `STATE/<database>` is its schema."""
    program = tmp_path / "bin" / "temporal-sql-tool"
    program.parent.mkdir()
    program.write_text(SQL_TOOL)
    program.chmod(0o755)
    (tmp_path / "state").mkdir()
    return {
        "PATH": f"{program.parent}:{os.environ['PATH']}",
        "SECRETS": str(secrets),
        "DATABASE_HOST": "postgres",
        "CALLS": str(tmp_path / "calls"),
        "STATE": str(tmp_path / "state"),
    }


def verbs(tool: Mapping[str, str]) -> list[str]:
    """What the tool was asked to do, in order."""
    said = Path(tool["CALLS"]).read_text().split()
    return [word for word in said if word.endswith("-schema")]


def test_a_fresh_database_gets_its_schema(tool: dict[str, str]) -> None:
    (Path(tool["STATE"]) / "problem").write_text(FRESH)
    done = run(DEPLOY / "temporal/schema.sh", tool)
    assert done.returncode == 0, done.stderr
    assert verbs(tool) == ["update-schema", "setup-schema", "update-schema"] * 2


def test_a_schema_that_is_there_is_only_brought_up_to_date(tool: dict[str, str]) -> None:
    for database in ("temporal", "temporal_visibility"):
        (Path(tool["STATE"]) / database).touch()
    assert run(DEPLOY / "temporal/schema.sh", tool).returncode == 0
    assert "setup-schema" not in verbs(tool)


def test_an_outage_is_not_taken_for_a_fresh_database(tool: dict[str, str]) -> None:
    (Path(tool["STATE"]) / "problem").write_text("dial tcp: connection refused")
    done = run(DEPLOY / "temporal/schema.sh", tool)
    assert done.returncode == 1
    assert "connection refused" in done.stderr
    assert "setup-schema" not in verbs(tool)


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[TemporalServer]:
    """An engine."""
    server = TemporalServer(free_ports(1)[0], tmp_path / "temporal.db")
    async with running(server):
        yield server


async def test_the_namespace_is_made_once_and_keeps_histories_for_years(
    server: TemporalServer, tmp_path: Path
) -> None:
    environment = {
        "PATH": f"{Path(server.command[0]).parent}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "TEMPORAL_ADDRESS": server.address,
        "TEMPORAL_NAMESPACE": "telecommute",
        "RETENTION": "3650d",
    }
    for _ in range(2):
        done = run(DEPLOY / "temporal/namespace.sh", environment)
        assert done.returncode == 0, done.stderr
    client = await Client.connect(server.address)
    request = DescribeNamespaceRequest(namespace="telecommute")
    described = await client.workflow_service.describe_namespace(request)
    assert described.config.workflow_execution_retention_ttl.seconds == 3650 * 24 * 3600


@pytest.fixture(scope="module")
def database() -> Iterator[URL]:
    """A PostgreSQL cluster of its own."""
    with cluster() as url:
        yield make_url(url)


def test_each_database_is_open_to_its_owner_alone(database: URL, secrets: Path) -> None:
    done = run(
        DEPLOY / "postgres/databases.sh",
        {
            "SECRETS": str(secrets),
            "PGHOST": str(database.host),
            "PGPORT": str(database.port),
            "POSTGRES_USER": str(database.username),
        },
    )
    assert done.returncode == 0, done.stderr
    opened = make_url((secrets / "records_url").read_text().strip())
    assert (opened.database, opened.username) == ("telecommute", "telecommute")
    assert opened.password == (secrets / "records_password").read_text().strip()
    where = f"host={database.host} port={database.port} user=telecommute"
    with psycopg.connect(f"{where} dbname=telecommute") as own:
        own.execute("CREATE TABLE mine (id int)")
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        psycopg.connect(f"{where} dbname=temporal")


def test_secrets_are_made_once_and_closed_to_others(secrets: Path) -> None:
    assert stat.S_IMODE(secrets.stat().st_mode) == 0o700
    before = {file.name: file.read_text() for file in secrets.iterdir()}
    subprocess.run([str(DEPLOY / "make-secrets"), str(secrets)], check=True)  # noqa: S603
    assert {file.name: file.read_text() for file in secrets.iterdir()} == before
    drawn = [content for name, content in before.items() if name not in GIVEN]
    assert len(set(drawn)) == len(drawn)
    assert len(before["secret"].strip()) == 64
