"""The secrets of an embedded installation: each made once, readable by its owner alone."""

import os
import secrets
from pathlib import Path

BYTES = 48


def keep_secret(path: Path) -> None:
    """Make a random secret at `path` unless there is one; never change one.

    With a new one all links in mail would be dead, or nothing readable of what Temporal stores.
    Created complete or not at all: it is written aside, then linked to its name.
    """
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}-{os.getpid()}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(BYTES) + "\n")
        file.flush()
        os.fsync(descriptor)
    aside.rename(path)
