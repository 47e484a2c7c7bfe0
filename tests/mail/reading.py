"""Reads a mail as a person would: its words, its sentences, and how hard they are."""

import re
from html.parser import HTMLParser

_SKIPPED = {"head", "style", "title"}


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.paragraphs: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self._skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._skipping += tag in _SKIPPED
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag == "p":
            self.paragraphs.append("")

    def handle_endtag(self, tag: str) -> None:
        self._skipping -= tag in _SKIPPED

    def handle_data(self, data: str) -> None:
        if not self._skipping and self.paragraphs:
            self.paragraphs[-1] += data


def read(html: str) -> _Words:
    """The HTML message's paragraphs, links and tags."""
    words = _Words()
    words.feed(html)
    words.close()
    words.paragraphs = [paragraph.strip() for paragraph in words.paragraphs]
    return words


def words_of(text: str) -> list[str]:
    """The words in order; quote marks at the start of a line are no words."""
    return re.sub(r"^> ", "", text, flags=re.MULTILINE).split()


def sentences(html: str) -> list[list[str]]:
    """The words of each sentence, links left out."""
    spoken = [part for part in read(html).paragraphs if "://" not in part]
    parts = [part for item in spoken for part in re.split(r"(?<=[.!?:])\s", item)]
    return [found for part in parts if (found := re.findall(r"[A-Za-z0-9'-]+", part))]


def grade(html: str) -> float:
    """The Flesch-Kincaid grade: school years needed to follow the text at first reading."""
    found = sentences(html)
    spoken = [word for sentence in found for word in sentence]
    syllables = sum(map(_syllables, spoken))
    return 0.39 * len(spoken) / len(found) + 11.8 * syllables / len(spoken) - 15.59


def _syllables(word: str) -> int:
    groups = re.findall(r"[aeiouy]+", word.lower())
    silent = bool(re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$", word.lower()))
    return max(1, len(groups) - silent)
