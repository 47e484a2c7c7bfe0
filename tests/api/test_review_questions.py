"""The questions of a review: what stands beside each, and what nobody has to type."""

from dataclasses import replace
from html import unescape

import pytest

from policy.account import Happening
from policy.analysis import Finding
from policy.tasks import Purpose
from tests import people
from tests.api.reading import follow
from tests.api.reviewer import ELEVEN, EMPLOYEE, POSITION, TEN, Reviewer
from tests.api.site import Desk, post
from tests.workflows.analyses.reviews import OWN_COMPUTER


class TestWhatIsAsked:
    @pytest.mark.requirement("CT-051")
    def test_who_is_asked_once_more_can_claim_an_exception_that_a_change_opens(
        self, desk: Desk
    ) -> None:
        once = Reviewer(desk, "manager")
        assert 'value="web_only"' not in once.read("q-proposal_yes")
        once.story.review("manager")
        once.story.tasks = once.story.asked(Purpose.REVIEW, ["manager"])
        once.story.write()
        path, _ = follow(desk.client, once.story.link(Purpose.REVIEW, "manager"))
        answers = {"findings.y2": "yes", "findings.y9": "no", "findings.y9.way_out": "web_only"}
        step = f"{path}/review/q-proposal_yes"
        page = unescape(desk.client.get(step).text)
        assert page.count("It counts only where the agency changes the proposal to fit it.") == 3
        known = {"findings.y5": "yes", "findings.y7": "yes"}
        assert post(desk.client, step, **answers, **known).status_code == 303

    def test_who_is_asked_about_a_change_can_claim_what_it_opens(self, desk: Desk) -> None:
        asked = Reviewer(desk, "manager")
        assert 'value="web_only"' not in asked.read("q-proposal_yes")
        story = asked.story
        changed = {"equipment_mode": OWN_COMPUTER, "web_application": "CORE-CT"}
        story.version = 1
        story.proposals = [(1, replace(story.proposal, answers={**story.answers, **changed}))]
        story.note(Happening.CHANGE_PUT_UP, "hr_representative", person=people.COORDINATOR)
        story.write()
        assert 'value="web_only"' in asked.read("q-proposal_yes")

    @pytest.mark.requirement("CT-047")
    @pytest.mark.requirement("CT-065")
    def test_what_the_facts_answer_is_shown_and_cannot_be_typed(self, desk: Desk) -> None:
        reviewer = Reviewer(desk)
        reviewer.save("q-position", **POSITION)
        reviewer.save("q-employee", **EMPLOYEE)
        page = reviewer.read("q-proposal_yes")
        assert "Rated satisfactory on June 30, 2026." in page
        assert 'name="findings.y7"' not in page
        assert "No discipline is on file since" in reviewer.read("q-proposal_no")
        reviewer.save("q-proposal_yes", **ELEVEN, **{"findings.y7": "no"})
        reviewer.save("q-proposal_no", **TEN)
        reviewer.save("overall", supports="yes")
        act = reviewer.send()
        assert act is not None
        assert Finding("y7", "yes", computed=True) in act.findings

    @pytest.mark.requirement("CT-047")
    def test_no_rating_on_file_stops_the_request(self, desk: Desk) -> None:
        reviewer = Reviewer(desk)
        with desk.session() as session:
            facts = people.on_file(people.EMPLOYEE)
            facts.rating = ""
            session.merge(facts)
            session.commit()
        reviewer.save("q-position", **POSITION)
        reviewer.save("q-employee", **EMPLOYEE)
        page = reviewer.read("q-proposal_yes")
        assert "No evaluation is on file." in page
        assert "This stops the request" in page

    @pytest.mark.requirement("CT-025")
    def test_a_question_stands_beside_what_the_proposal_says(self, desk: Desk) -> None:
        reviewer = Reviewer(desk, duties_away="Audits <b>accounts</b>")
        page = reviewer.read("q-position")
        assert page.count("Audits <b>accounts</b>") >= 3
        raw = desk.client.get(f"{reviewer.path}/review/q-position").text
        assert "Audits <b>" not in raw

    @pytest.mark.requirement("CT-057")
    def test_the_manager_sees_the_schedules_of_the_work_group(self, desk: Desk) -> None:
        with desk.session() as session:
            facts = people.on_file(people.COLLEAGUE)
            facts.schedule_type = "reduced"
            session.merge(facts)
            session.commit()
        reviewer = Reviewer(desk, "manager")
        page = reviewer.read("q-proposal_no")
        assert "Schedules in the work group now" in page
        assert people.NAMES[people.COLLEAGUE] in page
        assert "Reduced schedule" in page

    @pytest.mark.requirement("CT-049")
    @pytest.mark.requirement("CT-050")
    def test_only_an_exception_that_fits_the_proposal_can_be_claimed(self, desk: Desk) -> None:
        reviewer = Reviewer(desk, "manager", equipment_mode="No computer is needed")
        page = reviewer.read("q-proposal_yes")
        assert 'value="no_computer"' in page
        assert 'value="it_authorized"' not in page
        found = {"findings.y2": "yes", "findings.y5": "yes", "findings.y9": "no"}
        path = f"{reviewer.path}/review/q-proposal_yes"
        wrong = post(desk.client, path, **found, **{"findings.y9.way_out": "it_authorized"})
        assert "This exception cannot be chosen" in wrong.text
        reviewer.save("q-proposal_yes", **found, **{"findings.y9.way_out": "no_computer"})
        reviewer.save("q-proposal_no", **{"findings.n1": "no", "findings.n2": "no"})
        reviewer.save("overall", supports="yes")
        act = reviewer.send()
        assert act is not None
        assert Finding("y9", "no", way_out="no_computer") in act.findings
