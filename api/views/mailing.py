"""The mailbox: a mail as text with its links to follow, and when it came where it is read."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.utils import parseaddr

from sqlmodel import Session

from api.parts import Parts
from mail.mailbox import ReceivedMail
from policy.wording import show_instant
from records import people

_LINK = re.compile(r"https?://[^\s<>\"']+")


@dataclass(frozen=True)
class PieceView:
    """A piece of text; `href` is filled where it is a link."""

    text: str
    href: str = ""


def arrivals(session: Session, parts: Parts, letters: Sequence[ReceivedMail]) -> Mapping[str, str]:
    """When each mail came, by its ID: in the time zone of its recipient's agency."""
    to = {letter.id: parseaddr(letter.recipient)[1].lower() for letter in letters}
    zones = {each.liaison_mail.lower(): each.time_zone for each in parts.agencies.values()}
    for mail, agency in people.agencies_at(session, to.values()).items():
        if agency in parts.agencies:
            zones[mail] = parts.agencies[agency].time_zone
    return {
        letter.id: show_instant(letter.received_at, zones.get(to[letter.id], "UTC"))
        for letter in letters
    }


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
