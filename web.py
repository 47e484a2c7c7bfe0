"""The web application as one of its processes serves it (`commands.supervising` says how many)."""

import logging
import signal
import sys
from multiprocessing import parent_process

from fastapi import FastAPI
from uvicorn.config import STARTUP_FAILURE

from api.serving import build, keep_for_good
from api.templating import prepare
from embedded.leash import die_with_parent
from settings import load_settings

_log = logging.getLogger("uvicorn.error")


def application() -> FastAPI:
    """The application for this process, which ends with its parent, however that ends.

    Where it cannot be built the process exits so that no other is started in its place.
    """
    parent = parent_process()
    if parent is not None and parent.pid is not None:
        die_with_parent(parent.pid, signal.SIGKILL)
    try:
        built = build(load_settings())
    except Exception:
        _log.exception("The web application cannot start.")
        sys.exit(STARTUP_FAILURE)
    prepare()
    keep_for_good()
    return built
