"""Completing: what a role fills in is handed over, or what is wrong with it named."""

import json

import pytest

from api.doors.acts import act_key
from demonstration.favorable import CERTIFICATE
from policy.account import Happening
from policy.tasks import Purpose
from records import uploads
from records.uploads import Upload
from tests import people
from tests.api.completing import (
    DONE,
    LAPTOP,
    MEASURES,
    approved,
    fill_in,
    fill_in_again,
    opened,
    the_act,
)
from tests.api.reading import CHOSEN, follow, text_of
from tests.api.site import Desk


class TestSending:
    @pytest.mark.requirement("CT-129")
    def test_the_supervisor_fills_in_the_measures_and_each_item(self, desk: Desk) -> None:
        path, _ = opened(desk, "supervisor")
        answer = fill_in(desk, path, **MEASURES, **LAPTOP)
        assert answer.headers["location"] == f"{path}?act={act_key(people.SUPERVISOR, CHOSEN)}"
        act = the_act(desk)
        assert act.role == "supervisor"
        assert act.by.person == people.SUPERVISOR
        assert json.loads(act.answers["equipment"]) == [
            {
                "item": "Laptop",
                "tag": "CT-1234",
                "authorized_on": "2026-11-20",
                "taken_on": "2026-11-30",
            }
        ]
        assert set(act.answers) == {*MEASURES, "equipment"}

    @pytest.mark.requirement("CT-149")
    def test_the_employee_sends_the_certificate_with_the_rest(self, desk: Desk) -> None:
        path, _ = opened(desk, "employee")
        answer = fill_in(desk, path, CERTIFICATE.read_bytes(), **DONE)
        assert answer.status_code == 303, text_of(answer)
        act = the_act(desk)
        digest, _, name = act.answers["insurance_certificate"].partition(" ")
        assert name == "paper.pdf"
        assert act.answers["insurance_until"] == "2027-12-31"
        with desk.session() as session:
            assert uploads.find(session, digest, people.EMPLOYEE) is not None

    @pytest.mark.requirement("CT-113")
    @pytest.mark.requirement("CT-149")
    @pytest.mark.parametrize(
        ("changes", "field", "said"),
        [
            ({"insurance_until": "11/22/2026"}, "insurance_until", "has passed"),
            ({"workspace_telephone": "no"}, "workspace_telephone", "must be yes"),
            ({"workspace_safe": "no"}, "workspace_safe", "must be yes"),
            ({"insurance_holder": ""}, "insurance_holder", "Fill in"),
            ({}, "insurance_certificate", "Choose a file for"),
        ],
    )
    def test_what_is_wrong_is_named_and_leads_to_its_field(
        self, desk: Desk, changes: dict[str, str], field: str, said: str
    ) -> None:
        path, _ = opened(desk, "employee")
        answer = fill_in(desk, path, **{**DONE, **changes})
        page = text_of(answer)
        assert answer.status_code == 422
        assert f'href="#{field}"' in page
        assert page.count(said) >= 2
        assert "<title>Error: Fill in what signing needs" in page
        assert desk.door.acts == []

    @pytest.mark.requirement("CT-130")
    def test_an_item_taken_before_it_was_authorized_is_refused(self, desk: Desk) -> None:
        path, _ = opened(desk, "supervisor")
        late = {**LAPTOP, "equipment.1.taken_on": "11/19/2026"}
        page = text_of(fill_in(desk, path, **MEASURES, **late))
        assert "“Authorized on” must not be after “Date out”" in page
        assert 'href="#equipment.1.authorized_on"' in page
        assert desk.door.acts == []

    @pytest.mark.requirement("CT-130")
    def test_an_item_authorized_on_a_day_to_come_is_refused(self, desk: Desk) -> None:
        path, _ = opened(desk, "supervisor")
        planned = {"equipment.1.authorized_on": "6/1/2031", "equipment.1.taken_on": "6/1/2031"}
        page = text_of(fill_in(desk, path, **MEASURES, **LAPTOP | planned))
        assert "“Authorized on” must be November 23, 2026 or earlier" in page
        assert desk.door.acts == []

    def test_what_is_there_can_be_sent_and_the_rest_later(self, desk: Desk) -> None:
        path, _ = opened(desk, "employee")
        answer = fill_in(desk, path, partly="yes", insurance_holder="Ana Rivera")
        assert answer.status_code == 303
        assert the_act(desk).answers == {"insurance_holder": "Ana Rivera"}

    def test_nothing_at_all_is_not_sent(self, desk: Desk) -> None:
        path, _ = opened(desk, "employee")
        answer = fill_in(desk, path, partly="yes")
        assert "Fill in at least one" in text_of(answer)
        assert desk.door.acts == []

    def test_a_row_is_added_and_taken_away_without_scripts(self, desk: Desk) -> None:
        path, _ = opened(desk, "supervisor")
        page = text_of(fill_in(desk, path, more="equipment", **MEASURES, **LAPTOP))
        assert 'name="equipment.2.item"' in page
        assert 'value="CT-1234"' in page
        assert "Accounts a week." in page
        page = text_of(fill_in(desk, path, without="equipment.1", **MEASURES, **LAPTOP))
        assert 'value="CT-1234"' not in page
        assert 'name="equipment.1.item"' in page
        assert desk.door.acts == []

    def test_what_was_sent_is_the_receipt_before_the_task_is_closed(self, desk: Desk) -> None:
        story = approved(desk, **MEASURES, equipment='[{"item": "Laptop"}]')
        story.note(Happening.PROVIDED, "supervisor", person=people.SUPERVISOR)
        _, page = follow(desk.client, story.write().link(Purpose.PROVIDE, "supervisor"))
        assert "You filled in what was missing" in page
        assert "Nothing is sent yet." not in page

    def test_nobody_fills_in_what_is_not_asked_of_their_role(self, desk: Desk) -> None:
        path, _ = opened(desk, "supervisor")
        stray = {
            "workspace_safe": "yes",
            "insurance_holder": "X",
            "starts_on": "1/1/2027",
            "status": "approved",
            "role": "employee",
            "person": people.EMPLOYEE,
            "certified": "yes",
            "equipment.1.price": "5",
        }
        assert fill_in(desk, path, **MEASURES, **LAPTOP, **stray).status_code == 303
        act = the_act(desk)
        assert set(act.answers) == {*MEASURES, "equipment"}
        assert (act.role, act.by.person) == ("supervisor", people.SUPERVISOR)

    def test_somebody_elses_file_is_not_taken(self, desk: Desk) -> None:
        path, _ = opened(desk, "employee")
        with desk.session() as session:
            row = Upload(
                digest="b" * 64,
                person=people.COLLEAGUE,
                name="theirs.pdf",
                media_type="application/pdf",
                size=1,
                at=desk.clock.now,
            )
            uploads.add(session, row)
            session.commit()
        named = {"insurance_certificate": f"{'b' * 64} theirs.pdf"}
        answer = fill_in(desk, path, **DONE, **named)
        assert answer.status_code == 422
        assert desk.door.acts == []

    def test_once_it_is_recorded_the_link_shows_the_receipt(self, desk: Desk) -> None:
        story = approved(desk)
        link = story.link(Purpose.PROVIDE, "supervisor")
        path, _ = follow(desk.client, link)
        story.tasks = tuple(task for task in story.tasks if task.role != "supervisor")
        story.note(Happening.PROVIDED, "supervisor", person=people.SUPERVISOR)
        story.write()
        _, page = follow(desk.client, link)
        assert "You filled in what was missing" in page
        assert fill_in_again(desk, path).headers["location"] == path
        assert desk.door.acts == []
