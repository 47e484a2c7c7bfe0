"""A mail relay that takes everything and keeps nothing: `python -m bench.sink PORT`.

It costs next to nothing, so that what is measured beside it is not its own work.
"""

import sys
from socketserver import StreamRequestHandler, ThreadingTCPServer

from embedded.ports import HOST

ANSWERS = {b"DATA": b"354 go on", b"QUIT": b"221 goodbye"}
END = b".\r\n"


class Conversation(StreamRequestHandler):
    """One client's conversation: every command but the last is answered with consent."""

    def handle(self) -> None:
        """Answer line by line until the client leaves."""
        self._say(b"220 ready")
        for line in self.rfile:
            command = line[:4].upper()
            self._say(ANSWERS.get(command, b"250 ok"))
            if command == b"DATA":
                self._swallow()
            elif command == b"QUIT":
                return

    def _swallow(self) -> None:
        while self.rfile.readline() not in {END, b""}:
            pass
        self._say(b"250 taken")

    def _say(self, words: bytes) -> None:
        self.wfile.write(words + b"\r\n")


def main() -> None:
    """Listen until killed."""
    with ThreadingTCPServer((HOST, int(sys.argv[1])), Conversation) as server:
        server.daemon_threads = True
        server.serve_forever()


if __name__ == "__main__":
    main()
