"""Completing: a role sees what it still owes before anybody signs, and fills it in."""

import json
from datetime import date
from html import unescape

import pytest

from api.rights.completing import owed_by
from policy.account import Happening
from policy.tasks import Purpose
from tests import people
from tests.api.completing import (
    DONE,
    LAPTOP,
    MEASURES,
    PRIVATE,
    approved,
    asked_in,
    fill_in,
    opened,
    the_act,
)
from tests.api.reading import follow
from tests.api.site import REFERENCE, Desk
from tests.policy.samples import AGENCIES, CONNECTICUT

OWN_COMPUTER = "My own computer, only for state email or a secure web application"


@pytest.mark.parametrize(
    ("role", "sections"),
    [("employee", ["location", "insurance"]), ("supervisor", ["standards", "technology"])],
)
def test_a_role_sees_only_the_sections_it_fills_in(role: str, sections: list[str]) -> None:
    owed = owed_by(CONNECTICUT, AGENCIES["comptroller"], role, {}, date(2026, 11, 10))
    assert [section.id for section in owed.sections] == sections


class TestThePage:
    @pytest.mark.requirement("CT-129")
    def test_it_asks_a_role_only_for_what_it_still_owes(self, desk: Desk) -> None:
        _, page = opened(desk, "supervisor")
        assert asked_in(page) == {*MEASURES, *LAPTOP}
        assert "Fill in what signing needs" in page
        assert "Opening this page sent nothing." in page

    @pytest.mark.requirement("CT-113")
    @pytest.mark.requirement("CT-149")
    def test_the_employee_is_asked_for_workspace_and_certificate(self, desk: Desk) -> None:
        _, page = opened(desk, "employee")
        assert asked_in(page) == {*DONE, "insurance_certificate.file"}
        assert "care_proof" not in page

    @pytest.mark.requirement("CT-123")
    def test_who_cares_for_somebody_is_asked_for_the_proof(self, desk: Desk) -> None:
        _, page = opened(desk, "employee", dependents="yes", care_arrangements="A day care.")
        assert "care_proof.file" in asked_in(page)

    def test_what_somebody_looks_at_is_stated_anew(self, desk: Desk) -> None:
        story = approved(desk)
        given = {"answer.insurance_holder": "Ana Rivera", "answer.workspace_safe": "yes"}
        dated = {"answer.insurance_until": "2026-12-31"}
        story.note(Happening.PROVIDED, "employee", evidence=given | dated)
        story.write()
        _, page = follow(desk.client, story.link(Purpose.PROVIDE, "employee"))
        assert 'name="insurance_holder" value="Ana Rivera"' in page
        assert 'name="insurance_until" value=""' in page
        assert " checked" not in page

    def test_what_is_answered_already_is_not_asked_again(self, desk: Desk) -> None:
        _, page = opened(desk, "employee", workspace_desk="yes", workspace_safe="no")
        assert "workspace_desk" not in asked_in(page)
        assert "workspace_safe" in asked_in(page)

    @pytest.mark.requirement("CT-149")
    def test_a_certificate_that_has_lapsed_is_asked_for_anew(self, desk: Desk) -> None:
        _, page = opened(desk, "employee", insurance_until="2026-11-22")
        assert {"insurance_until", "insurance_certificate.file"} <= set(asked_in(page))
        assert 'value="2026-11-22"' not in page

    @pytest.mark.requirement("CT-129")
    @pytest.mark.parametrize("mode", ["No computer is needed", OWN_COMPUTER])
    def test_an_item_of_the_agency_can_be_listed_whatever_somebody_works_with(
        self, desk: Desk, mode: str
    ) -> None:
        path, page = opened(desk, "supervisor", equipment_mode=mode, web_application="CORE-CT")
        assert asked_in(page) == {*MEASURES, *LAPTOP}
        assert 'supplies at the location <span class="quiet">(optional)' in page
        assert fill_in(desk, path, **MEASURES, **LAPTOP).status_code == 303
        assert json.loads(the_act(desk).answers["equipment"])[0]["item"] == "Laptop"

    @pytest.mark.requirement("CT-123")
    def test_what_is_private_is_for_the_employee_and_the_coordinators(self, desk: Desk) -> None:
        _, page = opened(desk, "supervisor")
        assert PRIVATE not in page
        paths = (f"/arrangements/{REFERENCE}/proposal", f"/api/v1/arrangements/{REFERENCE}")
        for person, seen in (
            (people.SUPERVISOR, False),
            (people.HEAD, False),
            (people.EMPLOYEE, True),
            (people.COORDINATOR, True),
        ):
            client = desk.sign_in(person, desk.browser())
            assert (PRIVATE in unescape(client.get(paths[0]).text)) is seen, person
            told = desk.browser().get(paths[1], headers=desk.bearer(person))
            assert (PRIVATE in told.json()["proposal"]["answers"].values()) is seen, person

    def test_opening_it_hands_nothing_in(self, desk: Desk) -> None:
        path, _ = opened(desk, "supervisor")
        desk.client.head(path)
        assert desk.door.acts == []
