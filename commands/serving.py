"""How the web application is served: by one process, or several that share one listening socket.

The server's own supervisor holds the socket, starts a process again that dies or hangs, and ends
all of them on SIGTERM. It is small: only its children load the application.
"""

import sys
from ipaddress import ip_network
from pathlib import Path

from environment import PREFIX, SettingsProblem
from settings import Settings

APPLICATION = "web:application"
"""What each process serves, by name: whoever only starts the server need not load it."""

ROOT = Path(__file__).parents[1]

HEADERS_LIMIT = 64 * 1024
"""Bytes of a request's first line and headers that are kept while more of them come."""

GRACE, SILENCE = 5, 30
"""Seconds that open requests get when it is stopped, and that a process may not answer at all."""


def command(settings: Settings) -> tuple[str, ...]:
    """What serves the application: a command line to become.

    Addresses are not logged: links are secrets, and an address is where they stand. Of the
    server's readers of HTTP only the one chosen here ends a request whose headers have no end.
    """
    believed = networks(settings.trusted_proxies)
    return (
        *(sys.executable, "-P", "-m", "uvicorn", APPLICATION),
        *("--factory", "--app-dir", str(ROOT)),
        *("--host", settings.host, "--port", str(settings.port)),
        *("--workers", str(settings.web_processes)),
        *("--no-access-log", "--no-server-header"),
        *("--http", "h11", "--h11-max-incomplete-event-size", str(HEADERS_LIMIT)),
        *(("--forwarded-allow-ips", believed) if believed else ("--no-proxy-headers",)),
        *("--timeout-graceful-shutdown", str(GRACE)),
        *("--timeout-worker-healthcheck", str(SILENCE)),
    )


def networks(named: str) -> str:
    """Whose word on where a request comes from is believed: no names, and not everybody's."""
    try:
        return ",".join(str(ip_network(each.strip())) for each in named.split(",") if named)
    except ValueError as error:
        problem = f"{PREFIX}TRUSTED_PROXIES: {error}: name IP addresses, or networks."
        raise SettingsProblem(problem) from None
