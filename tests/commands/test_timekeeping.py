"""Hours from the command line: printed for the time system, listed, and handed in."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli import app
from policy.acts import Attribution
from policy.hours.handing_in import HoursHandedIn
from policy.hours.recorded import Recorded
from records import hours
from records.database import connect, sessions_of
from tests import people
from tests.commands.calling import separately
from tests.timekeeping import HEADER, NOW, TIMEKEEPER, TUESDAYS, a_file, live, settle_timekeeper

ON = ("--on", "12/1/2026")


@pytest.fixture
def records(records: str) -> str:
    """The database that the settings name, with one arrangement in force."""
    engine = connect(records)
    with sessions_of(engine)() as session:
        people.settle(session)
        settle_timekeeper(session)
        live(session, people.EMPLOYEE)
    engine.dispose()
    return records


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ("hours", *arguments))


@pytest.mark.requirement("CT-100")
def test_planned_hours_are_printed_as_the_time_system_takes_them(records: str) -> None:
    result = run("planned", "comptroller", *ON)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        HEADER,
        "1001,2026-12-01,REGTC,8",
        "1001,2026-12-08,REGTC,8",
    ]


@pytest.mark.requirement("CT-100")
def test_exceptions_are_listed_and_exit_with_one(records: str) -> None:
    assert run("exceptions", "comptroller", *ON).stdout == (
        "Nothing speaks against the hours recorded.\n"
    )
    engine = connect(records)
    with sessions_of(engine)() as session:
        act = HoursHandedIn("a" * 64, ("comptroller",), Attribution(TIMEKEEPER, "one", NOW))
        wednesday = TUESDAYS.starts_on.replace(day=2)
        row = Recorded(people.EMPLOYEE, wednesday, "REGTC", 800)
        hours.keep(session, "comptroller", act, [row], datetime.now(UTC))
        session.commit()
    engine.dispose()
    result = run("exceptions", "comptroller", *ON)
    assert result.exit_code == 1
    assert "2026-12-02 1001 TA-7K3M-9QXD: Not a telecommuting day: 8 hours" in result.stdout
    assert "(General Letter 32, IV.D)" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("planned", "nowhere"), "No agency nowhere keeps hours"),
        (("planned", "sacramento-it"), "No agency sacramento-it keeps hours"),
        (("planned", "comptroller", "--on", "2/31/2026"), "does not exist"),
        (("import", "comptroller", "/nowhere.csv", "--timekeeper", TIMEKEEPER), "/nowhere.csv"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(
    records: str, arguments: tuple[str, ...], told: str
) -> None:
    result = run(*arguments)
    assert result.exit_code == 1
    assert told in result.stderr
    assert "Traceback" not in result.output


def test_a_file_with_anything_wrong_is_not_handed_in(records: str, tmp_path: Path) -> None:
    file = tmp_path / "hours.csv"
    file.write_bytes(a_file("9999,2026-01-06,REGTC,8"))
    result = run("import", "comptroller", str(file), "--timekeeper", TIMEKEEPER)
    assert result.exit_code == 1
    assert "names nobody here" in result.stdout
    assert "Nothing was taken in." in result.stderr


def test_without_the_engine_nothing_is_handed_in(
    records: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEMPORAL_ADDRESS", "127.0.0.1:1")
    file = tmp_path / "hours.csv"
    file.write_bytes(a_file(f"{people.EMPLOYEE},2026-01-06,REGTC,8"))
    result = separately("hours", "import", "comptroller", str(file), "--timekeeper", TIMEKEEPER)
    assert result.returncode == 1
    assert "does not answer" in result.stderr
