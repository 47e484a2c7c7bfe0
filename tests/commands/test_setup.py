"""Settings are checked and everything is set up, or it is said what is wrong."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from embedded.temporal_server import TemporalServer, running
from policy.account import Status
from policy.reading.loading import PROGRAMS, load_programs
from records.arrangements import Arrangement
from records.database import connect, sessions_of
from records.migrating import current, head
from tests.commands.calling import PEOPLE, run, separately
from tests.ports import free_ports


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


AGENCIES = PROGRAMS / "agencies"
STRICT = '\nversion = "1"\n[limits]\nsigner_identity = "single_sign_on"\n'
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


@pytest.mark.usefixtures("settled")
def test_checking_makes_no_database(tmp_path: Path) -> None:
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


def test_an_agency_that_asks_for_single_sign_on_is_named_where_there_is_none(
    records: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "agencies").mkdir()
    strict = (AGENCIES / "comptroller.toml").read_text() + STRICT
    (tmp_path / "agencies" / "comptroller.toml").write_text(strict)
    monkeypatch.setenv("TELECOMMUTE_AGENCIES", str(tmp_path / "agencies"))
    for command in ("check-config", "api"):
        result = run(command)
        assert result.exit_code == 1
        assert "comptroller asks its signers for single sign-on" in result.stderr
    monkeypatch.setenv("TELECOMMUTE_OIDC_ISSUER", "https://login.example.gov")
    monkeypatch.setenv("TELECOMMUTE_OIDC_CLIENT_ID", "telecommute")
    monkeypatch.setenv("TELECOMMUTE_OIDC_CLIENT_SECRET", "of both")
    assert run("check-config").exit_code == 0


@pytest.mark.usefixtures("settled")
def test_commands_ask_for_setup_before_there_are_tables() -> None:
    result = run("people", "import", str(PEOPLE))
    assert result.exit_code == 1
    assert "telecommute setup" in result.stderr


@pytest.mark.usefixtures("settled")
async def test_setup_is_safe_to_repeat_and_no_worker_waits_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = TemporalServer(free_ports(1)[0], tmp_path / "temporal.db")
    monkeypatch.setenv("TEMPORAL_ADDRESS", server.address)
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
