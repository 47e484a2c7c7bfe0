"""A form whose token is spent: its texts come back to be sent again; forgeries get nothing."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from httpx2 import Client, Response

from policy.acts import SignatureDeclined
from policy.tasks import Purpose
from records.visits import find_draft
from tests import people
from tests.api.browsing import BASE
from tests.api.proposer import Proposer
from tests.api.reading import CHOSEN, follow
from tests.api.seeding import Story
from tests.api.site import Desk, form_token

HERE = {"Sec-Fetch-Site": "same-origin"}
REASON = 'The counter isn\'t staffed <on Tuesdays> & "Thursdays".\r\n\r\nŁukasz knows.'


class Hidden(HTMLParser):
    """The hidden fields of the one form of a page, and where it is sent."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.action = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.action = told["action"]
        if tag == "input" and told.get("type") == "hidden":
            self.fields[told["name"]] = told["value"]


def again(client: Client, answer: Response) -> Response:
    """Press the button of the page that shows what was typed."""
    form = Hidden(answer.text)
    return client.post(form.action, data=form.fields, headers=HERE)


def declining(desk: Desk) -> tuple[Story, str, dict[str, str]]:
    """A signer's page for declining, opened and filled in."""
    story = Story(desk).submit().review().approve()
    path, _ = follow(desk.client, story.link(Purpose.SIGN, "manager", "manager"))
    page = desk.client.get(f"{path}/decline?line=manager").text
    sent = {"csrf": form_token(page), "key": CHOSEN, "line": "manager", "reason": REASON}
    return story, path, sent


def test_a_reason_to_decline_typed_three_days_ago_is_shown_and_sent_again(desk: Desk) -> None:
    story, path, sent = declining(desk)
    desk.clock.pass_by(days=3)
    desk.client.get(story.link(Purpose.SIGN, "manager", "manager"))
    answer = desk.client.post(f"{path}/decline", data=sent, headers=HERE)
    assert answer.status_code == 403
    assert "Nothing was lost: check it and send it again" in answer.text
    assert "The counter isn&#39;t staffed &lt;on Tuesdays&gt;" in answer.text
    assert desk.door.acts == []
    assert again(desk.client, answer).status_code == 303
    [(_, act)] = desk.door.acts
    assert isinstance(act, SignatureDeclined)
    assert act.reason == REASON.replace("\r\n", "\n")


def test_who_is_signed_out_signs_in_elsewhere_and_goes_on(desk: Desk) -> None:
    story, path, sent = declining(desk)
    desk.clock.pass_by(days=3)
    answer = desk.client.post(f"{path}/decline", data=sent, headers=HERE)
    assert answer.status_code == 403
    assert "You are signed out" in answer.text
    assert "Łukasz knows." in answer.text
    still = again(desk.client, answer)
    assert "You are signed out" in still.text
    desk.client.get(story.link(Purpose.SIGN, "manager", "manager"))
    checked = again(desk.client, still)
    assert "check it and send it again" in checked.text
    assert desk.door.acts == []
    assert again(desk.client, checked).status_code == 303
    assert len(desk.door.acts) == 1


def test_a_section_of_a_proposal_is_kept_through_a_session_that_expired(desk: Desk) -> None:
    proposer = Proposer(desk)
    section = proposer.holding("duties_away")
    path = f"/propose/{proposer.reference}/{section.id}"
    page = desk.client.get(path).text
    sent = {"csrf": form_token(page), "duties_away": "Audits of travel claims."}
    desk.clock.pass_by(days=3)
    answer = desk.client.post(
        path, data=sent, files={"x.file": ("plan.txt", b"secret plan")}, headers=HERE
    )
    assert answer.status_code == 403
    assert "Audits of travel claims." in answer.text
    assert "Files are not kept." in answer.text
    assert "secret plan" not in answer.text
    desk.sign_in(people.EMPLOYEE)
    checked = again(desk.client, answer)
    assert "check it and send it again" in checked.text
    with desk.session() as session:
        draft = find_draft(session, proposer.reference, people.EMPLOYEE)
    assert draft is not None
    assert "duties_away" not in draft.answers
    assert again(desk.client, checked).status_code in {303, 422}
    with desk.session() as session:
        draft = find_draft(session, proposer.reference, people.EMPLOYEE)
    assert draft is not None
    assert draft.answers["duties_away"] == "Audits of travel claims."


def test_the_consent_to_sign_is_given_before_the_document_or_not_at_all(desk: Desk) -> None:
    story = Story(desk).submit().review().approve()
    link = story.link(Purpose.SIGN, "manager", "manager")
    path, _ = follow(desk.client, link)
    html = desk.client.get(path).text
    sent = Hidden(html).fields | dict.fromkeys(re.findall(r'name="(term\.[^"]+)"', html), "yes")
    sent |= {"agree": "yes", "name": people.NAMES[people.MANAGER], "key": CHOSEN}
    desk.clock.pass_by(days=3)
    desk.client.get(link)
    answer = desk.client.post(f"{path}/sign", data=sent, headers=HERE)
    assert 'name="agree"' not in answer.text
    shown = again(desk.client, answer)
    assert shown.status_code == 422
    assert 'class="paper"' in shown.text
    assert unescape(Hidden(shown.text).action) == f"{path}/sign"
    assert desk.door.acts == []


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site", "Origin": BASE},
        {"Origin": "https://evil.test"},
        {"Origin": "null"},
    ],
)
def test_another_site_gets_nothing_back(desk: Desk, headers: dict[str, str]) -> None:
    _, path, sent = declining(desk)
    bad = {**sent, "csrf": "x" * 43}
    answer = desk.client.post(f"{path}/decline", data=bad, headers=headers)
    assert answer.status_code == 403
    assert "counter" not in answer.text
    assert '<form method="post"' not in answer.text


def test_a_browser_without_fetch_metadata_is_known_by_its_origin(desk: Desk) -> None:
    _, path, sent = declining(desk)
    bad = {**sent, "csrf": ""}
    answer = desk.client.post(f"{path}/decline", data=bad, headers={"Origin": BASE})
    assert (answer.status_code, "counter" in answer.text) == (403, True)


def test_the_forms_around_signing_in_give_nothing_back(desk: Desk) -> None:
    for path in ("/sign-in", f"/sign-in/{'a' * 40}", "/sign-out"):
        answer = desk.client.post(path, data={"mail": "ana@example.test"}, headers=HERE)
        assert (answer.status_code, "ana@example.test" in answer.text) == (403, False)


def test_strangers_cannot_have_files_read_without_end(desk: Desk) -> None:
    path = "/propose/TA-7K3M-9QXD/duties"
    sent = {"duties_away": "x"}
    answers = [desk.client.post(path, data=sent, headers=HERE).status_code for _ in range(121)]
    assert (answers[0], answers[-1]) == (403, 429)


def test_a_form_sent_in_time_is_sent_once(desk: Desk) -> None:
    _, path, sent = declining(desk)
    assert desk.client.post(f"{path}/decline", data=sent, headers=HERE).status_code == 303
    assert len(desk.door.acts) == 1
