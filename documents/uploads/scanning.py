"""Asks ClamAV's daemon about a file, by its INSTREAM command over TCP.

Its client on PyPI has not been looked after since 2014, and the conversation is this short. No
answer, or any that is not understood, is no verdict: nobody may take that for a clean file.
"""

import re
import socket
import struct
from dataclasses import dataclass
from typing import Protocol

PATIENCE = 20.0
"""Seconds that a connection, and each step of the conversation, may take."""

_CHUNK = 1 << 16
_LONGEST_ANSWER = 4096
_FOUND = re.compile(rb"stream: ([\x21-\x7e]{1,200}) FOUND\0?")


class ScannerUnavailable(OSError):
    """There is no verdict: the scanner is away, busy, or said something else."""


class NoVerdict(ScannerUnavailable):
    """The scanner answered, but not what is in this file, which may be too much for it."""


class Scanner(Protocol):
    """What the rest of the system asks of a virus scanner."""

    def scan(self, content: bytes) -> str:
        """The name of what was found, blank for a clean file; ScannerUnavailable otherwise."""


@dataclass(frozen=True)
class ClamAV:
    """The daemon `clamd`, listening on TCP."""

    host: str
    port: int
    patience: float = PATIENCE

    def scan(self, content: bytes) -> str:
        """The name of what was found, blank for a clean file; ScannerUnavailable otherwise."""
        try:
            with socket.create_connection((self.host, self.port), self.patience) as line:
                answer = _asked(line, content)
        except OSError as error:
            raise ScannerUnavailable(str(error)) from error
        return _verdict(answer)


def scanner_at(host: str, port: int) -> Scanner | None:
    """The scanner that listens there; None where no host is named."""
    return ClamAV(host, port) if host else None


def _asked(line: socket.socket, content: bytes) -> bytes:
    line.sendall(b"zINSTREAM\0")
    for start in range(0, len(content), _CHUNK):
        chunk = content[start : start + _CHUNK]
        line.sendall(struct.pack("!I", len(chunk)) + chunk)
    line.sendall(struct.pack("!I", 0))
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
        received = line.recv(_LONGEST_ANSWER)
        if not received:
            break
        answer += received
    return answer


def _verdict(answer: bytes) -> str:
    if answer == b"stream: OK\0":
        return ""
    found = _FOUND.fullmatch(answer)
    if found is None:
        reason = f"the scanner answered {answer[:100]!r}"
        raise NoVerdict(reason)
    return found[1].decode()
