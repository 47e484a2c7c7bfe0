"""The command line that serves the web application: whom it believes, and what it leaves alone."""

import subprocess
import sys
from pathlib import Path

import pytest

from commands import serving
from environment import SettingsProblem
from settings import Settings

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("proxies", "said", "unsaid"),
    [
        ("", "--no-proxy-headers", "--forwarded-allow-ips"),
        ("10.0.0.7", "--forwarded-allow-ips 10.0.0.7/32", "--no-proxy-headers"),
        (
            "172.16.0.0/12, fd00::/8",
            "--forwarded-allow-ips 172.16.0.0/12,fd00::/8",
            "--no-proxy-headers",
        ),
    ],
)
def test_only_named_proxies_are_believed_and_no_address_is_logged(
    tmp_path: Path, proxies: str, said: str, unsaid: str
) -> None:
    command = " ".join(serving.command(Settings(data=tmp_path, trusted_proxies=proxies)))
    assert said in command
    assert unsaid not in command
    assert "--no-access-log" in command


@pytest.mark.parametrize("proxies", ["*", "proxy", "10.0.0.7,", "10.0.0.7/8"])
def test_nobody_is_believed_by_a_name_or_by_mistake(tmp_path: Path, proxies: str) -> None:
    """Of whoever is believed, anybody's address is: limits and evidence rest on it."""
    with pytest.raises(SettingsProblem, match="TELECOMMUTE_TRUSTED_PROXIES"):
        serving.command(Settings(data=tmp_path, trusted_proxies=proxies))


def test_who_only_gives_a_command_loads_no_web_application() -> None:
    """It takes half a second, each time."""
    command = (sys.executable, "-c", "import sys, cli; sys.exit('api.app' in sys.modules)")
    assert subprocess.call(command, cwd=ROOT) == 0  # noqa: S603 - our own command line
