"""A PostgreSQL cluster of the tests' own: started in a temporary folder, stopped when they end."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HINT = "PostgreSQL is not installed: apt-get install -y postgresql"
OWNER = "postgres"


class NoPostgres(RuntimeError):
    """The database server's programs are not on this machine: a failure, never a skip."""


@contextmanager
def cluster() -> Iterator[str]:
    """The URL of an empty cluster's first database; other databases are made beside it."""
    folder = Path(tempfile.mkdtemp(prefix="telecommute-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(folder, OWNER, OWNER)
    data, port = folder / "data", _free_port()
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c fsync=off -k {folder}"
    try:
        _run("initdb", "-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        _run("pg_ctl", "-D", data, "-l", folder / "log", "-w", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://{OWNER}@127.0.0.1:{port}/postgres"
        finally:
            _run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder)


def _run(program: str, *arguments: str | Path) -> None:
    """Run one of the server's programs, as its own user where we are root: it refuses root."""
    become = ["setpriv", f"--reuid={OWNER}", f"--regid={OWNER}", "--clear-groups"]
    command = [str(_bindir() / program), *map(str, arguments)]
    subprocess.run(  # noqa: S603 - the server's own programs, arguments from above
        [*(become if os.geteuid() == 0 else []), *command],
        check=True,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        timeout=120,
    )


def _bindir() -> Path:
    """Where Debian keeps the server's programs: the newest version's folder."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    named = shutil.which("initdb")
    if not found and not named:
        raise NoPostgres(HINT)
    return (found[-1] if found else Path(str(named))).parent


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
