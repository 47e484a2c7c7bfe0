"""References that people can read aloud, such as TA-7K3M-9QXD: opaque, and hard to mistype."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U."""

BITS = 40
"""How many random bits a reference carries: eight characters."""

_PREFIX = "TA"
_LENGTH = BITS // 5
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SEPARATORS = str.maketrans(dict.fromkeys(" \t\u00a0-_.\u2010\u2011\u2012\u2013\u2014\u2212"))


class TooManyBits(ValueError):
    """A reference takes exactly 40 bits."""


def new_reference(bits: int) -> str:
    """The reference of 40 random bits; TooManyBits when they do not fit."""
    if not 0 <= bits < 1 << BITS:
        raise TooManyBits(bits)
    digits = (ALPHABET[bits >> 5 * place & 31] for place in reversed(range(_LENGTH)))
    return _written("".join(digits))


def normalize(text: str) -> str | None:
    """The reference meant by what a person typed, or None.

    Forgives case, missing or odd dashes and spaces, a missing prefix, O for 0, I and L for 1.
    """
    body = text.strip().upper().translate(_SEPARATORS)
    if len(body) == len(_PREFIX) + _LENGTH:
        body = body.removeprefix(_PREFIX)
    body = body.translate(_MISREAD)
    if len(body) != _LENGTH or not set(body) <= set(ALPHABET):
        return None
    return _written(body)


def _written(body: str) -> str:
    return f"{_PREFIX}-{body[:4]}-{body[4:]}"
