"""What the supervisor runs: a command, and how to tell that it serves."""

import asyncio
import urllib.request
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from urllib.error import URLError

from embedded.ports import answers

Check = Callable[[], Awaitable[bool]]


@dataclass(frozen=True)
class Service:
    """One part of the system, as its own process.

    `ready` says whether it serves; `patience` is how many seconds it may take until then.
    """

    name: str
    command: tuple[str, ...]
    ready: Check
    patience: float = 120.0


def when_listening(port: int) -> Check:
    """Ready when something accepts connections on `port` of this machine."""

    async def check() -> bool:
        return await asyncio.to_thread(answers, port)

    return check


def when_ok(url: str) -> Check:
    """Ready when `url` answers 200."""

    async def check() -> bool:
        return await asyncio.to_thread(_is_ok, url)

    return check


def _is_ok(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own http address
            return bool(answer.status == HTTPStatus.OK)
    except (URLError, OSError):
        return False
