"""One command is the truth, and each command says what it does."""

import re
import subprocess
from pathlib import Path

from tests.deploy.compose import ROOT

MAKEFILE = (ROOT / "Makefile").read_text()


def make(*arguments: str) -> str:
    """What make prints."""
    done = subprocess.run(  # noqa: S603
        ["/usr/bin/make", *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_continuous_integration_runs_exactly_what_a_developer_runs() -> None:
    script = (ROOT / ".ci/run").read_text().splitlines()
    assert script[-1] == "exec make check"


def test_a_check_is_format_lint_types_imports_and_tests() -> None:
    asked = make("--dry-run", "check")
    for tool in ("ruff format --check .", "ruff check .", "mypy .", "lint-imports", "pytest tests"):
        assert tool in asked


def test_help_lists_every_command_that_people_need() -> None:
    listed = set(re.findall(r"^  make ([a-z]+)", make("help"), re.MULTILINE))
    assert {"up", "test", "check", "demo", "bench", "storm", "help"} <= listed
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert phony
    assert listed <= set(phony[1].split())


def test_a_missing_browser_is_a_failure_that_says_what_to_do(tmp_path: Path) -> None:
    somebody = tmp_path / "id"
    somebody.write_text("#!/bin/sh\necho 1000\n")
    somebody.chmod(0o755)
    done = subprocess.run(  # noqa: S603
        ["/bin/bash", str(ROOT / "deploy/test-tools")],
        env={"PATH": str(tmp_path), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "sudo apt-get install -y chromium-headless-shell" in done.stderr
