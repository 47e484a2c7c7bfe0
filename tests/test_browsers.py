"""Tests find a browser by any of its names, and say what to do where there is none."""

from pathlib import Path

import pytest

from tests.browsers import NAMES, NO_BROWSER, NoBrowser, chromium
from tests.deploy.compose import ROOT


def put(folder: Path, name: str) -> str:
    """Something that can be run under that name."""
    program = folder / name
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    return str(program)


@pytest.mark.parametrize("name", NAMES)
def test_a_browser_is_found_by_any_of_its_names(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    program = put(tmp_path, name)
    assert chromium("/nowhere/chrome") == program


def test_playwrights_own_serves_where_the_machine_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    own = put(tmp_path, "chrome")
    assert chromium(own) == own
    machines = put(tmp_path, NAMES[0])
    assert chromium(own) == machines


def test_no_browser_at_all_is_a_failure_that_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoBrowser, match=NO_BROWSER):
        chromium(str(tmp_path / "chrome"))


def test_what_installs_a_browser_looks_for_the_same_names() -> None:
    script = (ROOT / "deploy" / "test-tools").read_text()
    assert f"for browser in {' '.join(NAMES)}; do" in script
