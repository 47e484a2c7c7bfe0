"""Children end with whoever started them."""

import sys
from pathlib import Path

from embedded.child import spawn
from tests.embedded.processes import is_gone, next_line, running

STARTER = """
import sys, time
from pathlib import Path
from embedded.child import spawn
sleeper = (sys.executable, "-c", "import time; time.sleep(600)")
child = spawn("sleeper", sleeper, Path(sys.argv[1]), {})
print(child.process.pid, flush=True)
time.sleep(600)
"""


def test_a_child_dies_when_its_parent_is_killed_outright(tmp_path: Path) -> None:
    with running(STARTER, str(tmp_path / "log")) as parent:
        child = int(next_line(parent))
        assert not is_gone(child, within=0)
        parent.kill()
    assert is_gone(child, within=5)


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
