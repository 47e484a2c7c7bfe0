"""Recorded hours handed in by a timekeeper: the act, and what came of it."""

from dataclasses import dataclass

from policy.acts import Attribution


@dataclass(frozen=True)
class HoursHandedIn:
    """A file of recorded hours, kept in the store under `digest`, the SHA-256 of its bytes.

    `keeps` are the agencies whose time the person keeps, by the agencies' files at that moment.
    """

    digest: str
    keeps: tuple[str, ...]
    by: Attribution


@dataclass(frozen=True)
class HoursKept:
    """How many rows of a file were new, changed, or the same as before."""

    added: int
    changed: int
    unchanged: int
