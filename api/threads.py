"""How many requests work at once in the threads of this process.

The threads of a process take turns at the interpreter. With many of them a request that is nearly
done takes its turn after all the others, so that everybody waits for the slowest; those who wait
for a thread are served in order.
"""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar, TypeVarTuple

from anyio import from_thread
from anyio.to_thread import current_default_thread_limiter

T = TypeVar("T")
Given = TypeVarTuple("Given")

FEW: Final = 3
"""Enough where records are read from a file: nothing is waited for."""

FEW_APART: Final = 10
"""Enough where each answer of the database comes over a network."""

MOST: Final = 40
"""No more threads than this, however many requests wait for the engine."""


def allow(threads: int) -> None:
    """Let that many requests work at once; call it on the event loop."""
    current_default_thread_limiter().total_tokens = threads


@contextmanager
def giving_way() -> Iterator[None]:
    """Let another request work while the one of this block only waits; use it on the event loop.

    Its thread stays taken, so one more is allowed meanwhile, up to `MOST`.
    """
    limiter = current_default_thread_limiter()
    more = 1 if limiter.total_tokens < MOST else 0
    limiter.total_tokens += more
    try:
        yield
    finally:
        limiter.total_tokens -= more


def waited_for(work: Callable[[*Given], Awaitable[T]], *given: *Given) -> T:
    """What the event loop does for a route in its own thread, which only waits meanwhile."""

    async def on_the_loop() -> T:
        with giving_way():
            return await work(*given)

    return from_thread.run(on_the_loop)
