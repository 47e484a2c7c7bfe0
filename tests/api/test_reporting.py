"""Reports from either side, by the forms of the program."""

from html import unescape

import pytest

from api.doors.acts import Refused
from policy.concerns import Reported
from tests import people
from tests.api.coming_up import INJURY, Life
from tests.api.reading import CHOSEN, PATH, page_of
from tests.api.site import post

pytestmark = pytest.mark.usefixtures("at_the_browser")
VISIT = {"day": "2026-12-01", "from": "08:15", "until": "08:45", "visitor": "Jo Abara"}


def reported(life: Life, rule: str, person: str, **fields: str) -> Reported:
    """The report that somebody's form hands over."""
    client = life.desk.sign_in(person, life.desk.browser())
    answer = post(client, f"{PATH}/report/{rule}", key=CHOSEN, **fields)
    assert answer.status_code == 303, unescape(answer.text)
    ((_, act),) = life.desk.door.acts
    assert isinstance(act, Reported)
    return act


class TestReporting:
    @pytest.mark.requirement("CT-153")
    def test_an_injury_is_reported_whether_or_not_it_is_claimed(self, life: Life) -> None:
        text = page_of(life.desk, f"{PATH}/report/injury")
        assert "It is sent at once to the supervisor and the HR representative." in text
        act = reported(life, "injury", people.EMPLOYEE, **INJURY)
        assert (act.rule, act.role, act.by.person) == ("injury", "employee", people.EMPLOYEE)
        assert (act.answers["day"], act.answers["at"]) == ("2026-12-01", "08:45")

    @pytest.mark.requirement("CT-118")
    def test_the_supervisor_reports_a_visit_within_business_hours(self, life: Life) -> None:
        act = reported(life, "location_visit", people.SUPERVISOR, **VISIT)
        assert (act.role, act.answers["visitor"]) == ("supervisor", "Jo Abara")

    @pytest.mark.requirement("CT-118")
    def test_a_visit_outside_business_hours_is_refused(self, life: Life) -> None:
        client = life.desk.sign_in(people.SUPERVISOR, life.desk.browser())
        late = {**VISIT, "until": "21:00"}
        answer = post(client, f"{PATH}/report/location_visit", key=CHOSEN, **late)
        assert answer.status_code == 422
        assert "(General Letter 32, IV.F)" in answer.text
        assert life.desk.door.acts == []

    @pytest.mark.requirement("CT-124")
    @pytest.mark.requirement("CT-137")
    @pytest.mark.requirement("CT-146")
    @pytest.mark.requirement("CT-149")
    @pytest.mark.requirement("CT-155")
    def test_the_employee_is_offered_what_employees_report_and_nothing_else(
        self, life: Life
    ) -> None:
        rules = life.program.in_force.reports
        page = life.desk.client.get(PATH).text
        for rule in rules:
            theirs = "employee" in rule.made_by
            path = f"{PATH}/report/{rule.id}"
            assert (f'href="{path}"' in page) is theirs
            assert life.desk.client.get(path).status_code == (200 if theirs else 403)

    def test_what_is_missing_is_named_and_nothing_typed_is_lost(self, life: Life) -> None:
        path = f"{PATH}/report/injury"
        answer = post(life.desk.client, path, key=CHOSEN, **{**INJURY, "at": "25:99"})
        assert answer.status_code == 422
        assert "Write the time like 8:00 am" in answer.text
        assert "A fall on the stairs." in answer.text
        assert life.desk.door.acts == []

    def test_what_the_workflow_refuses_is_told_on_the_form(self, life: Life) -> None:
        life.desk.door.trouble = Refused("This needs an arrangement that is in force.")
        answer = post(life.desk.client, f"{PATH}/report/injury", key=CHOSEN, **INJURY)
        assert answer.status_code == 409
        assert "needs an arrangement that is in force" in unescape(answer.text)
        assert "A fall on the stairs." in answer.text

    def test_a_day_ahead_has_not_happened(self, life: Life) -> None:
        path = f"{PATH}/report/injury"
        answer = post(life.desk.client, path, key=CHOSEN, **{**INJURY, "day": "12/9/2026"})
        assert "must be December 1, 2026 or earlier" in unescape(answer.text)

    def test_an_unknown_report_does_not_exist(self, life: Life) -> None:
        assert life.desk.client.get(f"{PATH}/report/nothing").status_code == 404
