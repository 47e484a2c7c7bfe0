"""The web application's processes share one port, and none is left behind."""

import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit

import pytest
from uvicorn.config import STARTUP_FAILURE

import web
from commands.supervising import SILENCE
from records.migrating import upgrade
from tests.commands.calling import TELECOMMUTE, settings_in
from tests.embedded.processes import children, command_of, descendants, is_gone
from tests.ports import free_ports

pytestmark = pytest.mark.timeout(400)
PATIENCE, LOOK = 120.0, 0.05
ASKED_WITHIN = 2.0
"""Seconds within which each process is asked whether it lives: four times over."""
SERVING = "spawn_main"


@contextmanager
def served(folder: Path, processes: int) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """`telecommute api` on a database of its own, and its address; killed at the end."""
    upgrade(f"sqlite:///{folder}/telecommute.db")
    port = free_ports(1)[0]
    settings = {
        **settings_in(folder),
        "TELECOMMUTE_PORT": str(port),
        "TELECOMMUTE_WEB_PROCESSES": str(processes),
    }
    log = (folder / "api.log").open("wb")
    with (
        log,
        subprocess.Popen(  # noqa: S603
            [TELECOMMUTE, "api"], env=os.environ | settings, stdout=log, stderr=log
        ) as process,
    ):
        try:
            yield process, f"http://127.0.0.1:{port}/healthz"
        finally:
            process.kill()


def serving(supervisor: int) -> list[int]:
    """The process IDs of those that serve for it."""
    return [pid for pid in children(supervisor) if SERVING in command_of(pid)]


def until_serving(process: subprocess.Popen[bytes], address: str, count: int) -> list[int]:
    """The process IDs of those that serve, once there are so many and one answers."""
    give_up_at = time.monotonic() + PATIENCE
    while time.monotonic() < give_up_at:
        found = serving(process.pid)
        with suppress(URLError, OSError), urllib.request.urlopen(address, timeout=5):  # noqa: S310
            if len(found) == count:
                return found
        time.sleep(LOOK)
    raise AssertionError(address)


def test_one_that_dies_is_replaced_while_the_other_serves(tmp_path: Path) -> None:
    with served(tmp_path, 2) as (process, address):
        first, second = until_serving(process, address, 2)
        os.kill(first, signal.SIGKILL)
        assert is_gone(first, within=PATIENCE)
        with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310
            assert answer.status == 200
        assert second in until_serving(process, address, 2)


def test_all_that_die_while_they_are_asked_whether_they_live_are_replaced_at_once(
    tmp_path: Path,
) -> None:
    with served(tmp_path, 2) as (process, address):
        both = until_serving(process, address, 2)
        for each in both:
            os.kill(each, signal.SIGSTOP)
        time.sleep(ASKED_WITHIN)
        since = time.monotonic()
        for each in both:
            os.kill(each, signal.SIGKILL)
        while len(set(serving(process.pid)) - set(both)) < 2:
            time.sleep(LOOK)
        assert time.monotonic() - since < SILENCE / 2


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_none_outlives_the_one_that_started_them(tmp_path: Path, how: signal.Signals) -> None:
    with served(tmp_path, 2) as (process, address):
        until_serving(process, address, 2)
        everything = descendants(process.pid)
        process.send_signal(how)
        process.wait(PATIENCE)
        assert all(is_gone(each, within=PATIENCE) for each in everything)


def test_one_process_needs_no_other(tmp_path: Path) -> None:
    with served(tmp_path, 1) as (process, address):
        assert until_serving(process, address, 0) == []


HEAD = b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
ODD = {
    "a header of a megabyte": (HEAD + b"X-A: " + b"a" * 1_000_000 + b"\r\n\r\n", {400, 431}),
    "a header without end": (HEAD + b"X-A: " + b"a" * 8_000_000, {400, 431}),
    "a header of forty kilobytes": (HEAD + b"X-A: " + b"a" * 40_000 + b"\r\n\r\n", {431}),
    "a thousand headers": (HEAD + b"X-A: a\r\n" * 1000 + b"\r\n", {431}),
    "ten thousand headers": (HEAD + b"X-A: a\r\n" * 10_000 + b"\r\n", {400, 431}),
    "an address of a megabyte": (b"GET /" + b"a" * 1_000_000 + b" HTTP/1.1\r\n\r\n", {400, 431}),
    "a name with a space": (HEAD + b"X A: a\r\n\r\n", {400}),
    "two lengths": (HEAD + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", {400}),
}  # fmt: skip


def sent(port: int, request: bytes) -> int:
    """The status of the answer to these bytes; 400 where the connection was broken off."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        answer = b""
        with suppress(ConnectionError):
            connection.sendall(request)
        with suppress(ConnectionError):
            answer = connection.recv(1000)
    return int(answer.split()[1]) if answer else 400


def test_headers_without_measure_are_refused_and_the_server_lives(tmp_path: Path) -> None:
    with served(tmp_path, 1) as (process, address):
        until_serving(process, address, 0)
        port = urlsplit(address).port or 0
        for name, (request, expected) in ODD.items():
            assert sent(port, request) in expected, name
            assert sent(port, HEAD + b"\r\n") == 200, name
        assert process.poll() is None
        assert memory_of(process.pid) < 400_000


def memory_of(pid: int) -> int:
    """The most kilobytes that a process has held so far."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0])


def test_what_cannot_be_built_is_not_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELECOMMUTE_DATA", str(tmp_path))
    monkeypatch.delenv("TELECOMMUTE_SECRET", raising=False)
    with pytest.raises(SystemExit) as ended:
        web.application()
    assert ended.value.code == STARTUP_FAILURE
