"""How it is known who acts."""

from enum import StrEnum


class KnownBy(StrEnum):
    """What somebody opened, signed in with, or sent; kept as evidence with each act."""

    LINK = "link"
    SESSION = "session"
    """Signed in by a link in mail."""
    SINGLE_SIGN_ON = "single_sign_on"
    """Signed in with the employer's account."""
    TOKEN = "token"  # noqa: S105 - no secret
    FEED = "feed"
    COMMAND_LINE = "command_line"


def suffices(known_by: KnownBy, asked: str) -> bool:
    """Whether it is known well enough who acts, where a program asks for so much of its signers."""
    return asked == KnownBy.LINK or known_by is KnownBy.SINGLE_SIGN_ON
