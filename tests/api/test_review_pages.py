"""Reviewing from a link: step by step, kept as one goes, locked where it cannot start yet."""

from html import unescape

import pytest

from demonstration import favorable
from policy.acts import CopyAcknowledged
from policy.tasks import Purpose
from tests import people
from tests.api.reading import CHOSEN, follow
from tests.api.reviewer import ELEVEN, EMPLOYEE, POSITION, TEN, Reviewer
from tests.api.seeding import Story, full_answers
from tests.api.site import Desk, post


class TestReviewing:
    def test_the_list_shows_the_steps_and_the_proposal(self, desk: Desk) -> None:
        reviewer = Reviewer(desk)
        assert "Review as supervisor" in reviewer.page
        assert "Tuesday and Thursday: telecommuting, 8:00 am to 4:30 pm" in reviewer.page
        assert f'href="{reviewer.path}/review/q-position"' in reviewer.page
        assert f'href="{reviewer.path}/review/q-employee"' not in reviewer.page
        assert reviewer.page.count("Cannot start yet") == 3

    @pytest.mark.requirement("CT-023")
    @pytest.mark.requirement("CT-031")
    @pytest.mark.requirement("CT-039")
    def test_an_analysis_opens_with_the_answers_before_it(self, desk: Desk) -> None:
        reviewer = Reviewer(desk)
        locked = desk.client.get(f"{reviewer.path}/review/q-employee")
        assert locked.status_code == 404
        assert reviewer.save("q-position", **POSITION).endswith("/review/q-employee")
        assert reviewer.read().count("Cannot start yet") == 2
        assert reviewer.save("q-employee", **EMPLOYEE).endswith("/review/q-proposal_yes")
        assert "Cannot start yet" not in reviewer.read()

    @pytest.mark.requirement("CT-130")
    def test_an_item_authorized_on_a_day_to_come_is_refused_with_the_review(
        self, desk: Desk
    ) -> None:
        reviewer = Reviewer(desk)
        path = f"{reviewer.path}/review/f-technology"
        item = {"item": "Laptop", "tag": "CT-1", "taken_on": "6/1/2031"}
        row = {f"equipment.1.{name}": given for name, given in item.items()}
        late = post(desk.client, path, **row, **{"equipment.1.authorized_on": "11/24/2026"})
        assert late.status_code == 422
        assert "must be November 23, 2026 or earlier" in unescape(late.text)
        reviewer.save("f-technology", **row, **{"equipment.1.authorized_on": "11/23/2026"})

    @pytest.mark.requirement("CT-043")
    def test_the_commutes_saved_are_those_of_the_schedule(self, desk: Desk) -> None:
        reviewer = Reviewer(desk)
        reviewer.save("q-position", **POSITION)
        reviewer.save("q-employee", **EMPLOYEE)
        page = " ".join(reviewer.read("q-proposal_yes").split())
        assert '<dt>Telecommuting days a week</dt><dd><span dir="auto">2</span>' in page
        assert "commute_days" not in page

    def test_what_is_saved_is_still_there_in_another_browser(self, desk: Desk) -> None:
        reviewer = Reviewer(desk)
        link = reviewer.story.link(Purpose.REVIEW, "supervisor")
        reviewer.save("q-position", later="yes", **{"findings.p1": "Half done."})
        other = desk.browser()
        path, page = follow(other, link)
        assert "In progress" in page
        assert "Half done." in other.get(f"{path}/review/q-position").text

    def test_a_question_left_out_is_named_with_its_section(self, desk: Desk) -> None:
        reviewer = Reviewer(desk)
        path = f"{reviewer.path}/review/q-position"
        missing = {key: value for key, value in POSITION.items() if key != "findings.p7"}
        answer = post(desk.client, path, **missing)
        assert answer.status_code == 422
        page = unescape(answer.text)
        assert 'href="#findings.p7"' in page
        assert "General Letter 32, III.A" in page
        assert "Error: " in page

    @pytest.mark.requirement("CT-040")
    @pytest.mark.requirement("CT-055")
    def test_a_whole_review_carries_every_finding_and_the_fields(self, desk: Desk) -> None:
        reviewer = Reviewer(desk)
        reviewer.save("q-position", **POSITION)
        reviewer.save("q-employee", **EMPLOYEE)
        reviewer.save("q-proposal_yes", **ELEVEN)
        reviewer.save("q-proposal_no", **TEN)
        reviewer.save("f-standards", own_measures="Cases closed.", group_measures="The same.")
        reviewer.save("overall", supports="yes", comment="It suits the work.")
        act = reviewer.send()
        assert act is not None
        program = reviewer.story.program
        wanted = favorable.findings(program, "supervisor", reviewer.story.answers)
        assert [(f.question, f.answer, f.computed) for f in act.findings] == [
            (f.question, POSITION.get(f"findings.{f.question}", f.answer), f.computed)
            for f in wanted
        ]
        assert act.answers == {"own_measures": "Cases closed.", "group_measures": "The same."}
        assert (act.role, act.supports, act.comment) == ("supervisor", True, "It suits the work.")

    @pytest.mark.requirement("CT-024")
    def test_an_answer_that_stops_the_request_is_told_and_can_be_sent(self, desk: Desk) -> None:
        reviewer = Reviewer(desk)
        reviewer.save("q-position", **{**POSITION, "findings.p7": "no"})
        reviewer.save("overall", supports="no", comment="The counter must be staffed.")
        page = reviewer.read("check")
        assert "These answers stop the request" in page
        assert "must be yes; the answer is no (General Letter 32, III.A)" in page
        act = reviewer.send()
        assert act is not None
        assert [each.question for each in act.findings] == [f"p{n}" for n in range(1, 8)]

    def test_answers_to_what_has_closed_again_are_kept_but_not_sent(self, desk: Desk) -> None:
        reviewer = Reviewer(desk)
        reviewer.save("q-position", **POSITION)
        reviewer.save("q-employee", **EMPLOYEE)
        reviewer.save("q-position", **{**POSITION, "findings.p7": "no"})
        reviewer.save("overall", supports="no", comment="No.")
        act = reviewer.send()
        assert act is not None
        assert {each.question[0] for each in act.findings} == {"p"}

    def test_an_unfinished_review_is_not_sent_and_says_where_it_lacks(self, desk: Desk) -> None:
        reviewer = Reviewer(desk)
        reviewer.save("q-position", **POSITION)
        assert reviewer.send() is None
        assert f'href="{reviewer.path}/review/q-employee#findings.e1"' in reviewer.page
        assert f'href="{reviewer.path}/review/overall#supports"' in reviewer.page
        assert desk.door.acts == []

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({}, "Choose whether you support the proposal"),
            ({"supports": "no"}, "Say why you do not support it"),
            ({"supports": "yes", "comment": "\u202e"}, "without control characters"),
        ],
    )
    def test_an_incomplete_recommendation_is_shown_at_once(
        self, desk: Desk, fields: dict[str, str], said: str
    ) -> None:
        reviewer = Reviewer(desk)
        answer = post(desk.client, f"{reviewer.path}/review/overall", **fields)
        assert answer.status_code == 422
        assert said in unescape(answer.text)

    @pytest.mark.requirement("CT-020")
    def test_every_request_is_answered_afresh(self, desk: Desk) -> None:
        Story(desk, "TA-2222-2222", answers=full_answers(desk, "connecticut")).submit().review()
        page = Reviewer(desk).read("q-position")
        assert "checked" not in page.partition("<form")[2]
        assert "Looked at together" not in page

    def test_who_is_asked_again_starts_from_the_answers_on_record(self, desk: Desk) -> None:
        reviewer = Reviewer(desk)
        reviewer.save("q-position", **{"findings.p1": "An old draft.", "later": "yes"})
        desk.clock.pass_by(minutes=10)
        story = reviewer.story.review("supervisor")
        story.tasks = story.asked(Purpose.REVIEW, ["supervisor"])
        story.write()
        page = reviewer.read("q-position")
        assert "An old draft." not in page
        assert "Looked at together with the employee." in page

    def test_a_review_that_nobody_asks_for_any_more_leads_back(self, desk: Desk) -> None:
        reviewer = Reviewer(desk)
        reviewer.story.review("supervisor")
        answer = desk.client.get(f"{reviewer.path}/review/q-position")
        assert (answer.status_code, answer.headers["location"]) == (303, reviewer.path)


def test_a_part_without_answers_says_so_when_a_review_is_checked(desk: Desk) -> None:
    page = Reviewer(desk).read("check")
    _, _, part = page.partition("<h2>Equipment and information")
    assert "Nothing so far." in part.partition("<h2>")[0]
    assert '<dl class="answers"></dl>' not in page


def test_a_private_answer_is_for_the_employee_and_the_coordinators(desk: Desk) -> None:
    told = "My evaluation is wrong."
    reviewer = Reviewer(desk, status_note=told)
    assert told not in reviewer.page
    desk.sign_in(people.COORDINATOR)
    assert told in desk.client.get(f"/arrangements/{reviewer.story.reference}/proposal").text


@pytest.mark.requirement("CT-173")
def test_who_received_a_copy_acknowledges_it_with_a_tick(desk: Desk) -> None:
    story = Story(desk).submit().review().approve().sign().deliver()
    path, page = follow(desk.client, story.link(Purpose.ACKNOWLEDGE, "das_liaison", "das"))
    assert "Nothing is acknowledged yet" in page
    pressed = post(desk.client, f"{path}/acknowledge", path, key=CHOSEN)
    assert (pressed.status_code, desk.door.acts) == (422, [])
    assert "Tick this if you have received it." in pressed.text
    ticked = post(desk.client, f"{path}/acknowledge", path, key=CHOSEN, agree="yes")
    assert ticked.status_code == 303
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
