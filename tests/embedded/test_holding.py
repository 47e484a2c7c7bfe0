"""One copy on one folder."""

import os
from pathlib import Path

import pytest

from embedded.holding import AlreadyRunning, holding
from tests.embedded.processes import next_line, running

HOLDER = """
import sys, time
from pathlib import Path
from embedded.holding import holding
with holding(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


def test_a_second_copy_is_refused_and_told_who_holds_the_data(tmp_path: Path) -> None:
    with running(HOLDER, str(tmp_path)) as holder:
        assert next_line(holder) == "held"
        with (
            pytest.raises(AlreadyRunning, match=f"process {holder.pid}") as refusal,
            holding(tmp_path),
        ):
            pass
        assert str(tmp_path) in str(refusal.value)
        assert "TELECOMMUTE_DATA" in str(refusal.value)


def test_a_crash_leaves_no_lock_behind(tmp_path: Path) -> None:
    with running(HOLDER, str(tmp_path)) as holder:
        assert next_line(holder) == "held"
    with holding(tmp_path):
        assert (tmp_path / "lock").read_text() != str(holder.pid)


def test_the_data_is_free_again_after_a_clean_end(tmp_path: Path) -> None:
    with holding(tmp_path), pytest.raises(AlreadyRunning), holding(tmp_path):
        pass
    with holding(tmp_path):
        assert (tmp_path / "lock").read_text() == str(os.getpid())
