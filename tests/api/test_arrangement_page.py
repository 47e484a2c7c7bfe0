"""An arrangement's page and the acts on it."""

import re
from datetime import date
from html import unescape

import pytest

from api.acts import Refused, act_key
from policy.account import Ending, Happening
from policy.acts import (
    Amendment,
    AskedAgain,
    DecisionGiven,
    EndRequested,
    Outcome,
    SignerReplaced,
)
from policy.checking import to_form
from policy.week import telecommuting_days
from tests import people
from tests.api.seeding import Story, city_story, full_answers
from tests.api.site import REFERENCE, Desk, post

PATH = f"/arrangements/{REFERENCE}"
KEY = "chosen-by-form"


def page_of(desk: Desk, path: str = PATH) -> str:
    """The page's text without tags, its spaces folded."""
    answer = desk.client.get(path)
    assert answer.status_code == 200, answer.text
    return " ".join(unescape(re.sub(r"<[^>]+>", "", answer.text)).split())


class TestReading:
    def test_it_opens_with_what_it_waits_for_since_when_and_what_was_tried(
        self, desk: Desk
    ) -> None:
        story = Story(desk).submit().review().approve().sign("employee", "supervisor", "manager")
        story.sign("hr_representative")
        desk.clock.pass_by(days=3)
        story.remind("agency_head").note(Happening.ESCALATED, "hr_representative")
        story.write()
        desk.sign_in(people.COORDINATOR)
        page = page_of(desk)
        assert "Waiting for the agency head to sign, since Monday, November 23." in page
        assert "Reminded on November 26. HR representative was told on November 26." in page
        assert "Next: a reminder to who has not acted, Thursday, November 26, 2026" in page
        assert "When the last signature is in, copies are filed" in page
        assert "Signatures: 4 of 5" in page

    @pytest.mark.requirement("SA-009")
    def test_the_employee_reads_that_telecommuting_waits(self, desk: Desk) -> None:
        story = city_story(desk).submit().freeze()
        desk.sign_in(people.CITY_EMPLOYEE)
        told = desk.parts.programs.get("sacramento").texts["no_telecommuting_while_pending"]
        assert told in page_of(desk, f"/arrangements/{story.reference}")

    @pytest.mark.requirement("SA-010")
    def test_once_authorized_the_checklist_is_shown(self, desk: Desk) -> None:
        story = city_story(desk).submit().freeze()
        story.sign("employee_policy", "employee_justification").sign("supervisor")
        desk.sign_in(people.CITY_EMPLOYEE)
        path = f"/arrangements/{story.reference}"
        assert "To set up before the first day" not in page_of(desk, path)
        story.sign("department_head")
        assert "To set up before the first day" in page_of(desk, path)

    def test_deadlines_are_bars_with_their_share_of_time(self, desk: Desk) -> None:
        Story(desk).submit().review().approve()
        desk.clock.pass_by(days=4)
        desk.sign_in(people.COORDINATOR)
        answer = desk.client.get(PATH)
        assert "Dec 1, 2026, in 4 days" in answer.text
        assert '<progress max="100" value="50" aria-label="Start: time passed">' in answer.text
        assert "Copy to DAS" in answer.text
        assert "7 days after the last signature" in answer.text

    def test_the_record_shows_the_evidence_of_each_act(self, desk: Desk) -> None:
        Story(desk).submit().review().approve().sign("employee", name="Ana Rivera")
        desk.sign_in(people.COORDINATOR)
        page = page_of(desk, f"{PATH}/timeline")
        assert "Digests" in page
        assert "0" * 64 in page

    def test_strangers_find_nothing(self, desk: Desk) -> None:
        Story(desk).submit()
        desk.sign_in(people.COLLEAGUE)
        assert desk.client.get(PATH).status_code == 404
        assert desk.client.get(f"/live{PATH}").status_code == 404

    def test_leaders_read_but_are_offered_no_acts(self, desk: Desk) -> None:
        Story(desk).submit().review().approve()
        desk.sign_in(people.SUPERVISOR)
        answer = desk.client.get(PATH)
        assert "/replace?" not in answer.text
        assert f"{PATH}/end" not in answer.text
        assert "Temporal UI" not in answer.text

    def test_after_an_act_the_page_says_what_became_of_it(self, desk: Desk) -> None:
        story = Story(desk).submit()
        desk.sign_in(people.COORDINATOR)
        key = act_key(people.COORDINATOR, KEY)
        assert "Received." in page_of(desk, f"{PATH}?act={key}")
        story.note(Happening.REMINDED, "manager", person=people.COORDINATOR, key=key)
        story.write()
        assert "Recorded. The reminder is on its way." in page_of(desk, f"{PATH}?act={key}")


class TestDeciding:
    @pytest.fixture
    def decided(self, desk: Desk) -> Desk:
        """A coordinator before a proposal whose reviews are all in."""
        self.story = Story(desk, answers=full_answers(desk, "connecticut")).submit().review()
        desk.sign_in(people.COORDINATOR)
        return desk

    def form(self, **fields: str) -> dict[str, str]:
        return {"key": KEY, **to_form(self.story.proposal), **fields}

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
        assert "Tuesday: telecommuting" in page

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

    def test_nothing_chosen_is_a_problem(self, decided: Desk) -> None:
        answer = post(decided.client, f"{PATH}/decide", **self.form())
        assert "Choose how you decide" in answer.text
        assert decided.door.acts == []


class TestMovingOn:
    @pytest.fixture
    def signing(self, desk: Desk) -> Desk:
        """A coordinator, and an arrangement that a manager declined to sign."""
        Story(desk).submit().review().approve().decline("manager")
        desk.sign_in(people.COORDINATOR)
        return desk

    def test_who_declined_can_be_asked_again(self, signing: Desk) -> None:
        path = f"{PATH}/ask-again"
        assert "Ask Pia Weiss to reconsider" in page_of(signing)
        fields = {"key": KEY, "line": "manager", "reason": "The hours were changed."}
        answer = post(signing.client, path, f"{path}?line=manager", **fields)
        assert answer.status_code == 303
        [(_, act)] = signing.door.acts
        assert isinstance(act, AskedAgain)
        assert act.line == "manager"

    def test_a_signer_is_replaced_by_somebody_of_the_agency(self, signing: Desk) -> None:
        path = f"{PATH}/replace"
        search = f"{path}?role=agency_head&q=moore"
        assert "Ruth Moore" in page_of(signing, search)
        assert "Grace Lund" not in page_of(signing, f"{path}?role=agency_head&q=lund")
        fields = {"key": KEY, "role": "agency_head", "person": people.DESIGNEE, "reason": "Ill"}
        assert post(signing.client, path, search, **fields).status_code == 303
        [(_, act)] = signing.door.acts
        assert isinstance(act, SignerReplaced)
        assert (act.role, act.person) == ("agency_head", people.DESIGNEE)

    def test_a_replacement_without_person_or_reason_is_not_sent(self, signing: Desk) -> None:
        path = f"{PATH}/replace"
        search = f"{path}?role=agency_head&q=moore"
        answer = post(signing.client, path, search, key=KEY, role="agency_head", q="moore")
        assert "Choose who takes over" in answer.text
        assert "Say why somebody else takes over" in answer.text
        assert signing.door.acts == []

    def test_an_amendment_needs_a_reason(self, signing: Desk) -> None:
        answer = post(signing.client, f"{PATH}/amend", key=KEY)
        assert answer.status_code == 422
        assert "Say why it is changed" in answer.text

    @pytest.mark.requirement("CT-107")
    def test_an_amendment_beyond_the_longest_term_names_rule_and_section(
        self, signing: Desk
    ) -> None:
        fields = {"key": KEY, "reason": "Longer", "ends_on": "9/30/2027"}
        answer = post(signing.client, f"{PATH}/amend", **fields)
        assert answer.status_code == 422
        page = unescape(answer.text)
        assert "an arrangement lasts nine months at most" in page
        assert "IV.E" in page
        assert not any(isinstance(act, Amendment) for _, act in signing.door.acts)

    @pytest.mark.requirement("CT-101")
    def test_the_employee_ends_it_without_a_reason(self, signing: Desk) -> None:
        mine = signing.sign_in(people.EMPLOYEE, signing.browser())
        assert post(mine, f"{PATH}/end", key=KEY).status_code == 303
        [(_, act)] = signing.door.acts
        assert isinstance(act, EndRequested)
        assert act.reason == ""

    @pytest.mark.requirement("CT-102")
    def test_the_agency_puts_its_reason_on_record(self, signing: Desk) -> None:
        assert "Say why it ends" in post(signing.client, f"{PATH}/end", key=KEY).text
        answer = post(signing.client, f"{PATH}/end", key=KEY, reason="Operating needs.")
        assert answer.status_code == 303
        [(_, act)] = signing.door.acts
        assert isinstance(act, EndRequested)

    def test_once_it_is_over_the_page_says_why(self, desk: Desk) -> None:
        Story(desk).submit().end(Ending.ENDED_BY_EMPLOYEE)
        desk.sign_in(people.EMPLOYEE)
        page = page_of(desk)
        assert "The employee ended it" in page
        assert "It is already over." in page
