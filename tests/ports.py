"""Ports for what tests start, which nobody else is given before it listens."""

import socket
from collections.abc import Iterator
from itertools import cycle
from secrets import randbelow

FIRST, LAST = 15_000, 32_000
"""Below those from which a system takes one for whoever asks for any, each connection included."""


def _from_anywhere_on() -> Iterator[int]:
    """Every port over and over; no two processes begin at the same one."""
    begin = randbelow(LAST - FIRST)
    return cycle(FIRST + (begin + step) % (LAST - FIRST) for step in range(LAST - FIRST))


_PORTS = _from_anywhere_on()


def free_port() -> int:
    """A port of 127.0.0.1 that nothing listens on; the next call gives another."""
    return next(filter(_is_free, _PORTS))


def free_ports(count: int) -> list[int]:
    """The same, so many, each another."""
    return [free_port() for _ in range(count)]


def _is_free(port: int) -> bool:
    """Whether one can listen there now."""
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
