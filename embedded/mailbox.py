"""The mailbox as a process of its own: `python -m embedded.mailbox FOLDER HOST PORT`."""

import signal
import sys
from pathlib import Path

from mail.mailbox import MailboxServer


def serve(folder: Path, host: str, port: int) -> None:
    """Receive mail over SMTP into `folder` until SIGTERM."""
    endings = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, endings)
    server = MailboxServer(folder, host, port)
    server.start()
    signal.sigwait(endings)
    server.stop()


if __name__ == "__main__":
    serve(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
