"""A ClamAV daemon of a few lines: it knows one virus."""

import re
import socketserver
import struct
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from tests.documents.uploads.samples import EICAR

_STREAMS = re.compile(rb"stream\n(.*?)\nendstream", re.DOTALL)


def is_harmful(content: bytes) -> bool:
    """Whether the virus is in it, or packed in a PDF's stream, where a scanner looks too."""
    return any(EICAR in part for part in (content, *map(_unpacked, _STREAMS.findall(content))))


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream


class _Line(socketserver.StreamRequestHandler):
    """One conversation by INSTREAM."""

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        found = b"stream: Eicar-Test-Signature FOUND\0" if is_harmful(content) else b"stream: OK\0"
        said = getattr(self.server, "says", b"") or found
        self.wfile.write(said)


class _Daemon(socketserver.ThreadingTCPServer):
    daemon_threads = True
    says = b""


@contextmanager
def a_clamd(says: bytes = b"", port: int = 0) -> Iterator[int]:
    """The port of a running daemon; with `says`, one that always answers that."""
    with _Daemon(("127.0.0.1", port), _Line) as daemon:
        daemon.says = says
        running = threading.Thread(target=daemon.serve_forever, args=(0.01,))
        running.start()
        try:
            yield int(daemon.server_address[1])
        finally:
            daemon.shutdown()
            running.join()
