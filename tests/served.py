"""An application on a port of 127.0.0.1, as long as a test wants it there."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette


@contextmanager
def served(app: Starlette, port: int) -> Iterator[None]:
    """It answers there, from a thread of its own."""
    config = uvicorn.Config(
        app, port=port, log_level="error", lifespan="off", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            thread.join(0.01)
        yield
    finally:
        server.should_exit = True
        thread.join()
