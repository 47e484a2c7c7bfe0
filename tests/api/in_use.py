"""Arrangements that figures are about, and what human resources writes beside them."""

from httpx2 import Client

from policy.acts import Outcome
from policy.analysis import Finding
from tests.api.seeding import Story
from tests.api.site import Desk, post

HEADCOUNT = "/registers/headcount?about=comptroller"
REASONS = "/registers/extent_reasons?about=comptroller"
OTHER = "TA-2222-2222"


def lived(desk: Desk) -> Story:
    """One arrangement that was authorized this year and has been in force since December 1."""
    story = Story(desk).submit().review().approve().sign().deliver().start()
    desk.clock.pass_by(days=14)
    return story


def denied(desk: Desk, question: str) -> Story:
    """One that was denied because of that question."""
    story = Story(desk, reference=OTHER).submit()
    story.review(found={question: Finding(question, "no")})
    return story.approve(Outcome.DENIED)


def write(client: Client, path: str, **answers: str) -> None:
    """Write an entry into a register."""
    answer = post(client, path, key="k" * 24, **answers)
    assert answer.status_code == 303, answer.text
