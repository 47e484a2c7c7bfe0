"""Has a file examined in a process of its own, which a hostile one can stop and nothing else."""

import subprocess
import sys
import tempfile
from typing import IO

from pydantic import BaseModel

from documents.uploads.rules import ENDINGS, TOO_HARD, Examined, Unfit

PATIENCE = 30.0
"""Seconds on the clock after which an examination is given up."""

COMMAND = (sys.executable, "-I", "-m", "documents.uploads.child")
SURROUNDINGS = {"MALLOC_ARENA_MAX": "1"}
"""The whole environment of the examining process: no setting and no secret of ours is in it."""


class _Told(BaseModel):
    """The first line of what the examining process says."""

    problem: str = ""
    media_type: str = ""
    pages: int = 0


def examine(file: IO[bytes], ending: str, *, patience: float = PATIENCE) -> Examined:
    """What is kept of `file`, whose name ends in `ending`; Unfit where it cannot be taken.

    Takes a third of a second and up to a gigabyte of memory in another process; here no more than
    what is kept. `file` is a file of the system, read from its beginning. `patience`: see PATIENCE.
    """
    if ending not in ENDINGS:
        raise KeyError(ending)
    file.seek(0)
    with tempfile.TemporaryFile() as output:
        try:
            subprocess.run(  # noqa: S603 - our own command line; the ending is one of ours
                [*COMMAND, ending],
                stdin=file,
                stdout=output,
                stderr=subprocess.DEVNULL,
                env=SURROUNDINGS,
                timeout=patience,
                check=True,
            )
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            raise Unfit(TOO_HARD) from error
        output.seek(0)
        return _found(output)


def _found(output: IO[bytes]) -> Examined:
    told = _Told.model_validate_json(output.readline())
    if told.problem:
        raise Unfit(told.problem)
    return Examined(output.read(), told.media_type, told.pages)
