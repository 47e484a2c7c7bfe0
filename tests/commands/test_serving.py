"""The command line that serves the web application: whom it believes, and what it leaves alone."""

import subprocess
import sys
from pathlib import Path

import pytest

from commands import serving
from commands.supervising import config_of
from environment import SettingsProblem
from settings import Settings

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("proxies", "believed"),
    [
        ("", ""),
        ("10.0.0.7", "10.0.0.7/32"),
        ("172.16.0.0/12, fd00::/8", "172.16.0.0/12,fd00::/8"),
    ],
)
def test_only_named_proxies_are_believed_and_no_address_is_logged(
    tmp_path: Path, proxies: str, believed: str
) -> None:
    settings = Settings(data=tmp_path, trusted_proxies=proxies)
    served = config_of(*serving.command(settings)[4:])
    assert (served.proxy_headers, served.forwarded_allow_ips) == (bool(proxies), believed)
    assert (served.workers, served.access_log) == (settings.web_processes, False)


@pytest.mark.parametrize("proxies", ["*", "proxy", "10.0.0.7,", "10.0.0.7/8"])
def test_nobody_is_believed_by_a_name_or_by_mistake(tmp_path: Path, proxies: str) -> None:
    """Of whoever is believed, anybody's address is: limits and evidence rest on it."""
    with pytest.raises(SettingsProblem, match="TELECOMMUTE_TRUSTED_PROXIES"):
        serving.command(Settings(data=tmp_path, trusted_proxies=proxies))


def test_who_only_gives_a_command_loads_no_web_application() -> None:
    """It takes half a second, each time."""
    command = (sys.executable, "-c", "import sys, cli; sys.exit('api.app' in sys.modules)")
    assert subprocess.call(command, cwd=ROOT) == 0  # noqa: S603 - our own command line
