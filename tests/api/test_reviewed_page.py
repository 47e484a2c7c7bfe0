"""What a review found, side by side: what is in the way, and what the coordinator can do."""

from html import unescape

import pytest

from policy.acts import AskedAgain, DecisionGiven
from policy.analysis import Finding
from policy.forms.checking import to_form
from policy.tasks import Purpose
from tests import people
from tests.api.reading import CHOSEN, PATH, page_of
from tests.api.reviewed import REVIEW, stopped, story_of
from tests.api.site import Desk, post


class TestWhatWasFound:
    def test_each_answer_has_its_name_day_and_remark(self, desk: Desk) -> None:
        stopped(desk)
        page = page_of(desk, REVIEW)
        assert "It would not." in page
        assert "Jo Abara, supervisor, November 23, 2026" in page
        assert "Pia Weiss, manager, November 23, 2026" in page

    @pytest.mark.requirement("CT-040")
    @pytest.mark.requirement("CT-055")
    def test_what_is_in_the_way_is_named_with_its_section_in_order(self, desk: Desk) -> None:
        stopped(desk)
        page = page_of(desk, REVIEW)
        first = page.index("must be yes; the answer is no (General Letter 32, III.C.1)")
        second = page.index("must be no; the answer is yes (General Letter 32, III.C.2)")
        assert first < second
        assert "Ask the supervisor again" in page

    @pytest.mark.requirement("CT-017")
    def test_what_is_missing_is_told_by_role(self, desk: Desk) -> None:
        story_of(desk)
        page = page_of(desk, REVIEW)
        assert "Supervisor: 30 questions, asked for now." in page
        assert "Agency head: 1 question, not open yet." in page
        assert "HR representative: 1 question, answered with the decision." in page

    @pytest.mark.requirement("CT-066")
    def test_an_analysis_that_is_locked_says_so(self, desk: Desk) -> None:
        story_of(desk)
        page = page_of(desk, REVIEW)
        assert page.count("Cannot start yet") == 4
        assert "Waiting for the supervisor" in page

    def test_where_all_is_well_the_decision_is_still_the_agency_s(self, desk: Desk) -> None:
        story = story_of(desk)
        story.review()
        page = page_of(desk, REVIEW)
        assert "In the way" not in page
        assert "answered with the decision" in page
        assert "Decide on it" in page

    def test_an_earlier_answer_stays_to_be_read(self, desk: Desk) -> None:
        story = stopped(desk)
        story.find("supervisor", [Finding("y1", "yes", "After all, it would.")])
        story.write()
        page = page_of(desk, REVIEW)
        assert "After all, it would." in page
        assert "No. Jo Abara, supervisor, November 23, 2026. It would not." in page
        assert "must be yes; the answer is no" not in page

    def test_facts_that_have_changed_since_count_as_they_are_now(self, desk: Desk) -> None:
        story_of(desk).review()
        with desk.session() as session:
            facts = people.on_file(people.EMPLOYEE)
            facts.disciplined_on = ["2026-11-20"]
            session.merge(facts)
            session.commit()
        page = page_of(desk, REVIEW)
        assert "Disciplined on November 20, 2026." in page
        assert "In the way of an approval" in page

    @pytest.mark.parametrize(
        ("number", "status"),
        [
            (people.EMPLOYEE, 403),
            (people.SUPERVISOR, 403),
            (people.HEAD, 403),
            (people.COLLEAGUE, 404),
            (people.CITY_COORDINATOR, 404),
            (people.COORDINATOR, 200),
        ],
    )
    @pytest.mark.requirement("CT-065")
    def test_only_who_coordinates_sees_it(self, desk: Desk, number: str, status: int) -> None:
        stopped(desk)
        client = desk.sign_in(number, desk.browser())
        assert client.get(REVIEW).status_code == status
        told = desk.browser().get(f"/api/v1{REVIEW}", headers=desk.bearer(number))
        assert told.status_code == status


class TestAskingAgain:
    def test_a_reviewer_is_asked_again_with_the_reason(self, desk: Desk) -> None:
        stopped(desk)
        path = f"{PATH}/ask-again"
        page = f"{path}?role=supervisor"
        assert "The supervisor is asked once more to review" in page_of(desk, page)
        fields = {"key": CHOSEN, "role": "supervisor", "reason": "Look at y1 once more."}
        assert post(desk.client, path, page, **fields).status_code == 303
        [(_, act)] = desk.door.acts
        assert isinstance(act, AskedAgain)
        assert (act.line, act.role, act.reason) == ("", "supervisor", "Look at y1 once more.")

    def test_who_is_asked_already_is_not_offered(self, desk: Desk) -> None:
        story = stopped(desk)
        story.tasks = story.asked(Purpose.REVIEW, ["supervisor"])
        story.write()
        assert "Ask the supervisor" not in page_of(desk, REVIEW)

    @pytest.mark.parametrize("query", ["?role=das_liaison", "?line=nobody", ""])
    def test_somebody_must_be_named_who_reviewed_or_signs(self, desk: Desk, query: str) -> None:
        stopped(desk)
        assert desk.client.get(f"{PATH}/ask-again{query}").status_code == 404


class TestDecidingOnFindings:
    @pytest.mark.requirement("CT-040")
    def test_approval_is_not_offered_while_something_blocks(self, desk: Desk) -> None:
        stopped(desk)
        page = page_of(desk, f"{PATH}/decide")
        assert "Approve as it is" not in page
        assert "2 questions are answered otherwise than approval needs" in page

    @pytest.mark.requirement("CT-040")
    def test_an_approval_sent_nevertheless_is_refused_by_name(self, desk: Desk) -> None:
        story = stopped(desk)
        fields = {"key": CHOSEN, **to_form(story.proposal), "outcome": "approved"}
        answer = post(desk.client, f"{PATH}/decide", **fields)
        assert answer.status_code == 422
        assert 'href="#findings.y1"' in answer.text
        assert desk.door.acts == []

    @pytest.mark.requirement("CT-018")
    @pytest.mark.requirement("CT-065")
    def test_the_facts_are_looked_up_again_and_go_with_the_decision(self, desk: Desk) -> None:
        story = story_of(desk).review()
        own = {"findings.s2": "yes"}
        fields = {"key": CHOSEN, **to_form(story.proposal), **own, "outcome": "approved"}
        assert "Looked up again now" in page_of(desk, f"{PATH}/decide")
        assert post(desk.client, f"{PATH}/decide", **fields).status_code == 303
        [(_, act)] = desk.door.acts
        assert isinstance(act, DecisionGiven)
        assert {f.question: f.answer for f in act.computed} == {
            "y7": "yes",
            "n7": "no",
            "n8": "no",
            "n9": "no",
            "n10": "no",
        }
        assert act.findings == (Finding("s2", "yes"),)

    @pytest.mark.requirement("CT-067")
    def test_the_decider_answers_before_approving(self, desk: Desk) -> None:
        story = story_of(desk).review()
        fields = {"key": CHOSEN, **to_form(story.proposal), "outcome": "approved"}
        for answer in ({}, {"findings.s2": "no"}):
            sent = post(desk.client, f"{PATH}/decide", **fields, **answer)
            assert sent.status_code == 422
            assert 'href="#findings.s2"' in unescape(sent.text)
        assert desk.door.acts == []

    @pytest.mark.requirement("CT-019")
    @pytest.mark.requirement("CT-022")
    def test_the_page_says_on_what_it_rests_and_what_the_employee_is_told(self, desk: Desk) -> None:
        texts = story_of(desk).review().program.texts
        page = page_of(desk, f"{PATH}/decide")
        for name in ("decision_basis", "denial", "approval", "sole_discretion"):
            assert texts[name] in page
