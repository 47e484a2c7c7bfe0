"""Acts on an arrangement, each from its page, and what they leave on it."""

from datetime import date

import pytest

from api.doors.acts import Refused, act_key
from policy.account import Ending, Happening, Status
from policy.acts import AskedAgain, SignerReplaced
from policy.changes import EndRequested
from tests import people
from tests.api.reading import CHOSEN, PATH, page_of
from tests.api.seeding import Story, full_answers
from tests.api.site import Desk, form_token, post


def test_who_declined_can_be_asked_again(declined: Desk) -> None:
    path = f"{PATH}/ask-again"
    assert "Ask Pia Weiss to reconsider" in page_of(declined)
    fields = {"key": CHOSEN, "line": "manager", "reason": "The hours were changed."}
    answer = post(declined.client, path, f"{path}?line=manager", **fields)
    assert answer.status_code == 303
    [(_, act)] = declined.door.acts
    assert isinstance(act, AskedAgain)
    assert act.line == "manager"


def test_who_declined_can_be_replaced_by_name(declined: Desk) -> None:
    assert "Not asked now ManagerPia Weiss Replace Manager" in page_of(declined)


def test_a_signer_is_replaced_by_somebody_of_the_agency(declined: Desk) -> None:
    path = f"{PATH}/replace"
    search = f"{path}?role=manager&q=moore"
    assert "Ruth Moore" in page_of(declined, search)
    assert "Grace Lund" not in page_of(declined, f"{path}?role=manager&q=lund")
    fields = {"key": CHOSEN, "role": "manager", "person": people.DESIGNEE, "reason": "Ill"}
    assert post(declined.client, path, search, **fields).status_code == 303
    [(_, act)] = declined.door.acts
    assert isinstance(act, SignerReplaced)
    assert (act.role, act.person) == ("manager", people.DESIGNEE)


@pytest.mark.requirement("CT-009")
def test_the_directory_alone_says_who_acts_as_the_agency_head(declined: Desk) -> None:
    path, fields = f"{PATH}/replace", {"person": people.COLLEAGUE, "reason": "Ill"}
    with declined.session() as session:
        people.designate(session, date(2026, 11, 2), date(2027, 1, 29))
    page = page_of(declined, f"{path}?role=agency_head")
    assert "Dario Castellano By the directory, the agency head" in page
    days = "November 2, 2026 to January 29, 2027"
    assert f"Ruth Moore In the place of Dario Castellano, {days}" in page
    assert "In the row of Dario Castellano" in page
    assert "Sam Okafor" not in page_of(declined, f"{path}?role=agency_head&q=okafor")
    form = f"{path}?role=manager&q=okafor"
    answer = post(declined.client, path, form, key=CHOSEN, role="agency_head", **fields)
    assert answer.status_code == 422
    rule = "The directory alone says who acts as Agency head: its holder, or a designee"
    assert f"{rule} with dates (General Letter 32, II(b))." in answer.text
    assert declined.door.acts == []


@pytest.mark.requirement("CT-009")
def test_where_nobody_is_the_agency_head_nobody_can_be_designated(declined: Desk) -> None:
    with declined.session() as session:
        people.known(session, people.EMPLOYEE).agency_head = ""
        people.designate(session, date(2026, 11, 2), date(2027, 1, 29))
    page = page_of(declined, f"{PATH}/replace?role=agency_head")
    assert "Nobody holds this part now" in page
    assert "In the row of Ana Rivera" in page
    assert "agency_head" in page
    assert "Ruth Moore" not in page


def test_somebody_is_put_into_a_role_before_it_is_asked(desk: Desk) -> None:
    Story(desk).submit()
    desk.sign_in(people.COORDINATOR)
    page = page_of(desk)
    assert "Not asked now" in page
    assert "Who acts as Agency head" in page
    assert f"{PATH}/replace?role=manager" in desk.client.get(PATH).text
    path, search = f"{PATH}/replace", f"{PATH}/replace?role=manager&q=moore"
    assert "Nobody is asked in this role yet" in page_of(desk, search)
    fields = {"key": CHOSEN, "role": "manager", "person": people.DESIGNEE, "reason": "Ill"}
    assert post(desk.client, path, search, **fields).status_code == 303
    assert "Nobody to replace" in page_of(desk, f"{path}?role=employee")


def test_a_replacement_without_person_or_reason_is_not_sent(declined: Desk) -> None:
    path = f"{PATH}/replace"
    search = f"{path}?role=manager&q=moore"
    answer = post(declined.client, path, search, key=CHOSEN, role="manager", q="moore")
    assert "Choose who takes over" in answer.text
    assert "Say why somebody else takes over" in answer.text
    assert declined.door.acts == []


@pytest.mark.parametrize(
    ("act", "query", "fields"),
    [
        ("ask-again", "?line=manager", {"line": "manager", "reason": "Changed."}),
        (
            "replace",
            "?role=manager&q=moore",
            {"role": "manager", "q": "moore", "person": people.DESIGNEE, "reason": "Ill"},
        ),
        ("end", "", {"reason": "The desk is needed."}),
    ],
)
def test_what_the_workflow_refuses_is_told_on_the_form(
    declined: Desk, act: str, query: str, fields: dict[str, str]
) -> None:
    declined.door.trouble = Refused("Somebody was faster.")
    path = f"{PATH}/{act}"
    answer = post(declined.client, path, f"{path}{query}", key=CHOSEN, **fields)
    assert answer.status_code == 409
    assert "Somebody was faster." in answer.text
    assert fields["reason"] in answer.text


@pytest.mark.requirement("CT-101")
def test_the_employee_ends_it_without_a_reason(declined: Desk) -> None:
    mine = declined.sign_in(people.EMPLOYEE, declined.browser())
    assert post(mine, f"{PATH}/end", key=CHOSEN).status_code == 303
    [(_, act)] = declined.door.acts
    assert isinstance(act, EndRequested)
    assert act.reason == ""


@pytest.mark.requirement("CT-102")
def test_the_agency_puts_its_reason_on_record(declined: Desk) -> None:
    assert "Say why it ends" in post(declined.client, f"{PATH}/end", key=CHOSEN).text
    answer = post(declined.client, f"{PATH}/end", key=CHOSEN, reason="Operating needs.")
    assert answer.status_code == 303
    [(_, act)] = declined.door.acts
    assert isinstance(act, EndRequested)


def test_once_it_is_over_the_page_says_why(desk: Desk) -> None:
    Story(desk).submit().end(Ending.ENDED_BY_EMPLOYEE)
    desk.sign_in(people.EMPLOYEE)
    page = page_of(desk)
    assert "The employee ended it" in page
    assert "That was on Monday, November 23, 2026." in page
    assert "End it" not in page
    assert "Withdraw it" not in page


@pytest.mark.parametrize("act", ["decide", "amend", "end", "ask-again"])
def test_once_it_is_over_no_act_is_offered_and_none_is_taken(desk: Desk, act: str) -> None:
    Story(desk).submit().end(Ending.WITHDRAWN, Status.WITHDRAWN)
    desk.sign_in(people.COORDINATOR)
    page = page_of(desk, f"{PATH}/{act}")
    assert "It is already over." in page
    assert "Record the decision" not in page
    assert "Your reason" not in page
    answer = post(desk.client, f"{PATH}/{act}", "/sign-out", key=CHOSEN)
    assert answer.status_code == 409
    assert "It is already over." in answer.text
    assert f'<a href="{PATH}">Go to the arrangement</a>' in answer.text
    assert desk.door.acts == []


def test_an_ending_sent_twice_is_shown_its_receipt(desk: Desk) -> None:
    story = Story(desk).submit()
    desk.sign_in(people.EMPLOYEE)
    token = form_token(desk.client.get(f"{PATH}/end").text)
    story.note(Happening.ENDED, key=act_key(people.EMPLOYEE, CHOSEN))
    story.end(Ending.WITHDRAWN, Status.WITHDRAWN)
    again = desk.client.post(f"{PATH}/end", data={"csrf": token, "key": CHOSEN})
    assert again.status_code == 303


@pytest.mark.requirement("CT-001")
def test_the_employee_reads_the_answers_before_the_decision(desk: Desk) -> None:
    Story(desk, answers=full_answers(desk, "connecticut")).submit()
    desk.sign_in(people.EMPLOYEE)
    assert f'href="{PATH}/proposal"' in desk.client.get(PATH).text
    page = page_of(desk, f"{PATH}/proposal")
    assert "As agreed with my supervisor." in page
    assert "Tuesday and Thursday: telecommuting" in page
    stranger = desk.sign_in(people.CITY_EMPLOYEE, desk.browser())
    assert stranger.get(f"{PATH}/proposal").status_code == 404
