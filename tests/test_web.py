"""The web application's processes share one port, and none is left behind."""

import os
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError

import pytest
from uvicorn.config import STARTUP_FAILURE

import web
from records.migrating import upgrade
from settings import Settings
from tests.embedded.processes import children, command_of, descendants, free_ports, is_gone
from tests.test_cli import RANDOM, TELECOMMUTE

pytestmark = pytest.mark.timeout(120)
PATIENCE, LOOK = 60.0, 0.05
SERVING = "spawn_main"


@contextmanager
def served(folder: Path, processes: int) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """`telecommute api` on a database of its own, and its address; killed at the end."""
    upgrade(f"sqlite:///{folder}/telecommute.db")
    port = free_ports(1)[0]
    settings = {
        "TELECOMMUTE_DATA": str(folder),
        "TELECOMMUTE_SECRET": RANDOM,
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


def until_serving(process: subprocess.Popen[bytes], address: str, count: int) -> list[int]:
    """The process IDs of those that serve, once there are so many and one answers."""
    give_up_at = time.monotonic() + PATIENCE
    while time.monotonic() < give_up_at:
        serving = [pid for pid in children(process.pid) if SERVING in command_of(pid)]
        with suppress(URLError, OSError), urllib.request.urlopen(address, timeout=5):  # noqa: S310
            if len(serving) == count:
                return serving
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


def test_what_cannot_be_built_is_not_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELECOMMUTE_DATA", str(tmp_path))
    monkeypatch.delenv("TELECOMMUTE_SECRET", raising=False)
    with pytest.raises(SystemExit) as ended:
        web.application()
    assert ended.value.code == STARTUP_FAILURE


@pytest.mark.parametrize(
    ("proxies", "said", "unsaid"),
    [
        ("", "--no-proxy-headers", "--forwarded-allow-ips"),
        ("10.0.0.7", "--forwarded-allow-ips 10.0.0.7", "--no-proxy-headers"),
    ],
)
def test_only_named_proxies_are_believed_and_no_address_is_logged(
    tmp_path: Path, proxies: str, said: str, unsaid: str
) -> None:
    command = " ".join(web.command(Settings(data=tmp_path, trusted_proxies=proxies)))
    assert said in command
    assert unsaid not in command
    assert "--no-access-log" in command
