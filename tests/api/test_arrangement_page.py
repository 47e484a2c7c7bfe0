"""An arrangement's page, as each person reads it."""

from dataclasses import replace

import pytest

from api.app import create_app
from api.doors.acts import act_key
from policy.account import Ending, Happening
from policy.acts import Outcome
from policy.tasks import Purpose
from tests import people
from tests.api.coming_up import city_life
from tests.api.reading import CHOSEN, PATH, follow, page_of
from tests.api.seeding import Story
from tests.api.site import Desk


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
        assert "Waiting for the agency head to sign. Asked on Monday, November 23, 2026." in page
        assert (
            "Reminded on November 26, 2026. HR representative was told on November 26, 2026."
            in page
        )
        assert "Next: a reminder to whoever has not acted, Thursday, November 26, 2026" in page
        assert "When the last signature is in, copies are filed" in page
        assert "Signatures: 4 of 5" in page

    def test_a_denied_proposal_promises_neither_a_decision_nor_documents(self, desk: Desk) -> None:
        Story(desk).submit().review().approve(Outcome.DENIED)
        desk.sign_in(people.COORDINATOR)
        page = page_of(desk)
        assert "not yet decided" not in page
        assert "It ended before any document was made." in page

    @pytest.mark.requirement("SA-009")
    def test_the_employee_reads_that_telecommuting_waits(self, desk: Desk) -> None:
        story = Story.of_city(desk).submit().freeze()
        desk.sign_in(people.CITY_EMPLOYEE)
        told = desk.parts.programs.get("sacramento").texts["no_telecommuting_while_pending"]
        assert told in page_of(desk, f"/arrangements/{story.reference}")

    @pytest.mark.requirement("SA-010")
    def test_once_authorized_the_employee_is_asked_to_set_up_point_by_point(
        self, desk: Desk
    ) -> None:
        life = city_life(desk)
        duty = life.owe("set_up")
        desk.sign_in(people.CITY_EMPLOYEE)
        path = f"/arrangements/{life.reference}"
        assert "Set up the remote office" in page_of(desk, path)
        link = life.link(Purpose.DUTY, "employee", str(duty.number))
        _, asked = follow(desk.client, link)
        assert "Jabber is installed" in asked
        assert "desk, a chair and good light" in asked

    def test_the_timeline_names_what_was_signed_where_one_signs_twice(self, desk: Desk) -> None:
        story = Story.of_city(desk).submit().freeze().sign()
        desk.sign_in(people.CITY_EMPLOYEE)
        page = page_of(desk, f"/arrangements/{story.reference}")
        assert "Employee signed: Telecommuting Policy and Agreement." in page
        assert "Employee signed: Detail justification form." in page
        assert "Supervisor signed." in page

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
        assert "Name as typed Ana Rivera" in page
        assert f"Documents signed (SHA-256) {'0' * 64}" in page

    def test_the_record_names_evidence_in_plain_words(self, desk: Desk) -> None:
        story = Story(desk).submit().review().approve()
        evidence = {
            "received_at": "2026-11-24T15:12:00+00:00",
            "identified_by": "link",
            "acknowledged": "a1 a2",
            "in_place_of": people.HEAD,
            "set_aside": "y1",
            "answer.own_measures": "Cases closed a week.",
            "answer.dependents": "yes",
            "arrangement": "2" * 64,
            "insurance_certificate": "3" * 64,
        }
        story.note(Happening.PROVIDED, "supervisor", person=people.SUPERVISOR, evidence=evidence)
        story.write()
        desk.sign_in(people.COORDINATOR)
        page = page_of(desk, f"{PATH}/timeline")
        for said in (
            "Received Tue, Nov 24, 2026, 10:12 am EST",
            "Known by the link in the mail",
            "In place of Dario Castellano",
            "Terms acknowledged IV.A: 1 term",
            "Cases closed a week.",
            "need care during your work hours? Yes",
            f"Telecommuting arrangement (SHA-256) {'2' * 64}",
            f"Certificate of your homeowners or renters insurance (SHA-256) {'3' * 64}",
        ):
            assert said in page
        assert not [key for key in evidence if "_" in key and key in page]

    def test_who_had_not_signed_when_it_ended_is_said_to_have_not(self, desk: Desk) -> None:
        story = Story(desk).submit().review().approve().sign("employee")
        story.end(Ending.ENDED_BY_AGENCY)
        desk.sign_in(people.COORDINATOR)
        page = page_of(desk)
        assert page.count("not signed") == 4
        assert "not yet asked" not in page

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
        key = act_key(people.COORDINATOR, CHOSEN)
        assert "Received." in page_of(desk, f"{PATH}?act={key}")
        story.note(Happening.REMINDED, "manager", person=people.COORDINATOR, key=key)
        story.write()
        assert "Recorded. The reminder is on its way." in page_of(desk, f"{PATH}?act={key}")


def test_who_coordinates_finds_it_in_the_engine_s_own_namespace(desk: Desk) -> None:
    site = replace(desk.parts.site, namespace="public employers")
    parts = replace(desk.parts, site=site)
    named = replace(desk, app=create_app(parts), parts=parts)
    story = Story(named).submit()
    client = named.sign_in(people.COORDINATOR, named.browser())
    address = f"http://127.0.0.1:8233/namespaces/public%20employers/workflows/{story.reference}"
    assert f'href="{address}"' in client.get(PATH).text
