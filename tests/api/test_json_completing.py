"""Completing by the JSON API: what the page takes, and nothing else."""

import json

import pytest

from policy.account import Happening
from tests import people
from tests.api.calling import send
from tests.api.completing import LAPTOP, MEASURES, approved, the_act
from tests.api.seeding import Story, full_answers
from tests.api.site import REFERENCE, Desk


class TestTheApi:
    def test_it_tells_who_owes_what(self, desk: Desk) -> None:
        approved(desk)
        address = f"/api/v1/arrangements/{REFERENCE}"
        told = desk.client.get(address, headers=desk.bearer(people.SUPERVISOR)).json()
        [owed] = told["to_fill_in"]
        assert owed["role"] == "supervisor"
        assert set(owed["owing"]) == {"own_measures", "group_measures", "equipment"}
        [items] = [each for each in owed["fields"] if each["id"] == "equipment"]
        assert items["columns"] == ["item", "tag", "authorized_on", "taken_on"]
        other = desk.client.get(address, headers=desk.bearer(people.MANAGER)).json()
        assert other["to_fill_in"] == []

    def test_what_is_asked_anew_comes_with_what_was_written_before(self, desk: Desk) -> None:
        story = Story(desk, answers=full_answers(desk, "connecticut")).submit().review()
        laptop = {"item": "Laptop", "tag": "CT-1234"}
        days = {"authorized_on": "2026-11-20", "taken_on": "2026-11-30"}
        written = {"own_measures": "Files a week.", "equipment": json.dumps([laptop | days])}
        given = {f"answer.{name}": answer for name, answer in written.items()}
        story.note(Happening.PROVIDED, "supervisor", evidence=given)
        story.note(Happening.AMENDED, "hr_representative", person=people.COORDINATOR)
        story.complete("supervisor")
        address, bearer = f"/api/v1/arrangements/{REFERENCE}", desk.bearer(people.SUPERVISOR)
        [owed] = desk.client.get(address, headers=bearer).json()["to_fill_in"]
        assert owed["before"] == written
        body = {"role": "supervisor", "answers": owed["before"] | {"group_measures": "The same."}}
        answer = send(desk, people.SUPERVISOR, f"/{REFERENCE}/completion", body)
        assert answer.status_code == 202, answer.text

    def test_it_takes_what_the_page_takes(self, desk: Desk) -> None:
        approved(desk)
        body = {"role": "supervisor", "answers": {**MEASURES, **LAPTOP}}
        answer = send(desk, people.SUPERVISOR, f"/{REFERENCE}/completion", body)
        assert answer.status_code == 202, answer.text
        assert set(the_act(desk).answers) == {*MEASURES, "equipment"}

    @pytest.mark.parametrize(
        ("answers", "field"),
        [
            ({"insurance_holder": "X"}, "insurance_holder"),
            ({"own_measures": "x" * 4001}, "own_measures"),
            ({"own_measures": "\x00"}, "own_measures"),
            ({"equipment": "[]x"}, "equipment"),
            ({"status": "approved"}, "status"),
        ],
    )
    def test_it_refuses_what_the_page_would(
        self, desk: Desk, answers: dict[str, str], field: str
    ) -> None:
        approved(desk)
        body = {"role": "supervisor", "answers": answers}
        answer = send(desk, people.SUPERVISOR, f"/{REFERENCE}/completion", body)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"] == field
        assert desk.door.acts == []

    def test_who_only_leads_is_turned_away(self, desk: Desk) -> None:
        approved(desk)
        body = {"role": "supervisor", "answers": MEASURES}
        answer = send(desk, people.CITY_HEAD, f"/{REFERENCE}/completion", body)
        assert answer.status_code == 404
