"""What links in mail lead to: signing, declining, and their receipts."""

import re
from html import unescape

import pytest
from httpx2 import Response

from api.doors.acts import Gone, act_key
from policy.account import Happening
from policy.acts import SignatureDeclined, SignatureGiven
from policy.tasks import Purpose
from tests import people
from tests.api.reading import CHOSEN, follow, text_of
from tests.api.seeding import CITY_HOLDERS, Story
from tests.api.site import Desk, post


def agency_head(desk: Desk) -> tuple[Story, str]:
    """An arrangement that two have signed, and the agency head's link to it."""
    story = Story(desk).submit().review().approve().sign("employee", "supervisor")
    return story, story.link(Purpose.SIGN, "agency_head", "agency_head")


def signed_with(desk: Desk, path: str, **fields: str) -> Response:
    """Send the signing page's form as it is, with these fields filled in."""
    page = desk.client.get(path).text
    hidden = {
        name: page.split(f'name="{name}" value="')[1].split('"')[0] for name in ("line", "digests")
    }
    ticks = dict.fromkeys(re.findall(r'name="(term\.[^"]+)"', page), "yes")
    return post(desk.client, f"{path}/sign", path, key=CHOSEN, **{**hidden, **ticks, **fields})


class TestSigning:
    def test_the_page_says_who_asks_for_what_and_that_nothing_is_signed(self, desk: Desk) -> None:
        _, link = agency_head(desk)
        _, page = follow(desk.client, link)
        assert "Sign as agency head" in page
        assert "Ana Rivera asks to telecommute on Tuesdays and Thursdays" in page
        assert "from December 1, 2026 to August 31, 2027" in page
        assert "Two of five signatures are in." in page
        assert "Nothing is signed yet. Opening this page signed nothing." in page

    @pytest.mark.requirement("CT-170")
    def test_who_signs_anew_reads_who_changed_it_and_why(self, desk: Desk) -> None:
        story = Story(desk).submit().review().approve()
        _, first = follow(desk.client, story.link(Purpose.SIGN, "manager", "manager"))
        assert "Changed to version" not in first
        why = "A second phone number."
        story.note(Happening.AMENDED, "hr_representative", person=people.COORDINATOR, note=why)
        _, page = follow(desk.client, story.freeze().link(Purpose.SIGN, "manager", "manager"))
        assert "Changed to version 2 by " in page
        assert f": {why}" in page

    def test_the_whole_document_is_on_the_page_with_a_file_to_keep(self, desk: Desk) -> None:
        story, link = agency_head(desk)
        _, page = follow(desk.client, link)
        assert 'class="paper"' in page
        assert "79 Elm Street, Hartford" in page
        assert f"/documents/{story.reference}/1/arrangement.pdf" in page

    def test_opening_the_page_hands_nothing_to_the_engine(self, desk: Desk) -> None:
        _, link = agency_head(desk)
        for _ in range(3):
            path, _ = follow(desk.client, link)
            desk.client.head(path)
        assert desk.door.acts == []

    @pytest.mark.requirement("CT-169")
    def test_a_signature_carries_line_version_digests_name_and_statement(self, desk: Desk) -> None:
        story, link = agency_head(desk)
        path, page = follow(desk.client, link)
        answer = signed_with(desk, path, agree="yes", name="  dario   Castellano ")
        assert answer.status_code == 303
        assert answer.headers["location"] == f"{path}?act={act_key(people.HEAD, CHOSEN)}"
        [(reference, act)] = desk.door.acts
        assert isinstance(act, SignatureGiven)
        assert (reference, act.line, act.version) == (story.reference, "agency_head", 1)
        assert act.name == "dario Castellano"
        assert act.by.person == people.HEAD
        assert act.by.identified_by == "link"
        assert len(act.digests) == 1
        assert act.digests[0] in page
        assert len(act.statement) == 64

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"name": "Dario Castellano"}, "Tick the statement if you agree with it"),
            ({"agree": "yes"}, "Type your full name"),
            (
                {"agree": "yes", "name": "D. C."},
                "Type your full name, Dario Castellano, as it stands on this request.",
            ),
            ({"agree": "no", "name": "\x00"}, "Tick the statement if you agree with it"),
        ],
    )
    def test_a_form_with_something_missing_signs_nothing_and_says_what(
        self, desk: Desk, fields: dict[str, str], said: str
    ) -> None:
        _, link = agency_head(desk)
        path, _ = follow(desk.client, link)
        answer = signed_with(desk, path, **fields)
        assert answer.status_code == 422
        page = unescape(answer.text)
        assert "<title>Error: Sign as agency head" in page
        assert "There is a problem" in page
        assert page.count(said) >= 2
        assert desk.door.acts == []

    def test_what_comes_too_late_leads_back_to_its_task(self, desk: Desk) -> None:
        _, link = agency_head(desk)
        path, _ = follow(desk.client, link)
        desk.door.trouble = Gone()
        answer = signed_with(desk, path, agree="yes", name="Dario Castellano")
        assert answer.status_code == 410
        assert f'<a href="{path}">Go back to your task</a>' in answer.text
        assert "Go to the arrangement" not in answer.text

    def test_until_it_is_recorded_the_page_says_received_and_asks_nothing(self, desk: Desk) -> None:
        _, link = agency_head(desk)
        path, _ = follow(desk.client, link)
        page = text_of(desk.client.get(f"{path}?act={act_key(people.HEAD, CHOSEN)}"))
        assert "Received." in page
        assert "You need not send it again" in page
        assert "<form" not in page

    def test_what_was_refused_says_why(self, desk: Desk) -> None:
        story, link = agency_head(desk)
        path, _ = follow(desk.client, link)
        key = act_key(people.HEAD, CHOSEN)
        story.refuse(people.HEAD, "the document shown is not the one to be signed", key)
        page = text_of(desk.client.get(f"{path}?act={key}"))
        assert "Not recorded: the document shown is not the one to be signed" in " ".join(
            page.replace("<strong>", "").replace("</strong>", "").split()
        )

    def test_after_signing_the_same_link_shows_the_receipt(self, desk: Desk) -> None:
        story, link = agency_head(desk)
        path, _ = follow(desk.client, link)
        story.sign("agency_head", name="Dario Castellano")
        _, page = follow(desk.client, link)
        assert "You signed: telecommuting arrangement" in page
        assert "Dario Castellano" in page
        assert f"{story.reference}, entry" in page
        assert f'action="{path}/sign"' not in page

    def test_signing_again_after_it_is_recorded_leads_to_the_receipt(self, desk: Desk) -> None:
        story, link = agency_head(desk)
        path, _ = follow(desk.client, link)
        page = desk.client.get(path).text
        story.sign("agency_head")
        token = page.split('name="csrf" value="')[1].split('"')[0]
        fields = {"csrf": token, "key": CHOSEN, "line": "agency_head", "agree": "yes"}
        answer = desk.client.post(f"{path}/sign", data=fields)
        assert answer.headers["location"] == path
        assert desk.door.acts == []

    @pytest.mark.requirement("SA-008")
    def test_who_signs_two_documents_is_led_from_one_to_the_next(self, desk: Desk) -> None:
        story = Story.of_city(desk).submit().freeze()
        link = story.link(Purpose.SIGN, "employee", "employee_policy")
        path, page = follow(desk.client, link)
        assert 'name="line" value="employee_policy"' in page
        key = act_key(CITY_HOLDERS["employee"], CHOSEN)
        story.sign("employee_policy", key=key)
        page = text_of(desk.client.get(f"{path}?act={key}"))
        assert "Your signature is in." in page
        assert 'name="line" value="employee_justification"' in page
        story.sign("employee_justification")
        page = text_of(desk.client.get(path))
        assert page.count("You signed:") == 2

    @pytest.mark.requirement("SA-008")
    def test_whose_turn_has_not_come_is_told_so(self, desk: Desk) -> None:
        story = Story.of_city(desk).submit().freeze()
        link = story.link(Purpose.SIGN, "supervisor", "supervisor")
        desk.client.get(link)
        path = f"/tasks/{desk.client.get(link).headers['location'].split('/')[-1]}"
        page = text_of(desk.client.get(path))
        assert "Not yet your turn" in page

    def test_who_opens_a_copy_before_its_delivery_is_on_record_is_told_to_wait(
        self, desk: Desk
    ) -> None:
        story = Story(desk).submit().review().approve().sign()
        path, _ = follow(desk.client, story.link(Purpose.ACKNOWLEDGE, "das_liaison", "das"))
        page = text_of(desk.client.get(path))
        assert "The copy was sent to you just now." in page
        assert "Look again" in page

    def test_a_link_to_a_replaced_version_goes_to_its_explanation(self, desk: Desk) -> None:
        story, link = agency_head(desk)
        path, _ = follow(desk.client, link)
        story.freeze()
        answer = desk.client.get(path)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/links/")


class TestDeclining:
    def test_declining_has_its_own_page_that_asks_why(self, desk: Desk) -> None:
        _, link = agency_head(desk)
        path, page = follow(desk.client, link)
        assert f'href="{path}/decline?line=agency_head"' in page
        page = text_of(desk.client.get(f"{path}/decline?line=agency_head"))
        assert "Nothing is declined yet" in page

    def test_a_refusal_without_a_reason_is_not_sent(self, desk: Desk) -> None:
        _, link = agency_head(desk)
        path, _ = follow(desk.client, link)
        form = f"{path}/decline?line=agency_head"
        answer = post(desk.client, f"{path}/decline", form, key=CHOSEN, line="agency_head")
        assert answer.status_code == 422
        assert "Say why you decline" in answer.text
        assert desk.door.acts == []

    def test_a_refusal_carries_its_reason(self, desk: Desk) -> None:
        _, link = agency_head(desk)
        path, _ = follow(desk.client, link)
        form = f"{path}/decline?line=agency_head"
        fields = {"key": CHOSEN, "line": "agency_head", "reason": "Too many days.\r\nAsk again."}
        assert post(desk.client, f"{path}/decline", form, **fields).status_code == 303
        [(_, act)] = desk.door.acts
        assert isinstance(act, SignatureDeclined)
        assert (act.line, act.version) == ("agency_head", 1)
        assert act.reason == "Too many days.\nAsk again."
