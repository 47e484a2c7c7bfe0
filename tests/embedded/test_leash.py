"""Children end with whoever started them."""

import os
import sys
from pathlib import Path

from embedded.child import LARGE, spawn
from tests.embedded.processes import is_gone, next_line, running

STARTER = """
import sys, time
from pathlib import Path
from embedded.child import spawn
sleeper = "import sys, time; open(sys.argv[1], 'w').close(); time.sleep(600)"
child = spawn("sleeper", (sys.executable, "-c", sleeper, sys.argv[2]), Path(sys.argv[1]), {})
open(sys.argv[2]).read()
print(child.process.pid, flush=True)
time.sleep(600)
"""


def test_a_child_dies_when_its_parent_is_killed_outright(tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    os.mkfifo(runs)
    with running(STARTER, str(tmp_path / "log"), str(runs)) as parent:
        child = int(next_line(parent))
        assert not is_gone(child, within=0)
        parent.kill()
    assert is_gone(child, within=60)


async def test_a_child_that_will_not_stop_is_made_to(tmp_path: Path) -> None:
    deaf = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "print('deaf', flush=True); time.sleep(600)"
    )
    child = spawn("deaf", (sys.executable, "-c", deaf), tmp_path / "log", {})
    await child.stop(patience=1)
    assert not child.running


async def test_a_child_gets_the_settings_and_its_words_are_kept(tmp_path: Path) -> None:
    speak = "import os; print('one'); print(os.environ['GREETING'])"
    child = spawn("speaker", (sys.executable, "-c", speak), tmp_path / "log", {"GREETING": "hello"})
    child.process.wait()
    assert child.last_words(1) == "hello"
    await child.stop()


async def test_a_large_log_is_put_aside(tmp_path: Path) -> None:
    log = tmp_path / "part.log"
    with log.open("wb") as file:
        file.truncate(LARGE + 1)
    child = spawn("speaker", (sys.executable, "-c", "print('one')"), log, {})
    child.process.wait()
    assert log.read_text() == "one\n"
    assert (tmp_path / "part.old.log").stat().st_size == LARGE + 1
