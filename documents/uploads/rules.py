"""What a file that somebody uploads may be, and how it is said that it is not."""

from collections.abc import Mapping
from dataclasses import dataclass

MEGABYTE = 1_000_000
MOST_BYTES = 10 * MEGABYTE
MOST_PAGES = 20
MOST_PIXELS = 40_000_000
"""Pixels of one picture, which takes about four bytes each in memory."""

PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
ENDINGS: Mapping[str, str] = {"pdf": PDF, "png": PNG, "jpg": JPEG, "jpeg": JPEG}
"""Media types by what a file's name ends with. Archives and Office files are none of them."""

BEGINNINGS: Mapping[str, bytes] = {
    PDF: b"%PDF-",
    PNG: b"\x89PNG\r\n\x1a\n",
    JPEG: b"\xff\xd8\xff",
}
TITLES: Mapping[str, str] = {PDF: "PDF", PNG: "PNG", JPEG: "JPEG"}

TOO_BIG = "is more than 10 megabytes. Make it smaller, and upload it again"
TOO_HARD = "takes too long or too much memory to open. Print it to a new file, and upload that"


class Unfit(Exception):
    """The file cannot be taken: the message goes on from its name ("has more than 20 pages")."""


@dataclass(frozen=True)
class Examined:
    """What is kept of a file that can be taken; a picture has one page."""

    content: bytes
    media_type: str
    pages: int
