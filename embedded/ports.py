"""Ports: refuse clearly when one is taken, before anything starts."""

import socket
from collections.abc import Iterable
from dataclasses import dataclass

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Port:
    """A port to listen on: what for, and the setting that changes it."""

    number: int
    purpose: str
    setting: str
    host: str = HOST


class PortsTaken(RuntimeError):
    """Ports that cannot be had; the message names each with the setting that changes it."""

    def __init__(self, taken: Iterable[Port]) -> None:
        """`taken` in the order they were asked for."""
        lines = [
            f"Port {port.number} ({port.purpose}) is taken. "
            f"Stop what uses it, or set {port.setting} to another."
            for port in taken
        ]
        super().__init__("\n".join(lines))


def refuse_taken(ports: Iterable[Port]) -> None:
    """PortsTaken if any is in use, or wanted twice."""
    seen: set[int] = set()
    taken: list[Port] = []
    for port in ports:
        if port.number in seen or not is_free(port.number, port.host):
            taken.append(port)
        seen.add(port.number)
    if taken:
        raise PortsTaken(taken)


def is_free(number: int, host: str = HOST) -> bool:
    """Whether one can listen on `number` now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, number))
        except OSError:
            return False
    return True


def answers(number: int, host: str = HOST) -> bool:
    """Whether something accepts connections on `number`."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, number)) == 0


def free_port(host: str = HOST) -> int:
    """A port that nobody listens on now."""
    with socket.socket() as listener:
        listener.bind((host, 0))
        return int(listener.getsockname()[1])
