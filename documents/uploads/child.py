"""Examines one file, alone in a process: `python -m documents.uploads.child ENDING < in > out`.

Before it looks at the file it gives up, for good, all but a little memory, time and output; what
a hostile file makes of the libraries that open it ends with this process. The first line of the
output says what was found, as JSON; what is kept of the file follows.
"""

import io
import json
import resource
import sys
import warnings
import zipfile

from documents.uploads.pdf import rewrite
from documents.uploads.picture import redraw
from documents.uploads.rules import (
    BEGINNINGS,
    ENDINGS,
    MEGABYTE,
    MOST_BYTES,
    PDF,
    TITLES,
    TOO_BIG,
    TOO_HARD,
    Examined,
    Unfit,
)

MEMORY = 1_000 * MEGABYTE
"""Bytes of address space: a picture of 40 megapixels, unpacked, turned and packed again."""

SECONDS = 20
"""Processor time."""

OUTPUT = 2 * MOST_BYTES
"""Bytes it may write: a picture drawn anew may need more than it did."""

LIMITS = {
    resource.RLIMIT_AS: MEMORY,
    resource.RLIMIT_CPU: SECONDS,
    resource.RLIMIT_FSIZE: OUTPUT,
    resource.RLIMIT_NOFILE: 16,
    resource.RLIMIT_CORE: 0,
}


def examine(content: bytes, ending: str) -> Examined:
    """What is kept of the file; Unfit unless its ending, beginning and contents all agree."""
    media_type = ENDINGS[ending]
    if not content:
        empty = "is empty. Choose the file again"
        raise Unfit(empty)
    if len(content) > MOST_BYTES:
        raise Unfit(TOO_BIG)
    if not content.startswith(BEGINNINGS[media_type]):
        raise Unfit(_misnamed(content, ending))
    if zipfile.is_zipfile(io.BytesIO(content)):
        archive = "is an archive as well as what its name says. Print it to a new file"
        raise Unfit(archive)
    return rewrite(content) if media_type == PDF else redraw(content, media_type)


def _misnamed(content: bytes, ending: str) -> str:
    for media_type, beginning in BEGINNINGS.items():
        if content.startswith(beginning):
            return f"is a {TITLES[media_type]} file, though its name ends in .{ending}. Rename it"
    return f"is not the {TITLES[ENDINGS[ending]]} file that its name says. Save it as one"


def main() -> None:
    """Give up what is not needed, examine the file, and tell what was found."""
    for limit, most in LIMITS.items():
        resource.setrlimit(limit, (most, most))
    warnings.simplefilter("error")
    try:
        found = examine(sys.stdin.buffer.read(MOST_BYTES + 1), sys.argv[1])
        told: dict[str, object] = {"media_type": found.media_type, "pages": found.pages}
        content = found.content
    except Unfit as error:
        told, content = {"problem": str(error)}, b""
    except (MemoryError, RecursionError, Warning):
        told, content = {"problem": TOO_HARD}, b""
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + content)


if __name__ == "__main__":
    main()
