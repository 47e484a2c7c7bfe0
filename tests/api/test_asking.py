"""A written approval is asked for on the arrangement's own pages, and its rules are told there."""

from html import unescape

import pytest

from api.doors.acts import Refused, act_key
from policy.concerns import ApprovalAsked, ApprovalWithdrawn, ConcernState
from tests import people
from tests.api.coming_up import DAY_CHANGE, Life
from tests.api.reading import CHOSEN, PATH, page_of
from tests.api.site import Desk, post

pytestmark = pytest.mark.usefixtures("at_the_browser")
ASK = f"{PATH}/ask/day_change"


def ask(desk: Desk, rule: str = "day_change", **fields: str) -> str:
    """Send a request's form that is refused; the page's text."""
    answer = post(desk.client, f"{PATH}/ask/{rule}", key=CHOSEN, **fields)
    assert answer.status_code == 422, answer.headers
    return unescape(answer.text)


class TestTheFormOfARequest:
    @pytest.mark.requirement("CT-097")
    def test_it_is_reached_from_the_arrangement_and_says_the_rule(self, life: Life) -> None:
        page = life.desk.client.get(PATH).text
        assert f'href="{ASK}"' in page
        text = page_of(life.desk, ASK)
        assert "must be preapproved in writing" in text
        assert "(General Letter 32, IV.D)" in text
        assert "Who decides: the supervisor. Nothing is sent yet." in text

    def test_a_good_request_is_handed_over_and_leads_back(self, life: Life) -> None:
        desk = life.desk
        answer = post(desk.client, ASK, key=CHOSEN, **{**DAY_CHANGE, "day": "12/8/2026"})
        key = act_key(people.EMPLOYEE, CHOSEN)
        assert answer.headers["location"] == f"{PATH}?act={key}"
        ((reference, act),) = desk.door.acts
        assert isinstance(act, ApprovalAsked)
        assert (reference, act.rule, act.role) == (life.reference, "day_change", "employee")
        assert (act.answers, act.by.person) == (DAY_CHANGE, people.EMPLOYEE)

    @pytest.mark.requirement("CT-098")
    def test_a_lasting_change_leads_to_a_modification(self, life: Life) -> None:
        text = ask(life.desk, **{**DAY_CHANGE, "ongoing": "yes"})
        assert "A lasting change needs a modification" in text
        assert "(General Letter 32, IV.D)" in text
        assert f'<a href="{PATH}/modify">Propose a modification</a>' in text
        assert life.desk.door.acts == []

    @pytest.mark.requirement("CT-097")
    @pytest.mark.parametrize(
        ("fields", "told"),
        [
            ({"day": "2026-12-01"}, "must be December 2, 2026 or later"),
            ({"day": "2026-12-09"}, "December 9, 2026 is not a telecommuting day"),
            ({"moved_to": "2026-12-10"}, "not a day that you work at the official duty station"),
            ({"day": "February 31, 2027"}, "February 31, 2027 does not exist"),
            ({"day": "2027-09-07"}, "last day of the arrangement is August 31, 2027"),
            ({"day": ""}, "Fill in “Telecommuting day you want to move”"),
            ({"why": ""}, "Fill in “Why”"),
        ],
    )
    def test_what_cannot_be_asked_is_named_with_its_section(
        self, life: Life, fields: dict[str, str], told: str
    ) -> None:
        text = ask(life.desk, **{**DAY_CHANGE, **fields})
        assert told in text
        assert "(General Letter 32, IV.D)" in text
        assert 'value="A training"' in text or "why" in fields
        assert life.desk.door.acts == []

    @pytest.mark.requirement("CT-093")
    def test_overtime_has_to_be_asked_for_before_it_starts(self, life: Life) -> None:
        """It is nine in the morning there."""
        text = page_of(life.desk, f"{PATH}/ask/overtime_away")
        assert "Overtime work must be approved in advance by the supervisor." in text
        overtime = {"day": "2026-12-01", "starts": "8:30 am", "hours": "1", "why": "Closing"}
        told = ask(life.desk, "overtime_away", **overtime)
        assert "has to be approved beforehand, and that time has passed" in told
        later = {**overtime, "starts": "5:00 pm"}
        post(life.desk.client, f"{PATH}/ask/overtime_away", key=CHOSEN, **later)
        assert len(life.desk.door.acts) == 1

    @pytest.mark.requirement("CT-130")
    def test_items_are_listed_row_by_row(self, life: Life) -> None:
        path = f"{PATH}/ask/equipment_out"
        more = post(life.desk.client, path, key=CHOSEN, more="items", **{"items.1.item": "Screen"})
        assert 'name="items.2.item"' in more.text
        assert 'value="Screen"' in more.text
        fields = {"taken_on": "12/2/2026", "taken_at": "4:00 pm", "why": "Charts"}
        rows = {"items.1.item": "Screen", "items.1.tag": "CT-77"}
        post(life.desk.client, path, key=CHOSEN, **fields, **rows)
        ((_, act),) = life.desk.door.acts
        assert isinstance(act, ApprovalAsked)
        assert "CT-77" in act.answers["items"]

    def test_what_the_workflow_refuses_is_told_on_the_form(self, life: Life) -> None:
        life.desk.door.trouble = Refused("This needs an arrangement that is in force.")
        answer = post(life.desk.client, ASK, key=CHOSEN, **DAY_CHANGE)
        assert answer.status_code == 409
        assert "needs an arrangement that is in force" in unescape(answer.text)


class TestWhoMayAsk:
    def test_the_supervisor_is_offered_a_recall_and_no_day_change(self, life: Life) -> None:
        client = life.desk.sign_in(people.SUPERVISOR, life.desk.browser())
        page = client.get(PATH).text
        assert f'href="{PATH}/ask/called_in"' in page
        assert f'href="{ASK}"' not in page
        assert client.get(ASK).status_code == 403

    @pytest.mark.requirement("CT-119")
    def test_a_recall_takes_effect_as_it_is_issued(self, life: Life) -> None:
        client = life.desk.sign_in(people.SUPERVISOR, life.desk.browser())
        path = f"{PATH}/ask/called_in"
        assert (
            "It takes effect as soon as you send it. Told of it: the employee"
            in client.get(path).text
        )
        recall = {"day": "2026-12-03", "purpose": "Training"}
        assert post(client, path, key=CHOSEN, **recall).status_code == 303
        ((_, act),) = life.desk.door.acts
        assert isinstance(act, ApprovalAsked)
        assert (act.rule, act.role) == ("called_in", "supervisor")

    def test_an_unknown_rule_does_not_exist(self, life: Life) -> None:
        assert life.desk.client.get(f"{PATH}/ask/nothing").status_code == 404

    def test_nothing_is_asked_for_before_everybody_has_signed(self, desk: Desk) -> None:
        Life(desk).submit().review().approve()
        desk.sign_in(people.EMPLOYEE)
        assert f'href="{ASK}"' not in desk.client.get(PATH).text
        assert "everybody has signed" in page_of(desk, ASK)


class TestTakingBack:
    def test_who_asked_takes_it_back_from_its_page(self, life: Life) -> None:
        concern = life.request("day_change", DAY_CHANGE)
        path = f"{PATH}/concerns/{concern.number}"
        assert "Nobody has decided on it yet." in page_of(life.desk, path)
        answer = post(life.desk.client, f"{path}/withdraw", path, key=CHOSEN)
        assert answer.headers["location"].startswith(path)
        ((_, act),) = life.desk.door.acts
        assert isinstance(act, ApprovalWithdrawn)
        assert act.number == concern.number

    def test_what_is_decided_is_not_taken_back(self, life: Life) -> None:
        concern = life.request("day_change", DAY_CHANGE)
        life.close(concern, ConcernState.APPROVED, "supervisor")
        path = f"{PATH}/concerns/{concern.number}"
        assert "Take it back" not in page_of(life.desk, path)

    def test_others_do_not_take_it_back(self, life: Life) -> None:
        concern = life.request("day_change", DAY_CHANGE)
        client = life.desk.sign_in(people.SUPERVISOR, life.desk.browser())
        assert "Take it back" not in client.get(f"{PATH}/concerns/{concern.number}").text


@pytest.mark.requirement("CT-157")
def test_who_knows_in_advance_chooses_leave_another_day_or_the_duty_station(life: Life) -> None:
    known = {"day": "2026-12-08", "situation": "The power is off."}
    assert "Choose an answer to" in ask(life.desk, "known_ahead", **known)
    moved = {**known, "instead": "Change in work schedule"}
    assert "Fill in “Day you want to telecommute instead”" in ask(life.desk, "known_ahead", **moved)
    post(life.desk.client, f"{PATH}/ask/known_ahead", key=CHOSEN, **known, instead="Leave")
    ((_, act),) = life.desk.door.acts
    assert isinstance(act, ApprovalAsked)
    assert act.answers["instead"] == "Leave"


@pytest.mark.requirement("CT-127")
def test_an_own_computer_needs_the_authorization_by_it(life: Life) -> None:
    text = ask(life.desk, "own_computer", computer="A tablet")
    assert "Fill in “Reference of the authorization" in text
    assert "Choose a file for “IT authorization" in text
    assert "(General Letter 32, IV.I, footnote 4)" in text
