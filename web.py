"""The web application's processes: one, or several that share one listening socket.

The server's own supervisor holds the socket, starts a process again that dies or hangs, and ends
all of them on SIGTERM. It is small: only its children load the application.
"""

import logging
import signal
import sys
from ipaddress import ip_network
from multiprocessing import parent_process
from pathlib import Path

from fastapi import FastAPI
from uvicorn.config import STARTUP_FAILURE

from api.serving import build, keep_for_good
from api.templating import prepare
from embedded.leash import die_with_parent
from settings import PREFIX, Settings, SettingsProblem, load_settings

HEADERS_LIMIT = 64 * 1024
"""Bytes of a request's first line and headers that are kept while more of them come."""

GRACE, SILENCE = 5, 30
"""Seconds that open requests get when it is stopped, and that a process may not answer at all."""

_log = logging.getLogger("uvicorn.error")


def command(settings: Settings) -> tuple[str, ...]:
    """What serves the application: a command line to become.

    Addresses are not logged: links are secrets, and an address is where they stand. Of the
    server's readers of HTTP only the one chosen here ends a request whose headers have no end.
    """
    believed = networks(settings.trusted_proxies)
    return (
        *(sys.executable, "-P", "-m", "uvicorn", f"{__name__}:{application.__name__}"),
        *("--factory", "--app-dir", str(Path(__file__).parent)),
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


def application() -> FastAPI:
    """The application for this process, which ends with its parent, however that ends.

    Where it cannot be built the process exits so that no other is started in its place.
    """
    parent = parent_process()
    if parent is not None and parent.pid is not None:
        die_with_parent(parent.pid, signal.SIGKILL)
    try:
        built = build(load_settings())
    except Exception:
        _log.exception("The web application cannot start.")
        sys.exit(STARTUP_FAILURE)
    prepare()
    keep_for_good()
    return built
