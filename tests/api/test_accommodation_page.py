"""An accommodation, determined beside the review that it sets questions of aside."""

import pytest

from api.doors.acts import Refused
from policy.account import Happening
from policy.acts import Accommodated, Determination
from policy.analysis import Finding
from tests.api.reading import CHOSEN, PATH, page_of
from tests.api.reviewed import CAN, REVIEW, stopped, story_of
from tests.api.site import Desk, post


class TestAccommodation:
    @pytest.mark.requirement("CT-160")
    @pytest.mark.requirement("CT-161")
    def test_the_test_is_shown_and_questions_are_named_with_a_reason(self, desk: Desk) -> None:
        stopped(desk, accommodation="yes")
        path = f"{PATH}/accommodate"
        page = page_of(desk, f"{path}?q=y1")
        assert "to enable the employee to perform the essential functions of his/her job" in page
        fields = {"key": CHOSEN, "outcome": "granted", "questions": "y1", "reason": CAN}
        assert post(desk.client, path, **fields).status_code == 303
        [(_, act)] = desk.door.acts
        assert isinstance(act, Accommodated)
        assert (act.outcome, act.questions, act.reason) == (Determination.GRANTED, ("y1",), CAN)

    @pytest.mark.requirement("CT-160")
    @pytest.mark.parametrize("outcome", list(Determination))
    def test_it_is_determined_though_nothing_is_to_be_set_aside(
        self, desk: Desk, outcome: Determination
    ) -> None:
        story_of(desk, accommodation="yes").review()
        fields = {"key": CHOSEN, "outcome": outcome, "reason": CAN}
        assert post(desk.client, f"{PATH}/accommodate", **fields).status_code == 303
        [(_, act)] = desk.door.acts
        assert isinstance(act, Accommodated)
        assert (act.outcome, act.questions, act.reason) == (outcome, (), CAN)

    @pytest.mark.requirement("CT-160")
    def test_the_decision_waits_for_it_and_says_so(self, desk: Desk) -> None:
        story = story_of(desk, accommodation="yes").review()
        assert "the decision waits for it" in page_of(desk, f"{PATH}/decide")
        fields = {"key": CHOSEN, "outcome": "denied", "reason": "No."}
        answer = post(desk.client, f"{PATH}/decide", **fields)
        assert answer.status_code == 422
        assert "Determine first whether this is a reasonable accommodation." in answer.text
        story.note(Happening.ACCOMMODATED, "hr_representative", about="not_granted", note=CAN)
        story.write()
        page = page_of(desk, f"{PATH}/decide")
        assert "the decision waits for it" not in page
        assert "Not granted" in page
        assert post(desk.client, f"{PATH}/decide", **fields).status_code == 303

    @pytest.mark.requirement("CT-160")
    def test_it_opens_only_where_the_proposal_asks_for_one(self, desk: Desk) -> None:
        stopped(desk)
        assert desk.client.get(f"{PATH}/accommodate").status_code == 404
        assert "accommodation" not in page_of(desk, REVIEW)

    def test_a_determination_without_questions_or_reason_is_not_sent(self, desk: Desk) -> None:
        stopped(desk, accommodation="yes")
        answer = post(desk.client, f"{PATH}/accommodate", key=CHOSEN)
        assert answer.status_code == 422
        assert "Choose whether it is a reasonable accommodation" in answer.text
        assert "Say why." in answer.text
        assert desk.door.acts == []

    @pytest.mark.requirement("CT-160")
    def test_what_is_set_aside_blocks_no_more_and_says_why(self, desk: Desk) -> None:
        story = stopped(desk, accommodation="yes")
        aside = [Finding("y1", "no"), Finding("n3", "yes")]
        story.find("hr_representative", aside, "The duties can be done.")
        story.write()
        page = page_of(desk, REVIEW)
        assert "Set aside as an accommodation: The duties can be done." in page
        assert "In the way of an approval" not in page
        assert "Approve as it is" in page_of(desk, f"{PATH}/decide")

    @pytest.mark.requirement("CT-160")
    def test_what_was_set_aside_blocks_again_where_it_is_not_granted_after_all(
        self, desk: Desk
    ) -> None:
        story = stopped(desk, accommodation="yes")
        aside = [Finding("y1", "no"), Finding("n3", "yes")]
        story.find("hr_representative", aside, CAN)
        story.find("hr_representative", aside)
        story.write()
        page = page_of(desk, REVIEW)
        assert "Set aside as an accommodation" not in page
        assert "In the way of an approval" in page

    def test_what_the_workflow_refuses_is_shown(self, desk: Desk) -> None:
        stopped(desk, accommodation="yes")
        desk.door.trouble = Refused("Questions are set aside before the decision.")
        fields = {"key": CHOSEN, "outcome": "granted", "reason": "It can be done."}
        answer = post(desk.client, f"{PATH}/accommodate", **fields)
        assert answer.status_code == 409
        assert "Questions are set aside before the decision." in answer.text
