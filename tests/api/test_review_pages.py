"""What links in mail lead to: reviewing, acknowledging; and what people wrote stays text."""

from html import unescape

import pytest

from policy.account import Purpose
from policy.acts import CopyAcknowledged, ReviewGiven
from tests import people
from tests.api.reading import CHOSEN, follow
from tests.api.seeding import Story
from tests.api.site import Desk, post


class TestReviewing:
    def reviewer(self, desk: Desk) -> tuple[str, str]:
        story = Story(desk, answers={"duties_away": "Audits <b>accounts</b>"}).submit()
        return follow(desk.client, story.link(Purpose.REVIEW, "supervisor"))

    def test_the_page_shows_the_proposal_and_the_question_of_the_program(self, desk: Desk) -> None:
        _, page = self.reviewer(desk)
        assert "Review as supervisor" in page
        assert "Tuesday: telecommuting, 8:00 am to 4:30 pm" in page
        assert "Does this proposal fit the guidelines and the business needs" in page

    @pytest.mark.requirement("CT-017")
    def test_a_review_carries_the_role_and_the_comment(self, desk: Desk) -> None:
        path, _ = self.reviewer(desk)
        fields = {"key": CHOSEN, "supports": "no", "comment": "Two is too many."}
        assert post(desk.client, f"{path}/review", path, **fields).status_code == 303
        [(_, act)] = desk.door.acts
        assert isinstance(act, ReviewGiven)
        assert (act.role, act.supports, act.comment) == ("supervisor", False, "Two is too many.")

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({}, "Choose whether you support the proposal"),
            ({"supports": "no"}, "Say why you do not support it"),
            ({"supports": "yes", "comment": "\u202e"}, "without control characters"),
        ],
    )
    def test_an_incomplete_review_is_not_sent(
        self, desk: Desk, fields: dict[str, str], said: str
    ) -> None:
        path, _ = self.reviewer(desk)
        answer = post(desk.client, f"{path}/review", path, key=CHOSEN, **fields)
        assert answer.status_code == 422
        assert said in unescape(answer.text)
        assert desk.door.acts == []


@pytest.mark.requirement("CT-173")
def test_who_received_a_copy_acknowledges_it_with_one_button(desk: Desk) -> None:
    story = Story(desk).submit().review().approve().sign().deliver()
    path, page = follow(desk.client, story.link(Purpose.ACKNOWLEDGE, "das_liaison", "das"))
    assert "Nothing is acknowledged yet" in page
    assert post(desk.client, f"{path}/acknowledge", path, key=CHOSEN).status_code == 303
    [(_, act)] = desk.door.acts
    assert isinstance(act, CopyAcknowledged)
    assert (act.copy, act.version, act.by.person) == ("das", 1, "liaison:comptroller")


def test_names_that_look_like_markup_are_text(desk: Desk) -> None:
    reason = "<script>alert(1)</script>{{7*7}}"
    story = Story(desk, answers={"duties_away": reason}).submit().review(comment=reason)
    desk.sign_in(people.COORDINATOR)
    page = desk.client.get(f"/arrangements/{story.reference}").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}" in page
