"""What serves the web application, as the settings say (`commands.supervising` does it)."""

import sys
from ipaddress import ip_network

from environment import PREFIX, SettingsProblem
from settings import Settings


def command(settings: Settings) -> tuple[str, ...]:
    """The command line to become."""
    where = (settings.host, str(settings.port), str(settings.web_processes))
    supervising = (sys.executable, "-P", "-m", "commands.supervising")
    return (*supervising, *where, networks(settings.trusted_proxies))


def networks(named: str) -> str:
    """Whose word on where a request comes from is believed: no names, and not everybody's."""
    try:
        return ",".join(str(ip_network(each.strip())) for each in named.split(",") if named)
    except ValueError as error:
        problem = f"{PREFIX}TRUSTED_PROXIES: {error}: name IP addresses, or networks."
        raise SettingsProblem(problem) from None
