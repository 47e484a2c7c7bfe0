"""The JSON API's hours: the same as on pages, for programs."""

from datetime import date

import pytest
from httpx2 import Response

from api.doors.acts import Unavailable
from policy.timekeeping import Period
from records import hours
from tests import people
from tests.api.site import Desk
from tests.timekeeping import TIMEKEEPER, a_file, live, settle_timekeeper

PERIOD = Period(date(2026, 11, 27), date(2026, 12, 10))
ROW = f"{people.EMPLOYEE},2026-12-02,REGTC,7.5"


@pytest.fixture
def office(desk: Desk) -> Desk:
    """December 9: one employee telecommutes on Tuesdays."""
    desk.clock.pass_by(days=16)
    with desk.session() as session:
        settle_timekeeper(session)
        live(session, people.EMPLOYEE)
    return desk


def hand_in(desk: Desk, content: bytes, who: str = TIMEKEEPER, key: str = "key-00001") -> Response:
    """Send a file as a program does."""
    return desk.browser().post(
        "/api/v1/hours/recorded",
        files={"file": ("hours.csv", content, "text/csv")},
        headers=desk.bearer(who) | {"Idempotency-Key": key},
    )


@pytest.mark.requirement("CT-100")
def test_planned_hours_of_a_pay_period(office: Desk) -> None:
    headers = office.bearer(TIMEKEEPER)
    told = office.browser().get("/api/v1/hours/planned?on=2026-12-01", headers=headers).json()
    assert (told["agency"], told["first"], told["last"], told["total"]) == (
        "comptroller",
        "2026-11-27",
        "2026-12-10",
        16,
    )
    assert told["planned"][0] == {
        "number": people.EMPLOYEE,
        "date": "2026-12-01",
        "code": "REGTC",
        "hours": 8,
        "reference": "TA-7K3M-9QXD",
    }


def test_a_file_is_on_record_when_it_is_answered_and_once_for_one_key(office: Desk) -> None:
    first, again = hand_in(office, a_file(ROW)), hand_in(office, a_file(ROW))
    assert first.status_code == 200
    assert {name: first.json()[name] for name in ("added", "changed", "unchanged")} == {
        "added": 1,
        "changed": 0,
        "unchanged": 0,
    }
    assert again.json() == first.json()
    with office.session() as session:
        [each] = hours.of_agency(session, "comptroller", PERIOD)
    assert (each.employee, each.hours) == (people.EMPLOYEE, 750)


def test_a_key_of_another_file_is_refused(office: Desk) -> None:
    hand_in(office, a_file(ROW))
    answer = hand_in(office, a_file(f"{people.EMPLOYEE},2026-12-02,REGTC,8"))
    assert (answer.status_code, answer.json()["title"]) == (409, "This cannot be done")


@pytest.mark.requirement("CT-100")
def test_exceptions_name_check_section_and_arrangement(office: Desk) -> None:
    hand_in(office, a_file(ROW))
    headers = office.bearer(people.COORDINATOR)
    told = office.browser().get("/api/v1/hours/exceptions?on=2026-12-01", headers=headers).json()
    by_check = {each["check"]: each for each in told["exceptions"]}
    assert set(by_check) == {"not_planned", "shortfall"}
    assert by_check["not_planned"]["citation"] == "General Letter 32, IV.D"
    assert by_check["not_planned"]["reference"] == "TA-7K3M-9QXD"
    assert by_check["not_planned"]["earlier"] is False


def test_every_fault_of_a_file_is_named(office: Desk) -> None:
    answer = hand_in(office, a_file(ROW, "9999,soon,REGTC,8"))
    assert answer.status_code == 422
    assert [(each["field"], each["rule"]) for each in answer.json()["errors"]] == [
        ("line 3", "DUR is not a day such as 2026-12-01: soon"),
        ("line 3", "EMPLID names nobody here: 9999"),
    ]
    assert hand_in(office, b"").status_code == 422


@pytest.mark.parametrize(
    ("who", "status"), [(people.COORDINATOR, 403), (people.EMPLOYEE, 404), (people.HEAD, 404)]
)
def test_hours_are_handed_in_by_the_timekeeper_alone(office: Desk, who: str, status: int) -> None:
    assert hand_in(office, a_file(ROW), who).status_code == status


@pytest.mark.parametrize("query", ["on=2026-02-31", "on=soon", f"unit={'x' * 300}"])
def test_a_period_that_does_not_exist_is_refused(office: Desk, query: str) -> None:
    answer = office.browser().get(
        f"/api/v1/hours/planned?{query}", headers=office.bearer(TIMEKEEPER)
    )
    assert answer.status_code == 422


@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_have_pay_periods_too(office: Desk, on: str) -> None:
    headers = office.bearer(TIMEKEEPER)
    for path in (f"/api/v1/hours/planned?on={on}", f"/api/v1/hours/exceptions?on={on}"):
        assert office.browser().get(path, headers=headers).status_code == 200


def test_an_engine_that_does_not_answer_is_said(office: Desk) -> None:
    office.hours.trouble = Unavailable()
    assert hand_in(office, a_file(ROW)).status_code == 503


def test_a_file_that_does_not_come_in_its_part_is_asked_for(office: Desk) -> None:
    headers = office.bearer(TIMEKEEPER) | {"Idempotency-Key": "key-00001"}
    answer = office.browser().post(
        "/api/v1/hours/recorded", data={"file": "hours"}, headers=headers
    )
    assert answer.status_code == 422
    [error] = answer.json()["errors"]
    assert (error["field"], error["rule"]) == ("file", "Send a file in the part named file.")


def test_the_detail_tells_the_first_faults_of_a_file_in_sentences_and_counts_the_others(
    office: Desk,
) -> None:
    rows = [f"{people.EMPLOYEE},2026-12-02,NO{at},1" for at in range(7)]
    told = hand_in(office, a_file(*rows)).json()
    said = " ".join(f"TRC is no code of the program: NO{at}." for at in range(5))
    assert told["detail"] == f"{said} And 2 more."
    assert len(told["errors"]) == len(rows)
