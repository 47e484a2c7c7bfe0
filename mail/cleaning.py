"""Makes text from people safe to place in a line of mail, without changing what it says."""

import unicodedata

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def one_line(text: str) -> str:
    """The text as one line: no line breaks, no control or direction characters, single spaces.

    A name can then neither add a header nor forge a line of the message, nor turn the text
    around it.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = "".join(_safe(letter) for letter in unicodedata.normalize("NFC", text))
    return " ".join(kept.split())


def lines(text: str) -> list[str]:
    """A person's paragraph as clean lines, empty ones left out; the breaks they made stay."""
    return [line for line in map(one_line, text.splitlines()) if line]


def _safe(letter: str) -> str:
    if letter.isascii() and letter.isprintable():
        return letter
    category = unicodedata.category(letter)
    if category in {"Cc", "Zl", "Zp"}:
        return " "
    return "" if category == "Cs" or letter in _BIDI else letter
