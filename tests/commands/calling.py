"""Commands, called in this process or in one of their own."""

import subprocess
import sysconfig
from pathlib import Path

from typer.testing import CliRunner, Result

from cli import app

RANDOM = "q9Zt4vGf0Wc7Lx2BnRm8Ks5YdHj3PuEa"
PEOPLE = Path("examples/people.csv").absolute()
TELECOMMUTE = str(Path(sysconfig.get_path("scripts")) / "telecommute")


def settings_in(folder: Path) -> dict[str, str]:
    """What an installation needs that keeps its state in that folder."""
    return {
        "TELECOMMUTE_DATA": str(folder),
        "TELECOMMUTE_SECRET": RANDOM,
        "TELECOMMUTE_PAYLOAD_KEYS": RANDOM,
    }


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def separately(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command that ends its own process."""
    return subprocess.run(  # noqa: S603
        [TELECOMMUTE, *arguments], capture_output=True, text=True, check=False, timeout=120
    )
