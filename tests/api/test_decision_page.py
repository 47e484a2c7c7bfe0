"""The decision: who reaches it, what it needs, and what is sent."""

from datetime import date

import pytest

from api.doors.acts import Refused
from policy.acts import (
    DecisionGiven,
    Outcome,
)
from policy.analysis import Finding
from policy.forms.checking import to_form
from policy.week import telecommuting_days
from tests import people
from tests.api.reading import CHOSEN, PATH, page_of
from tests.api.seeding import Story, full_answers
from tests.api.site import Desk, post


class TestDeciding:
    @pytest.fixture
    def decided(self, desk: Desk) -> Desk:
        """A coordinator before a proposal whose reviews are all in."""
        self.story = Story(desk, answers=full_answers(desk, "connecticut")).submit().review()
        desk.sign_in(people.COORDINATOR)
        return desk

    def form(self, **fields: str) -> dict[str, str]:
        own = {"findings.s2": "yes"}
        return {"key": CHOSEN, **to_form(self.story.proposal), **own, **fields}

    @pytest.mark.requirement("CT-017")
    def test_before_every_review_is_in_there_is_nothing_to_decide(self, desk: Desk) -> None:
        Story(desk).submit().review("supervisor")
        desk.sign_in(people.COORDINATOR)
        page = page_of(desk, f"{PATH}/decide")
        assert "Deciding opens when every review is in" in page
        assert "Supervisor supports it" in page

    @pytest.mark.requirement("CT-018")
    def test_only_who_coordinates_reaches_the_decision(self, decided: Desk) -> None:
        other = decided.sign_in(people.SUPERVISOR, decided.browser())
        assert other.get(f"{PATH}/decide").status_code == 403

    def test_the_reviews_stand_beside_the_proposal(self, decided: Desk) -> None:
        page = page_of(decided, f"{PATH}/decide")
        assert "Manager supports it" in page
        assert "Tuesday and Thursday: telecommuting" in page

    def test_a_denial_needs_its_reason(self, decided: Desk) -> None:
        path = f"{PATH}/decide"
        answer = post(decided.client, path, **self.form(outcome="denied"))
        assert answer.status_code == 422
        assert "Say why you deny it" in answer.text
        assert decided.door.acts == []

    def test_a_denial_with_its_reason_is_sent(self, decided: Desk) -> None:
        fields = self.form(outcome="denied", reason="The counter must be staffed.")
        assert post(decided.client, f"{PATH}/decide", **fields).status_code == 303
        [(_, act)] = decided.door.acts
        assert isinstance(act, DecisionGiven)
        assert (act.outcome, act.modified) == (Outcome.DENIED, None)

    def test_what_the_engine_refuses_is_shown_with_the_form(self, decided: Desk) -> None:
        decided.door.trouble = Refused("The decision is made once.")
        fields = self.form(outcome="denied", reason="No.")
        answer = post(decided.client, f"{PATH}/decide", **fields)
        assert answer.status_code == 409
        assert "The decision is made once." in answer.text

    @pytest.mark.requirement("CT-018")
    def test_an_approval_goes_through_as_it_is(self, decided: Desk) -> None:
        answer = post(decided.client, f"{PATH}/decide", **self.form(outcome="approved"))
        assert answer.status_code == 303
        [(_, act)] = decided.door.acts
        assert isinstance(act, DecisionGiven)
        assert (act.outcome, act.modified) == (Outcome.APPROVED, None)

    def test_approval_as_modified_carries_the_changed_proposal(self, decided: Desk) -> None:
        change = {"week.thursday.place": "duty_station", "ends_on": "May 31, 2027"}
        fields = self.form(outcome="approved_as_modified", **change)
        assert post(decided.client, f"{PATH}/decide", **fields).status_code == 303
        [(_, act)] = decided.door.acts
        assert isinstance(act, DecisionGiven)
        assert act.modified is not None
        assert act.modified.ends_on == date(2027, 5, 31)
        assert [day.weekday for day in telecommuting_days(act.modified.week)] == ["tuesday"]
        assert act.modified.answers == self.story.answers

    def test_a_change_asks_what_nobody_was_asked_before(self, decided: Desk) -> None:
        change = {"field_work": "yes", "field_work_grounds": "Two sites, done by noon."}
        fields = self.form(outcome="approved_as_modified", **change)
        answer = post(decided.client, f"{PATH}/decide", **fields)
        assert answer.status_code == 422
        assert "The employee regularly performs duties off-site." in answer.text
        assert 'name="findings.s4"' in answer.text
        assert decided.door.acts == []
        again = {**fields, "findings.s4": "yes"}
        assert post(decided.client, f"{PATH}/decide", **again).status_code == 303
        [(_, act)] = decided.door.acts
        assert isinstance(act, DecisionGiven)
        assert {each.question for each in act.findings} == {"s2", "s4"}

    @pytest.mark.requirement("CT-086")
    def test_a_part_day_is_not_approved_past_the_question_of_its_benefit(
        self, decided: Desk
    ) -> None:
        facts = people.on_file(people.EMPLOYEE)
        facts.field_work = True
        with decided.session() as session:
            session.merge(facts)
            session.commit()
        change = {
            "week.tuesday.place": "part_day",
            "week.tuesday.field_work_ends": "11:00 am",
            "field_work_grounds": "Two sites, done by eleven.",
        }
        fields = self.form(outcome="approved_as_modified", **change)
        answer = post(decided.client, f"{PATH}/decide", **fields, **{"findings.s4": "yes"})
        assert answer.status_code == 422
        assert "must be yes: your schedule has a part-day" in answer.text
        asked = post(decided.client, f"{PATH}/decide", **fields | {"field_work": "yes"})
        assert asked.status_code == 422
        assert 'name="findings.s4"' in asked.text
        assert decided.door.acts == []

    def test_a_change_that_closes_an_exception_names_who_answers(self, desk: Desk) -> None:
        own = "My own computer, only for state email or a secure web application"
        given = full_answers(desk, "connecticut") | {"equipment_mode": own}
        given |= {"web_application": "CORE-CT"}
        self.story = Story(desk, answers=given).submit()
        claimed = {"y9": Finding("y9", "no", way_out="web_only")}
        self.story.review("supervisor").review("manager", found=claimed).review("agency_head")
        desk.sign_in(people.COORDINATOR)
        change = {"equipment_mode": "State-issued equipment", "web_application": ""}
        fields = self.form(outcome="approved_as_modified", **change)
        answer = post(desk.client, f"{PATH}/decide", **fields)
        assert answer.status_code == 422
        assert "ask the manager for the review again" in answer.text
        assert 'href="#outcome"' in answer.text
        assert desk.door.acts == []

    @pytest.fixture
    def claimed(self, desk: Desk) -> Desk:
        """The agency provides no equipment; an exception is claimed that does not fit yet."""
        self.story = Story(desk, answers=full_answers(desk, "connecticut")).submit()
        ahead = {"y9": Finding("y9", "no", way_out="web_only")}
        self.story.review("supervisor").review("manager", found=ahead).review("agency_head")
        desk.sign_in(people.COORDINATOR)
        return desk

    @pytest.mark.requirement("CT-051")
    def test_what_a_change_could_cure_is_offered_and_judged_with_the_change(
        self, claimed: Desk
    ) -> None:
        page = page_of(claimed, f"{PATH}/decide")
        assert "the exception chosen does not fit the proposal" in page
        assert "It cannot be approved as it is" in page
        assert "You can approve it as modified if your change takes it out of the way" in page
        assert 'value="approved"' not in claimed.client.get(f"{PATH}/decide").text
        idle = self.form(outcome="approved_as_modified", ends_on="5/31/2027")
        answer = post(claimed.client, f"{PATH}/decide", **idle)
        assert answer.status_code == 422
        assert claimed.door.acts == []
        own = "My own computer, only for state email or a secure web application"
        change = {"equipment_mode": own, "web_application": "CORE-CT"}
        cured = self.form(outcome="approved_as_modified", **change)
        assert post(claimed.client, f"{PATH}/decide", **cured).status_code == 303
        [(_, act)] = claimed.door.acts
        assert isinstance(act, DecisionGiven)
        assert act.outcome is Outcome.APPROVED_AS_MODIFIED

    @pytest.mark.requirement("CT-066")
    def test_a_change_is_taken_though_others_have_to_answer_first(self, desk: Desk) -> None:
        """The agency head is asked about it before it is decided, and nobody starts anew."""
        self.story = Story(desk, answers=full_answers(desk, "connecticut")).submit()
        ahead = {"y9": Finding("y9", "no", way_out="web_only")}
        self.story.review("supervisor").review("manager", found=ahead)
        desk.sign_in(people.COORDINATOR)
        own = "My own computer, only for state email or a secure web application"
        change = {"equipment_mode": own, "web_application": "CORE-CT"}
        sent = self.form(outcome="approved_as_modified", **change)
        assert post(desk.client, f"{PATH}/decide", **sent).status_code == 303
        assert len(desk.door.acts) == 1

    def test_what_no_change_could_cure_can_only_be_denied(self, desk: Desk) -> None:
        found = {"y1": Finding("y1", "no", "It would not.")}
        Story(desk, answers=full_answers(desk, "connecticut")).submit().review(found=found)
        desk.sign_in(people.COORDINATOR)
        page = desk.client.get(f"{PATH}/decide").text
        assert "Approving is not offered" in page
        assert 'value="approved_as_modified"' not in page
        assert 'value="denied"' in page

    @pytest.mark.parametrize(
        ("outcome", "change", "said"),
        [
            ("approved", {"ends_on": "5/31/2027"}, "You changed the proposal below"),
            ("approved_as_modified", {}, "but changed nothing below"),
        ],
    )
    def test_a_choice_that_the_fields_contradict_is_not_sent(
        self, decided: Desk, outcome: str, change: dict[str, str], said: str
    ) -> None:
        answer = post(decided.client, f"{PATH}/decide", **self.form(outcome=outcome, **change))
        assert answer.status_code == 422
        assert said in answer.text
        assert decided.door.acts == []

    @pytest.mark.parametrize(
        ("button", "what"),
        [("more", "week"), ("alike", "week"), ("more", "equipment"), ("without", "week2")],
    )
    def test_a_button_within_the_form_decides_nothing(
        self, decided: Desk, button: str, what: str
    ) -> None:
        fields = self.form(outcome="approved_as_modified", reason="As agreed.")
        answer = post(decided.client, f"{PATH}/decide", **fields, **{button: what})
        assert answer.status_code == 200
        assert decided.door.acts == []
        assert ">As agreed.</textarea>" in answer.text
        assert ('name="week2.monday.place"' in answer.text) == (button == "more" and what == "week")
        assert "<details" in answer.text
        assert " open>\n<summary>Change the proposal" in answer.text

    def test_nothing_chosen_is_a_problem(self, decided: Desk) -> None:
        answer = post(decided.client, f"{PATH}/decide", **self.form())
        assert "Choose how you decide" in answer.text
        assert decided.door.acts == []
