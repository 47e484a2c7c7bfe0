"""`telecommute up`: everything from one command, and nothing left behind, however it ends."""

import fcntl
import json
import os
import signal
import smtplib
import socket
import stat
import subprocess
import urllib.request
from pathlib import Path

import pytest

from tests.embedded.conftest import TELECOMMUTE, Installation, KeepUp, Running, Start
from tests.embedded.processes import command_of, descendants, is_gone, next_line, running

pytestmark = pytest.mark.timeout(600)

SHELL = """
import subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, text=True)
for line in process.stdout:
    if "Press Ctrl-C" in line:
        print(process.pid, flush=True)
"""


LOADING = """
import subprocess, sys, time
loads = open(sys.argv[1], "w")
command = [sys.executable, "-X", "importtime", *sys.argv[2:]]
print(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=loads).pid, flush=True)
time.sleep(600)
"""
ROOM = 1 << 20
"""Bytes of a pipe into which a process can tell every module it loads without being read."""


def fetch(port: int, path: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
        content: bytes = answer.read()
    return content


def assert_nothing_is_left(processes: list[int], installation: Installation) -> None:
    assert len(processes) >= 4
    assert all(is_gone(each, within=60) for each in processes)
    for port in (installation.web, installation.temporal, installation.temporal_ui):
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_one_command_starts_everything_and_says_where(home: Installation, up: Running) -> None:
    said = "\n".join(up.said)
    assert f"http://127.0.0.1:{home.web}" in said
    assert f"http://127.0.0.1:{home.temporal_ui}" in said
    assert "HR representative" in said
    assert json.loads(fetch(home.web, "/readyz"))["status"] == "ready"
    assert b"<html" in fetch(home.temporal_ui, "/")
    with smtplib.SMTP("127.0.0.1", home.smtp) as mailbox:
        assert mailbox.noop()[0] == 250
    assert stat.S_IMODE((home.data / "secret").stat().st_mode) == 0o600


def test_a_second_copy_on_the_same_data_is_refused(
    home: Installation, up: Running, start: Start
) -> None:
    second = start(home)
    refusal = second.rest()
    assert f"Another copy (process {up.process.pid}) runs on" in refusal
    assert "Traceback" not in refusal
    assert second.process.wait() == 1


def test_a_part_that_dies_is_started_again(up: Running) -> None:
    worker = part(up, "worker")
    os.kill(worker, signal.SIGKILL)
    assert "starting it again" in up.until("The worker ended")
    up.until("The worker runs again")
    assert part(up, "worker") != worker


def test_sigterm_ends_everything(home: Installation, up: Running) -> None:
    processes = up.all_processes
    up.process.send_signal(signal.SIGTERM)
    assert "Stopping everything" in up.rest()
    assert up.process.wait() == 0
    assert_nothing_is_left(processes, home)


def test_a_kill_leaves_no_process_and_loses_nothing_and_ctrl_c_ends_what_was_started_again(
    home: Installation, keep_up: KeepUp
) -> None:
    up = keep_up()
    processes = up.all_processes
    secret = (home.data / "secret").read_text()
    up.process.kill()
    up.process.wait()
    assert_nothing_is_left(processes, home)
    again = keep_up()
    assert "are in the directory" not in "\n".join(again.said)
    assert (home.data / "secret").read_text() == secret
    processes = again.all_processes
    again.process.send_signal(signal.SIGINT)
    assert "Traceback" not in again.rest()
    assert again.process.wait() == 0
    assert_nothing_is_left(processes, home)


def test_everything_ends_with_the_shell_that_started_it(installation: Installation) -> None:
    with running(SHELL, TELECOMMUTE, "up", environment=installation.environment) as shell:
        supervisor = int(next_line(shell))
        processes = descendants(supervisor)
        shell.kill()
        assert is_gone(supervisor, within=60)
    assert_nothing_is_left(processes, installation)


def test_a_shell_that_ends_while_everything_is_loaded_is_noticed(
    installation: Installation, tmp_path: Path
) -> None:
    loads = tmp_path / "loads"
    os.mkfifo(loads)
    environment = installation.environment
    with running(LOADING, str(loads), TELECOMMUTE, "up", environment=environment) as shell:
        with loads.open() as told:
            fcntl.fcntl(told, fcntl.F_SETPIPE_SZ, ROOM)
            supervisor = int(next_line(shell))
            next(line for line in told if "embedded.parent" in line)
            shell.kill()
            shell.wait()
            noticed = is_gone(supervisor, within=120)
        if not noticed:
            os.kill(supervisor, signal.SIGTERM)
    assert noticed


def test_a_taken_port_is_named_and_nothing_is_started(
    installation: Installation, start: Start
) -> None:
    with socket.create_server(("127.0.0.1", installation.smtp)):
        up = start(installation)
        refusal = up.rest()
    assert f"Port {installation.smtp} (mailbox) is taken" in refusal
    assert "TELECOMMUTE_SMTP_PORT" in refusal
    assert up.process.wait() == 1
    assert not (installation.data / "temporal.db").exists()


def test_it_is_not_for_production(installation: Installation) -> None:
    refused = subprocess.run(  # noqa: S603
        [TELECOMMUTE, "up"],
        env=installation.environment | {"TELECOMMUTE_PRODUCTION": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode == 1
    assert "TELECOMMUTE_" in refused.stderr
    assert "Traceback" not in refused.stderr


def part(up: Running, name: str) -> int:
    """The process ID of one part, before and after it has become the program that it is."""
    return next(
        pid for pid in up.parts if command_of(pid).rstrip().removesuffix(".py").endswith(name)
    )
