"""A database for commands."""

from pathlib import Path

import pytest

from records.migrating import upgrade
from tests.commands.calling import settings_in


@pytest.fixture
def settled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings of an installation in an empty folder."""
    for name, value in settings_in(tmp_path).items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def records(tmp_path: Path, settled: None) -> str:
    """A migrated database that the settings name."""
    url = f"sqlite:///{tmp_path}/telecommute.db"
    upgrade(url)
    return url
