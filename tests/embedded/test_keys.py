"""The secret is made once, whole, and for its owner alone."""

import stat
from pathlib import Path

from embedded.keys import keep_secret


def test_the_secret_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    keep_secret(tmp_path / "var" / "secret")
    assert stat.S_IMODE((tmp_path / "var" / "secret").stat().st_mode) == 0o600


def test_the_secret_is_made_once_so_that_mailed_links_stay_good(tmp_path: Path) -> None:
    keep_secret(tmp_path / "secret")
    first = (tmp_path / "secret").read_text()
    keep_secret(tmp_path / "secret")
    assert (tmp_path / "secret").read_text() == first
    assert len(first.strip()) >= 64


def test_two_installations_have_two_secrets(tmp_path: Path) -> None:
    keep_secret(tmp_path / "one")
    keep_secret(tmp_path / "two")
    assert (tmp_path / "one").read_text() != (tmp_path / "two").read_text()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]
