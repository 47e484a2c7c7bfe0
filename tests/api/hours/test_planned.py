"""Planned hours on pages: by pay period, for the time system, whatever has changed."""

from dataclasses import replace
from datetime import date

import pytest

from records.people import Person
from tests import people
from tests.api.hours.handing import ON
from tests.api.reading import page_of
from tests.api.site import Desk
from tests.timekeeping import HEADER, LIVED, TIMEKEEPER, granted, live


@pytest.mark.requirement("CT-100")
def test_the_timekeeper_sees_who_is_planned_when_with_totals(office: Desk) -> None:
    page = page_of(office, f"/hours?{ON}")
    assert "November 27, 2026 to December 10, 2026" in page
    assert "Ana Rivera" in page
    assert "TA-7K3M-9QXD" in page
    assert "1 employee, 16 hours" in page
    assert "Code REGTC (General Letter 32, IV.D)" in page


@pytest.mark.requirement("CT-100")
def test_the_file_for_the_time_system_has_a_row_for_each_employee_and_day(office: Desk) -> None:
    answer = office.client.get(f"/hours.csv?{ON}")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "REGTC-comptroller-2026-11-27.csv" in answer.headers["content-disposition"]
    assert answer.content.decode().splitlines() == [
        HEADER,
        "1001,2026-12-01,REGTC,8",
        "1001,2026-12-08,REGTC,8",
    ]


def test_without_a_day_the_present_pay_period_is_shown_and_others_are_a_click_away(
    office: Desk,
) -> None:
    assert "November 27, 2026 to December 10, 2026" in page_of(office, "/hours")
    page = office.client.get("/hours?on=nonsense").text
    assert "on=2026-12-11" in page
    assert "on=2026-11-13" in page
    assert "No hours are planned" in page_of(office, "/hours?on=2026-11-13")


def test_a_unit_narrows_what_is_page_of(office: Desk) -> None:
    assert "Ana Rivera" in page_of(office, f"/hours?{ON}&unit=Audit")
    assert "No hours are planned" in page_of(office, f"/hours?{ON}&unit=Payroll")
    assert office.client.get(f"/hours.csv?{ON}&unit=Payroll").text == f"{HEADER}\r\n"


def test_many_employees_come_in_pages_with_totals_over_all(office: Desk) -> None:
    with office.session() as session:
        for number in range(60):
            name = f"Person {number:02}"
            mail = f"p{number}@example.test"
            session.add(Person(number=f"7{number:03}", name=name, mail=mail, agency="comptroller"))
            live(session, f"7{number:03}", replace(LIVED, reference=f"TA-{number:04}"))
    first, second = page_of(office, f"/hours?{ON}"), page_of(office, f"/hours?{ON}&page=2")
    assert "Page 1 of 2" in first
    assert "61 employees, 976 hours" in first
    assert "Person 59" not in first
    assert "Person 59" in second
    assert page_of(office, f"/hours?{ON}&page=99") == second
    assert len(office.client.get(f"/hours.csv?{ON}").text.splitlines()) == 1 + 2 * 61


@pytest.mark.requirement("CT-100")
def test_an_approved_change_is_planned_where_it_moved_to(office: Desk) -> None:
    moved = granted(1, "day_change", date(2026, 12, 8), moved_to="12/9/2026")
    with office.session() as session:
        live(session, people.COLLEAGUE, replace(LIVED, reference="TA-2"), concerns=(moved,))
    rows = office.client.get(f"/hours.csv?{ON}").text.splitlines()
    assert [row for row in rows if row.startswith(people.COLLEAGUE)] == [
        "1007,2026-12-01,REGTC,8",
        "1007,2026-12-09,REGTC,8",
    ]


def test_who_keeps_no_hours_finds_no_such_page(office: Desk) -> None:
    for number in (people.EMPLOYEE, people.SUPERVISOR, people.HEAD, people.CITY_COORDINATOR):
        office.sign_in(number)
        assert office.client.get("/hours").status_code == 404
        assert ">Hours</a>" not in office.client.get("/").text
    office.sign_in(TIMEKEEPER)
    assert ">Hours</a>" in office.client.get("/").text
    assert office.client.get("/hours?agency=water").status_code == 404
    assert office.client.get("/arrangements/TA-7K3M-9QXD").status_code == 404
