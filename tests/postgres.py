"""A PostgreSQL cluster of the tests' own: started in a temporary folder, stopped when they end."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.ports import free_port

HINT = "PostgreSQL is not installed: apt-get install -y postgresql"
OWNER = "postgres"
OPTIONS = [
    *("-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "lc_messages=C"),
    *("-c", "log_min_messages=log", "-c", "log_checkpoints=off"),
]
"""Fast rather than safe, and quiet: only what starting and stopping say is logged."""


class NoPostgres(RuntimeError):
    """The database server's programs are not on this machine: a failure, never a skip."""


@contextmanager
def cluster() -> Iterator[str]:
    """The URL of an empty cluster's first database; other databases are made beside it."""
    folder = Path(tempfile.mkdtemp(prefix="telecommute-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(folder, OWNER, OWNER)
    data, port = str(folder / "data"), free_port()
    make = _command(
        "initdb", "-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--no-locale", "-N"
    )
    try:
        subprocess.run(make, check=True, cwd="/", stdout=subprocess.DEVNULL, timeout=120)  # noqa: S603
        with _serving(
            _command("postgres", "-D", data, "-p", str(port), "-k", str(folder), *OPTIONS)
        ):
            yield f"postgresql+psycopg://{OWNER}@127.0.0.1:{port}/postgres"
    finally:
        shutil.rmtree(folder)


@contextmanager
def _serving(command: list[str]) -> Iterator[None]:
    """The server from when it takes connections until the block is left."""
    with subprocess.Popen(  # noqa: S603 - the server's own program
        command, cwd="/", stderr=subprocess.PIPE, text=True
    ) as server:
        said: list[str] = []
        for line in server.stderr or ():
            said.append(line)
            if "ready to accept connections" in line:
                break
        else:
            raise NoPostgres("".join(said))
        try:
            yield
        finally:
            server.send_signal(signal.SIGINT)
            server.communicate(timeout=60)


def _command(program: str, *arguments: str) -> list[str]:
    """A program of the server, as its own user where we are root, ended when we end."""
    user = [f"--reuid={OWNER}", f"--regid={OWNER}", "--clear-groups"] if os.geteuid() == 0 else []
    return ["setpriv", *user, "--pdeathsig=INT", str(_bindir() / program), *arguments]


def _bindir() -> Path:
    """Where Debian keeps the server's programs: the newest version's folder."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    named = shutil.which("initdb")
    if not found and not named:
        raise NoPostgres(HINT)
    return (found[-1] if found else Path(str(named))).parent
