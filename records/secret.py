"""Secrets that are handed out once and find something again: only their SHA-256 is kept."""

import hashlib
import secrets
from base64 import b32encode

LENGTH = 25
"""Bytes of a secret: 200 bits, as 40 letters and digits."""


def new_secret() -> str:
    """A random secret for an address: mail clients cut off what looks like punctuation."""
    return in_letters(secrets.token_bytes(LENGTH))


def in_letters(secret: bytes) -> str:
    """The first 200 bits of a secret in small letters and digits."""
    return b32encode(secret[:LENGTH]).decode().lower()


def digest_of(raw: str) -> str:
    """What is stored of a secret, and what one that is malformed is looked up by as well."""
    return hashlib.sha256(raw.encode("utf-8", "replace")).hexdigest()
