"""A mail relay that takes everything and keeps nothing: `python -m bench.sink PORT`."""

import signal
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink

from embedded.ports import HOST


def main() -> None:
    """Listen until told to stop."""
    Controller(Sink(), hostname=HOST, port=int(sys.argv[1])).start()
    signal.pause()


if __name__ == "__main__":
    main()
