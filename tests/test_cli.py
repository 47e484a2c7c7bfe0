"""The command line says what it did, and what is wrong in words."""

import asyncio
import subprocess
import sysconfig
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli import app
from embedded.temporal_server import TemporalServer, running
from engine import connect as engine_of
from installation import PROGRAMS
from policy.account import Status
from policy.reading.loading import load_programs
from records.arrangements import Arrangement
from records.database import connect, sessions_of
from records.feed import newest
from records.migrating import current, head, upgrade
from records.people import everybody
from records.visits import token_person
from settings import load_settings
from tests.embedded.processes import free_ports
from worker import make_worker, tools_of

RANDOM = "q9Zt4vGf0Wc7Lx2BnRm8Ks5YdHj3PuEa"
PEOPLE = Path("examples/people.csv").absolute()
TELECOMMUTE = str(Path(sysconfig.get_path("scripts")) / "telecommute")


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A migrated database that the settings name."""
    url = f"sqlite:///{tmp_path}/telecommute.db"
    monkeypatch.setenv("TELECOMMUTE_DATA", str(tmp_path))
    monkeypatch.setenv("TELECOMMUTE_SECRET", RANDOM)
    upgrade(url)
    return url


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def separately(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command that ends its own process."""
    return subprocess.run(  # noqa: S603
        [TELECOMMUTE, *arguments], capture_output=True, text=True, check=False, timeout=120
    )


def test_good_settings_are_said_to_be_good(records: str) -> None:
    result = run("check-config")
    assert result.exit_code == 0
    assert "The settings are good. Agencies: comptroller" in result.output


def open_arrangement(url: str, version: str, digest: str | None) -> None:
    """Somebody began under these bytes of a program's file."""
    engine = connect(url)
    with sessions_of(engine)() as session:
        session.add(
            Arrangement(
                reference="TA-7K3M-9QXD",
                revision=1,
                program="connecticut",
                program_version=version,
                program_digest=digest,
                agency="comptroller",
                unit="",
                employee="100101",
                status=Status.ACTIVE,
                since=datetime.now(UTC),
                submitted_at=datetime.now(UTC),
                starts_on=date(2026, 12, 1),
                signed=[],
                deadlines=[],
            )
        )
        session.commit()
    engine.dispose()


LOADED = load_programs(PROGRAMS).get("connecticut")


@pytest.mark.parametrize(
    ("version", "digest", "code", "said"),
    [
        (LOADED.version, LOADED.digest, 0, ""),
        (LOADED.version, None, 0, ""),
        (LOADED.version, "0" * 64, 1, "has changed since 1 open arrangement began under it"),
        ("1999.1", "0" * 64, 1, "The program connecticut 1999.1 is missing, and 1 open"),
    ],
)
def test_a_program_in_use_must_be_there_as_it_was(
    records: str, version: str, digest: str | None, code: int, said: str
) -> None:
    open_arrangement(records, version, digest)
    result = run("check-config")
    assert result.exit_code == code
    assert said in result.stderr


def test_checking_makes_no_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELECOMMUTE_DATA", str(tmp_path))
    monkeypatch.setenv("TELECOMMUTE_SECRET", RANDOM)
    assert run("check-config").exit_code == 0
    assert list(tmp_path.iterdir()) == []


async def test_setup_says_that_a_program_in_use_has_changed(
    records: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = TemporalServer(free_ports(1)[0], tmp_path / "temporal.db")
    monkeypatch.setenv("TEMPORAL_ADDRESS", server.address)
    open_arrangement(records, LOADED.version, "0" * 64)
    async with running(server):
        done = separately("setup")
    assert done.returncode == 1
    assert "has changed since" in done.stderr


def test_every_bad_setting_is_named_at_once(records: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELECOMMUTE_PORT", "none")
    monkeypatch.setenv("TELECOMMUTE_BASE_URL", "nowhere")
    result = run("check-config")
    assert result.exit_code == 1
    assert "TELECOMMUTE_PORT: " in result.stderr
    assert "TELECOMMUTE_BASE_URL: " in result.stderr
    assert "Traceback" not in result.output


def test_a_bad_agency_is_named_with_its_file(
    records: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "agencies").mkdir()
    (tmp_path / "agencies" / "parks.toml").write_text("id = 1\n")
    monkeypatch.setenv("TELECOMMUTE_AGENCIES", str(tmp_path / "agencies"))
    result = run("check-config")
    assert result.exit_code == 1
    assert "parks.toml" in result.stderr


def test_people_are_imported_and_counted(records: str) -> None:
    added = len(PEOPLE.read_text().splitlines()) - 1
    assert f"{added} added, 0 changed" in run("people", "import", str(PEOPLE)).output
    assert f"0 added, 0 changed, {added} as before" in run("people", "import", str(PEOPLE)).output


def test_bad_rows_are_listed_and_nothing_is_imported(records: str, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(PEOPLE.read_text().replace("amara.rivera@comptroller.example", "not a mail"))
    result = run("people", "import", str(file))
    assert result.exit_code == 1
    assert "Nothing was imported" in result.stderr
    assert "mail" in result.stdout
    engine = connect(records)
    with sessions_of(engine)() as session:
        assert everybody(session, 1) == []
    engine.dispose()


def test_a_missing_file_is_said_so_in_words(records: str) -> None:
    result = run("people", "import", "/nowhere/people.csv")
    assert result.exit_code == 1
    assert "/nowhere/people.csv" in result.stderr


def test_a_token_acts_as_its_person_until_it_is_revoked(records: str) -> None:
    run("people", "import", str(PEOPLE))
    number = PEOPLE.read_text().splitlines()[1].split(",")[0]
    token = run("tokens", "make", number, "--label", "payroll").output.strip()
    engine = connect(records)
    with sessions_of(engine)() as session:
        assert token_person(session, token) == number
    assert "1 revoked" in run("tokens", "revoke", number, "payroll").output
    with sessions_of(engine)() as session:
        assert token_person(session, token) is None
    engine.dispose()


def test_nobody_gets_a_token_who_is_not_in_the_directory(records: str) -> None:
    result = run("tokens", "make", "99999")
    assert result.exit_code == 1
    assert "99999" in result.stderr


def test_commands_ask_for_setup_before_there_are_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELECOMMUTE_DATA", str(tmp_path))
    monkeypatch.setenv("TELECOMMUTE_SECRET", RANDOM)
    result = run("people", "import", str(PEOPLE))
    assert result.exit_code == 1
    assert "telecommute setup" in result.stderr


def town(folder: Path, *changes: tuple[str, str]) -> Path:
    """The sample people as a file, with changes."""
    text = PEOPLE.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file = folder / "fed.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_dry_run_says_what_a_file_would_change_and_needs_no_engine(
    records: str, tmp_path: Path
) -> None:
    run("people", "import", str(PEOPLE))
    file = town(tmp_path, ("Amara Rivera", "Amara Weiss"))
    result = run("people", "feed", str(file), "--dry-run")
    assert result.exit_code == 0
    assert "0 added, 1 changed" in result.output
    assert "Amara Weiss" in result.output
    engine = connect(records)
    with sessions_of(engine)() as session:
        assert "Amara Rivera" in {person.name for person in everybody(session, 100)}
    engine.dispose()


def test_a_directory_that_has_people_is_fed_through_the_engine(
    records: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("people", "import", str(PEOPLE))
    monkeypatch.setenv("TEMPORAL_ADDRESS", f"127.0.0.1:{free_ports(1)[0]}")
    file = town(tmp_path, ("Amara Rivera", "Amara Weiss"))
    for command in ("feed", "import"):
        done = separately("people", command, str(file))
        assert done.returncode == 1
        assert "Cannot connect to Temporal" in done.stderr
    engine = connect(records)
    with sessions_of(engine)() as session:
        assert [each.number for each in newest(session)] == [1]
        assert "Amara Rivera" in {person.name for person in everybody(session, 100)}
    engine.dispose()


async def test_a_feed_is_applied_by_the_worker(
    records: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = TemporalServer(free_ports(1)[0], tmp_path / "temporal.db")
    monkeypatch.setenv("TEMPORAL_ADDRESS", server.address)
    run("people", "import", str(PEOPLE))
    file = town(tmp_path, ("Amara Rivera", "Amara Weiss"))
    async with running(server):
        await asyncio.to_thread(separately, "setup")
        client = await engine_of(0)
        engine = connect(records)
        tools = replace(tools_of(load_settings()), sessions=sessions_of(engine))
        async with make_worker(client, tools):
            done = await asyncio.to_thread(separately, "people", "feed", str(file))
        with sessions_of(engine)() as session:
            assert "Amara Weiss" in {person.name for person in everybody(session, 100)}
        engine.dispose()
    assert done.returncode == 0, done.stderr
    assert "0 added, 1 changed" in done.stdout


def test_bad_rows_of_a_feed_are_listed_and_nothing_is_changed(records: str, tmp_path: Path) -> None:
    run("people", "import", str(PEOPLE))
    file = town(tmp_path, ("amara.rivera@comptroller.example", "nonsense"))
    result = run("people", "feed", str(file))
    assert result.exit_code == 1
    assert "Nothing was imported" in result.stderr
    assert "mail" in result.stdout


async def test_setup_is_safe_to_repeat_and_no_worker_waits_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = TemporalServer(free_ports(1)[0], tmp_path / "temporal.db")
    monkeypatch.setenv("TEMPORAL_ADDRESS", server.address)
    monkeypatch.setenv("TELECOMMUTE_DATA", str(tmp_path))
    monkeypatch.setenv("TELECOMMUTE_SECRET", RANDOM)
    async with running(server):
        for _ in range(2):
            done = separately("setup")
            assert done.returncode == 0, done.stderr
        waits = separately("check-worker")
        monkeypatch.delenv("TEMPORAL_ADDRESS")
        monkeypatch.setenv("TELECOMMUTE_TEMPORAL_PORT", str(server.port))
        again = separately("setup")
    assert (waits.returncode, waits.stdout) == (1, "No worker waits for work.\n")
    assert again.returncode == 0, again.stderr
    engine = connect(f"sqlite:///{tmp_path}/telecommute.db")
    assert current(engine) == head()
    engine.dispose()


def test_setup_says_where_it_looked_for_temporal(
    records: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = free_ports(1)[0]
    monkeypatch.setenv("TEMPORAL_ADDRESS", f"127.0.0.1:{port}")
    done = separately("setup")
    assert done.returncode == 1
    assert f"Cannot connect to Temporal at 127.0.0.1:{port}" in done.stderr
    assert "Traceback" not in done.stderr
