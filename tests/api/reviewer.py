"""A reviewer with the link, step by step."""

from html import unescape

from policy.acts import ReviewGiven
from policy.tasks import Purpose
from tests.api.reading import CHOSEN, follow
from tests.api.seeding import Story, full_answers
from tests.api.site import Desk, post

POSITION = {
    "findings.p1": "Audits accounts from files.",
    **{f"findings.p{number}": "yes" for number in range(2, 8)},
}
EMPLOYEE = {f"findings.e{number}": "yes" for number in range(1, 8)}
ELEVEN = {f"findings.{name}": "yes" for name in ("y1", "y3", "y4", "y6", "y8", "y10", "y11")}
TEN = {f"findings.{name}": "no" for name in ("n3", "n4", "n5", "n6")}


class Reviewer:
    """A reviewer with a link, and nothing else."""

    def __init__(self, desk: Desk, role: str = "supervisor", **answers: str) -> None:
        self.desk = desk
        self.story = Story(desk, answers={**full_answers(desk, "connecticut"), **answers}).submit()
        self.role = role
        if role != "supervisor":
            self.story.review("supervisor")
        if role == "agency_head":
            self.story.review("manager")
        self.path, self.page = follow(desk.client, self.story.link(Purpose.REVIEW, role))

    def save(self, step: str, **answers: str) -> str:
        """Save a step; where it leads."""
        path = f"{self.path}/review/{step}"
        answer = post(self.desk.client, path, **answers)
        assert answer.status_code == 303, unescape(answer.text)
        return answer.headers["location"]

    def read(self, step: str = "") -> str:
        """A page of the review."""
        answer = self.desk.client.get(f"{self.path}/review/{step}" if step else self.path)
        return unescape(answer.text)

    def send(self) -> ReviewGiven | None:
        """Send what was kept; the act, if it went through."""
        page = f"{self.path}/review/check"
        answer = post(self.desk.client, f"{self.path}/review", page, key=CHOSEN)
        self.page = unescape(answer.text)
        if answer.status_code != 303:
            assert answer.status_code == 422
            return None
        [(_, act)] = self.desk.door.acts
        assert isinstance(act, ReviewGiven)
        return act
