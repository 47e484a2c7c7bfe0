"""What comes up while an arrangement is in force, by the JSON API: by the rules of the pages."""

from collections.abc import Mapping

import pytest

from policy.concerns import (
    ApprovalAsked,
    ApprovalDecided,
    ApprovalWithdrawn,
    ConcernState,
    DutyDone,
    Reported,
)
from tests import people
from tests.api.calling import send
from tests.api.coming_up import DAY_CHANGE, Life
from tests.api.site import REFERENCE, Desk

INJURY = {
    "day": "2026-12-01",
    "at": "08:45",
    "at_work": "yes",
    "what": "A fall on the stairs.",
    "claimed": "No",
}
PRIVATE = "D-2026-77"


def told(desk: Desk, person: str, path: str = f"/arrangements/{REFERENCE}/concerns") -> object:
    """What the API tells somebody."""
    answer = desk.client.get(f"/api/v1{path}", headers=desk.bearer(person))
    assert answer.status_code == 200, answer.text
    return answer.json()


def errors(desk: Desk, person: str, path: str, body: Mapping[str, object]) -> list[tuple[str, str]]:
    """The fields that a call is refused for, with the sections of the rules."""
    answer = send(desk, person, f"/{REFERENCE}{path}", body)
    assert answer.status_code == 422, answer.text
    assert desk.door.acts == []
    return [(error["field"], error.get("section", "")) for error in answer.json()["errors"]]


class TestRequests:
    @pytest.mark.requirement("CT-097")
    def test_one_is_asked_for_with_the_answers_of_its_rule(self, life: Life) -> None:
        body = {"rule": "day_change", "answers": {**DAY_CHANGE, "day": "12/8/2026"}}
        assert send(life.desk, people.EMPLOYEE, f"/{REFERENCE}/approvals", body).status_code == 202
        ((_, act),) = life.desk.door.acts
        assert isinstance(act, ApprovalAsked)
        assert (act.rule, act.role, act.answers) == ("day_change", "employee", DAY_CHANGE)

    @pytest.mark.requirement("CT-098")
    def test_a_lasting_one_is_refused_by_field_and_section(self, life: Life) -> None:
        body = {"rule": "day_change", "answers": {**DAY_CHANGE, "ongoing": "yes"}}
        found = errors(life.desk, people.EMPLOYEE, "/approvals", body)
        assert found == [("ongoing", "General Letter 32, IV.D")]

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({"rule": "nothing"}, "rule"),
            ({"rule": "day_change", "answers": {**DAY_CHANGE, "status": "approved"}}, "status"),
            ({"rule": "day_change", "answers": {**DAY_CHANGE, "why": "\x00"}}, "why"),
            ({"rule": "day_change", "answers": {**DAY_CHANGE, "day": "2026-11-24"}}, "day"),
        ],
    )
    def test_what_the_page_would_refuse_is_refused(
        self, life: Life, body: dict[str, object], field: str
    ) -> None:
        assert errors(life.desk, people.EMPLOYEE, "/approvals", body)[0][0] == field

    def test_a_file_of_somebody_else_is_not_taken(self, life: Life) -> None:
        answers = {
            "computer": "A tablet",
            "authorized_by_it": "77",
            "authorization_by_it": f"{'0' * 64} it.pdf",
        }
        body = {"rule": "own_computer", "answers": answers}
        found = errors(life.desk, people.EMPLOYEE, "/approvals", body)
        assert found[0][0] == "authorization_by_it"

    def test_what_others_ask_for_is_not_for_the_employee(self, life: Life) -> None:
        body = {"rule": "called_in", "answers": {"day": "2026-12-03", "purpose": "Training"}}
        sent = send(life.desk, people.EMPLOYEE, f"/{REFERENCE}/approvals", body)
        assert sent.status_code == 403
        sent = send(life.desk, people.COORDINATOR, f"/{REFERENCE}/approvals", body)
        assert sent.status_code == 202
        ((_, act),) = life.desk.door.acts
        assert isinstance(act, ApprovalAsked)
        assert act.role == "hr_representative"

    def test_who_decides_approves_or_refuses_with_the_reason(self, life: Life) -> None:
        concern = life.request("day_change", DAY_CHANGE)
        path = f"/approvals/{concern.number}/decision"
        bare = errors(life.desk, people.SUPERVISOR, path, {"approved": False})
        assert bare == [("reason", "")]
        send(
            life.desk,
            people.SUPERVISOR,
            f"/{REFERENCE}{path}",
            {"approved": False, "reason": "No."},
        )
        ((_, act),) = life.desk.door.acts
        assert isinstance(act, ApprovalDecided)
        assert (act.number, act.approved, act.note) == (1, False, "No.")
        answer = send(life.desk, people.MANAGER, f"/{REFERENCE}{path}", {"approved": True})
        assert answer.status_code == 403

    def test_who_asked_takes_it_back(self, life: Life) -> None:
        life.request("day_change", DAY_CHANGE)
        path = f"/{REFERENCE}/approvals/1/withdrawal"
        assert send(life.desk, people.SUPERVISOR, path, {}).status_code == 403
        assert send(life.desk, people.EMPLOYEE, path, {}).status_code == 202
        ((_, act),) = life.desk.door.acts
        assert isinstance(act, ApprovalWithdrawn)

    @pytest.mark.parametrize("number", ["7", "0", "-1", "x", str(10**30), "%00"])
    def test_a_number_that_nothing_has_is_refused(self, life: Life, number: str) -> None:
        for path, body in (
            ("approvals/{}/decision", {"approved": True}),
            ("approvals/{}/withdrawal", {}),
            ("duties/{}", {"answers": {}}),
        ):
            address = f"/{REFERENCE}/{path.format(number)}"
            answer = send(life.desk, people.COORDINATOR, address, body)
            assert answer.status_code in {404, 422}
        assert life.desk.door.acts == []


class TestReportsAndDuties:
    @pytest.mark.requirement("CT-153")
    def test_an_injury_is_reported(self, life: Life) -> None:
        body = {"rule": "injury", "answers": INJURY}
        assert send(life.desk, people.EMPLOYEE, f"/{REFERENCE}/reports", body).status_code == 202
        ((_, act),) = life.desk.door.acts
        assert isinstance(act, Reported)
        assert (act.rule, act.role, act.answers) == ("injury", "employee", INJURY)

    def test_a_report_is_checked_as_on_the_page(self, life: Life) -> None:
        wrong = {"rule": "injury", "answers": {**INJURY, "day": "2027-01-05"}}
        assert errors(life.desk, people.EMPLOYEE, "/reports", wrong)[0][0] == "day"
        unknown = {"rule": "nothing"}
        assert errors(life.desk, people.EMPLOYEE, "/reports", unknown)[0][0] == "rule"

    @pytest.mark.requirement("CT-156")
    def test_a_duty_closes_only_with_what_it_asks_for(self, life: Life) -> None:
        life.owe("disposition")
        found = errors(life.desk, people.SUPERVISOR, "/duties/1", {"answers": {}})
        assert found == [("disposition", "General Letter 32, IV.L")]
        chosen = {"disposition": "Accrued leave"}
        send(life.desk, people.SUPERVISOR, f"/{REFERENCE}/duties/1", {"answers": chosen})
        ((_, act),) = life.desk.door.acts
        assert isinstance(act, DutyDone)
        assert (act.number, act.answers) == (1, chosen)

    def test_a_coordinator_may_close_what_others_owe(self, life: Life) -> None:
        life.owe("disposition")
        body = {"answers": {"disposition": "Accrued leave"}}
        path = f"/{REFERENCE}/duties/1"
        assert send(life.desk, people.EMPLOYEE, path, body).status_code == 403
        assert send(life.desk, people.COORDINATOR, path, body).status_code == 202

    def test_a_request_is_no_duty_and_a_duty_no_request(self, life: Life) -> None:
        life.owe("disposition")
        life.request("day_change", DAY_CHANGE)
        duty = send(life.desk, people.COORDINATOR, f"/{REFERENCE}/duties/2", {"answers": {}})
        path = f"/{REFERENCE}/approvals/1/decision"
        request = send(life.desk, people.SUPERVISOR, path, {"approved": True})
        assert (duty.status_code, request.status_code) == (404, 404)


class TestTelling:
    def test_it_tells_what_can_be_asked_and_reported_with_the_fields(self, life: Life) -> None:
        found = told(life.desk, people.EMPLOYEE)
        assert isinstance(found, dict)
        rules = life.program.in_force
        asked = [each.id for each in rules.approvals if "employee" in each.asked_by]
        assert [each["id"] for each in found["approvals"]] == asked
        first = found["approvals"][0]
        assert (first["section"], first["goes_to"]) == ("General Letter 32, IV.D", ["supervisor"])
        assert [each["id"] for each in first["fields"]] == list(DAY_CHANGE)

    def test_it_tells_what_came_up_and_what_is_owed(self, life: Life) -> None:
        concern = life.request("day_change", DAY_CHANGE)
        life.close(concern, ConcernState.APPROVED, "supervisor")
        life.owe("disposition")
        found = told(life.desk, people.SUPERVISOR)
        assert isinstance(found, dict)
        first, second = found["concerns"]
        assert (first["state"], first["on"], first["answers"]) == (
            "approved",
            "2026-12-08",
            DAY_CHANGE,
        )
        assert (first["due_at"], first["closed_by"]) == ("2026-12-08T05:00:00Z", people.SUPERVISOR)
        assert (second["state"], second["kind"]) == ("open", "duty")
        assert [each["id"] for each in found["duties"]] == ["disposition"]

    def test_nothing_is_told_before_everybody_has_signed(self, desk: Desk) -> None:
        Life(desk).submit().review().approve()
        nothing: dict[str, list[object]] = {
            "approvals": [],
            "reports": [],
            "duties": [],
            "concerns": [],
        }
        assert told(desk, people.EMPLOYEE) == nothing

    @pytest.mark.requirement("CT-146")
    def test_what_is_private_is_told_to_whom_it_is_shown(self, life: Life) -> None:
        closing = {"finding": "No breach", "grounds": "None.", "discipline_reference": PRIVATE}
        duty = life.owe("breach_finding")
        life.close(duty, ConcernState.DONE, "hr_representative", closing=closing)
        for person, seen in (
            (people.EMPLOYEE, True),
            (people.COORDINATOR, True),
            (people.HEAD, False),
        ):
            assert (PRIVATE in str(told(life.desk, person))) is seen, person

    @pytest.mark.requirement("CT-099")
    def test_the_approvals_of_an_agency_are_told_between_two_days(self, life: Life) -> None:
        life.request("day_change", DAY_CHANGE)
        day = "/approvals?since=12/1/2026&until=12/1/2026"
        found = told(life.desk, people.COORDINATOR, day)
        assert isinstance(found, dict)
        (kept,) = found["approvals"]
        assert (kept["reference"], kept["employee"], kept["rule"]) == (
            REFERENCE,
            people.EMPLOYEE,
            "day_change",
        )
        for query in ("since=12/2/2026", "until=11/30/2026", "agency=sacramento-it"):
            none = told(life.desk, people.COORDINATOR, f"/approvals?{query}")
            assert none == {"approvals": []}
        assert told(life.desk, people.CITY_COORDINATOR, "/approvals") == {"approvals": []}
        path = "/api/v1/approvals?since=2/31/2027"
        wrong = life.desk.client.get(path, headers=life.desk.bearer(people.COORDINATOR))
        assert wrong.status_code == 422
