"""Serves the web application from one process, or from several that share one listening socket.

Run as a program: `python -m commands.supervising HOST PORT PROCESSES PROXIES`. It holds the socket,
starts a process again that dies or hangs, and ends all of them on SIGTERM. It is small: where there
are several, only its children load the application.
"""

import sys

from uvicorn import Config, Server
from uvicorn.supervisors import Multiprocess

APPLICATION = "web:application"
"""What each process serves, by name: whoever only starts the server need not load it."""

HEADERS_LIMIT = 64 * 1024
"""Bytes of a request's first line and headers that are kept while more of them come."""

GRACE, SILENCE = 5, 30
"""Seconds that open requests get when it is stopped, and that a process may not answer at all."""


class Supervisor(Multiprocess):
    """Uvicorn's own, which knows at once that a process has died.

    Uvicorn keeps both ends of its line to each process open: who died while being asked whether
    they live was waited for like who hangs, and nobody else was looked after meanwhile.
    """

    def keep_subprocess_alive(self) -> None:
        """Start again who has died or hangs."""
        for process in self.processes:
            process.child_conn.close()
        super().keep_subprocess_alive()


def config_of(host: str, port: str, processes: str, believed: str = "") -> Config:
    """How Uvicorn serves; `believed` are the networks of proxies whose word is taken.

    Addresses are not logged: links are secrets, and an address is where they stand. Of its
    readers of HTTP only the one chosen here ends a request whose headers have no end.
    """
    return Config(
        APPLICATION,
        factory=True,
        host=host,
        port=int(port),
        workers=int(processes),
        access_log=False,
        server_header=False,
        http="h11",
        h11_max_incomplete_event_size=HEADERS_LIMIT,
        proxy_headers=bool(believed),
        forwarded_allow_ips=believed,
        timeout_graceful_shutdown=GRACE,
        timeout_worker_healthcheck=SILENCE,
    )


def main(config: Config) -> None:
    """Serve until SIGTERM."""
    if config.workers > 1:
        Supervisor(config, [config.bind_socket()]).run()
    else:
        Server(config).run()


if __name__ == "__main__":
    main(config_of(*sys.argv[1:]))
