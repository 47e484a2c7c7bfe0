"""A mail as text with its links to follow."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mail.mailbox import ReceivedMail

_LINK = re.compile(r"https?://[^\s<>\"']+")


@dataclass(frozen=True)
class PieceView:
    """A piece of text; `href` is filled where it is a link."""

    text: str
    href: str = ""


def letter_view(letter: ReceivedMail) -> tuple[PieceView, ...]:
    """The text of a mail, cut at its links."""
    return tuple(_pieces(letter.text))


def _pieces(text: str) -> Iterator[PieceView]:
    end = 0
    for link in _LINK.finditer(text):
        yield PieceView(text[end : link.start()])
        href = link.group().rstrip(".,;)")
        yield PieceView(href, href)
        end = link.start() + len(href)
    yield PieceView(text[end:])
