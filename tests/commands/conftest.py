"""A database for commands."""

from pathlib import Path

import pytest

from records.migrating import upgrade
from tests.commands.calling import RANDOM


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A migrated database that the settings name."""
    url = f"sqlite:///{tmp_path}/telecommute.db"
    monkeypatch.setenv("TELECOMMUTE_DATA", str(tmp_path))
    monkeypatch.setenv("TELECOMMUTE_SECRET", RANDOM)
    monkeypatch.setenv("TELECOMMUTE_PAYLOAD_KEYS", RANDOM)
    upgrade(url)
    return url
