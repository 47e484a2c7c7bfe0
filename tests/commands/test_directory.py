"""The directory from the command line: imported, fed, and who in it gets a token."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from embedded.temporal_server import TemporalServer, running
from engine import connect as engine_of
from records.database import connect, sessions_of
from records.feed import newest
from records.people import everybody
from records.visits import token_person
from settings import load_settings
from tests.commands.calling import PEOPLE, run, separately
from tests.ports import free_ports
from worker import make_worker, tools_of


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


@pytest.mark.parametrize(
    ("file", "why"),
    [
        ("/nowhere/people.csv", "No such file or directory"),
        ("/", "Is a directory"),
        ("/etc/hostname/people.csv", "Not a directory"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_so_in_words(records: str, file: str, why: str) -> None:
    for command in ("import", "feed"):
        result = run("people", command, file)
        assert (result.exit_code, result.stderr) == (1, f"{file} cannot be read: {why}.\n")


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
        client = await engine_of(load_settings())
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
