"""Hours on pages: planned by pay period, files handed in whole, exceptions with their sections."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from httpx2 import Response

from api.doors.acts import Refused, Unavailable
from policy.account import Span
from policy.timekeeping import Period
from records import hours
from records.hours import HoursFile
from records.people import Person
from tests import people
from tests.api.reading import page_of, text_of
from tests.api.site import Desk, form_token
from tests.timekeeping import (
    HEADER,
    LIVED,
    TIMEKEEPER,
    TUESDAYS,
    a_file,
    granted,
    live,
    over,
    settle_timekeeper,
)

ON = "on=2026-12-01"
PERIOD = Period(date(2026, 11, 27), date(2026, 12, 10))
GOOD = (f"{people.EMPLOYEE},2026-12-01,REGTC,8", f"{people.EMPLOYEE},12/2/2026,REG,8")


@pytest.fixture
def office(desk: Desk) -> Desk:
    """The timekeeper is signed in, on December 9; one employee telecommutes on Tuesdays."""
    desk.clock.pass_by(days=16)
    with desk.session() as session:
        settle_timekeeper(session)
        live(session, people.EMPLOYEE)
    desk.sign_in(TIMEKEEPER)
    return desk


def hand_in(
    desk: Desk, content: bytes, key: str = "chosen-by-the-form", name: str = ""
) -> Response:
    """Send the form with a file."""
    page = desk.client.get("/hours/recorded").text
    return desk.client.post(
        "/hours/recorded",
        data={"csrf": form_token(page), "key": key},
        files={"file": (name or "hours.csv", content, "text/csv")},
        headers={"Sec-Fetch-Site": "same-origin"},
    )


def taken_in(desk: Desk, *rows: str, key: str = "chosen-by-the-form") -> str:
    """Hand a good file in; the page that follows."""
    answer = hand_in(desk, a_file(*rows), key)
    assert answer.status_code == 303, answer.text
    return page_of(desk, answer.headers["location"])


def kept(desk: Desk) -> list[tuple[str, date, str, int]]:
    """Everything on record for the period."""
    with desk.session() as session:
        found = hours.of_agency(session, "comptroller", PERIOD)
    return [(each.employee, each.day, each.code, each.hours) for each in found]


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


def test_a_file_is_on_record_when_the_next_page_comes(office: Desk) -> None:
    page = taken_in(office, *GOOD)
    assert "On record. December 1, 2026 to December 2, 2026: 2 new, 0 changed, 0 as before" in page
    assert "Lucille Abernathy" in page
    assert kept(office) == [
        (people.EMPLOYEE, date(2026, 12, 1), "REGTC", 800),
        (people.EMPLOYEE, date(2026, 12, 2), "REG", 800),
    ]
    [(agency, act)] = office.hours.acts
    assert (agency, act.keeps, act.by.person) == ("comptroller", ("comptroller",), TIMEKEEPER)
    assert office.parts.store.get(act.digest) == a_file(*GOOD)


def test_the_same_file_again_changes_nothing(office: Desk) -> None:
    taken_in(office, *GOOD)
    assert "0 new, 0 changed, 2 as before" in taken_in(office, *GOOD, key="another-key")
    assert "2 new, 0 changed, 0 as before" in taken_in(office, *GOOD)
    with office.session() as session:
        assert len(hours.files(session, "comptroller", 10)) == 2
    assert len(kept(office)) == 2


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (a_file(GOOD[0], "9999,2026-12-01,REGTC,8"), "names nobody here: 9999"),
        (a_file(GOOD[0], f"{people.CITY_EMPLOYEE},2026-12-01,REGTC,8"), "names nobody here: 2001"),
        (a_file(GOOD[0], "1001,2027-12-01,REGTC,8"), "after the present pay period"),
        (a_file(GOOD[0], '<script>,2026-12-01,"REG",8'), "names nobody here: <script>"),
        (b"", "is empty"),
        (b"\xff\xfe\x00", "is not UTF-8"),
        (b"%PDF-1.7\n", "is missing"),
        (a_file(), "has no hours"),
        (b"EMPLID,DUR,TRC,TL_QUANTITY\n" + b"1" * (10 * 1024**2), "too big"),
    ],
)
def test_a_file_with_anything_wrong_is_taken_in_by_nothing(
    office: Desk, content: bytes, told: str
) -> None:
    answer = hand_in(office, content)
    assert answer.status_code == 422
    assert told in text_of(answer)
    assert "There is a problem" in text_of(answer)
    assert "<script>" not in answer.text
    assert kept(office) == []
    assert office.hours.acts == []


def test_many_faults_are_counted_and_not_all_listed(office: Desk) -> None:
    answer = hand_in(
        office, a_file(*(f"9999,2026-12-01,REG,{at}" for at in range(24)), *("x",) * 90)
    )
    assert "And 14 more." in text_of(answer)


def test_a_form_without_a_file_says_so(office: Desk) -> None:
    page = office.client.get("/hours/recorded").text
    answer = office.client.post(
        "/hours/recorded",
        data={"csrf": form_token(page), "key": "chosen-by-the-form", "file": "hours.csv"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert answer.status_code == 422
    assert "choose a file" in text_of(answer)


@pytest.mark.parametrize(("trouble", "status"), [(Unavailable(), 503), (Refused("No."), 409)])
def test_what_the_engine_says_is_told_on_the_page(
    office: Desk, trouble: Exception, status: int
) -> None:
    office.hours.trouble = trouble
    answer = hand_in(office, a_file(*GOOD))
    assert answer.status_code == status
    assert ("chosen-by-the-form" in answer.text) is (status == 503)
    assert kept(office) == []


def test_the_worker_judges_a_file_again(office: Desk) -> None:
    """Who has left the directory by the time it is taken in is refused then."""
    taken_in(office, *GOOD)
    [(agency, act)] = office.hours.acts
    with office.session() as session:
        session.delete(session.get_one(HoursFile, act.by.key))
        session.delete(session.get_one(Person, people.EMPLOYEE))
        session.commit()
    with pytest.raises(Exception, match="names nobody here"):
        office.hours.timekeeping.take_in(agency, act, office.clock())


@pytest.mark.requirement("CT-100")
def test_exceptions_cite_their_section_and_name_the_arrangement(office: Desk) -> None:
    taken_in(
        office, f"{people.EMPLOYEE},2026-12-02,REGTC,8", f"{people.COLLEAGUE},2026-12-02,REGTC,8"
    )
    page = page_of(office, f"/hours/exceptions?{ON}")
    assert "Not a telecommuting day" in page
    assert "8 hours telecommuted on a day at the duty station." in page
    assert "(General Letter 32, IV.D)" in page
    assert "No arrangement" in page
    assert "Sam Okafor" in page
    assert "TA-7K3M-9QXD" in page
    assert "/arrangements/TA-7K3M-9QXD" not in office.client.get(f"/hours/exceptions?{ON}").text


def test_the_coordinator_goes_from_an_exception_to_the_arrangement(office: Desk) -> None:
    taken_in(office, f"{people.EMPLOYEE},2026-12-02,REGTC,8")
    office.sign_in(people.COORDINATOR)
    page = office.client.get(f"/hours/exceptions?{ON}")
    assert 'href="/arrangements/TA-7K3M-9QXD"' in page.text
    assert "It is for the agency's timekeepers" in page_of(office, "/hours/recorded")


def test_exceptions_are_exported_as_they_are_listed(office: Desk) -> None:
    with office.session() as session:
        session.get_one(Person, people.EMPLOYEE).name = "=SUM(A1)"
        session.commit()
    taken_in(office, f"{people.EMPLOYEE},2026-12-02,REGTC,8")
    answer = office.client.get(f"/hours/exceptions.csv?{ON}")
    header, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert header[0] == "Employee number"
    first = next(row for row in rows if row[3] == "Not a telecommuting day")
    assert first[:3] == [people.EMPLOYEE, "'=SUM(A1)", "2026-12-02"]
    assert first[5:] == ["General Letter 32, IV.D", "TA-7K3M-9QXD"]


@pytest.mark.requirement("CT-096")
def test_a_shortfall_leaves_the_list_once_leave_is_entered(office: Desk) -> None:
    row = f"{people.EMPLOYEE},2026-12-01,REGTC,5"
    taken_in(office, row)
    assert "5 of 8 hours worked or on leave; 3 missing." in page_of(
        office, f"/hours/exceptions?{ON}"
    )
    taken_in(office, row, f"{people.EMPLOYEE},2026-12-01,SICK,3", key="another-key")
    assert "Nothing speaks against the hours" in page_of(office, f"/hours/exceptions?{ON}")


@pytest.mark.requirement("CT-100")
def test_a_late_job_change_lists_the_hours_that_were_recorded_since(office: Desk) -> None:
    """The news comes in the next pay period: it points back to the earlier one."""
    taken_in(office, *GOOD, f"{people.EMPLOYEE},2026-12-08,REGTC,8")
    assert "Nothing speaks against" in page_of(office, f"/hours/exceptions?{ON}")
    with office.session() as session:
        late = over(replace(LIVED, revision=2), date(2026, 12, 2))
        live(session, people.EMPLOYEE, late)
    office.clock.pass_by(days=3)
    office.sign_in(TIMEKEEPER)
    page = page_of(office, "/hours/exceptions")
    assert "lie after the end of an arrangement" in page
    assert "November 27, 2026 to December 10, 2026: 1 day" in page
    earlier = page_of(office, f"/hours/exceptions?{ON}")
    assert "After the arrangement ended" in earlier
    assert "General Letter 32, IV.D, IV.E" in earlier


def test_hours_of_a_renewal_are_no_hours_after_an_ending(office: Desk) -> None:
    taken_in(office, *GOOD)
    renewed = replace(
        LIVED, reference="TA-2", spans=(Span(1, date(2026, 12, 1), TUESDAYS.ends_on),)
    )
    with office.session() as session:
        live(session, people.EMPLOYEE, over(replace(LIVED, revision=2), date(2026, 12, 1)))
        live(session, people.EMPLOYEE, renewed)
    office.clock.pass_by(days=3)
    office.sign_in(TIMEKEEPER)
    assert "lie after the end" not in page_of(office, "/hours/exceptions")


def test_who_keeps_no_hours_finds_no_such_page(office: Desk) -> None:
    for number in (people.EMPLOYEE, people.SUPERVISOR, people.HEAD, people.CITY_COORDINATOR):
        office.sign_in(number)
        assert office.client.get("/hours").status_code == 404
        assert ">Hours</a>" not in office.client.get("/").text
    office.sign_in(TIMEKEEPER)
    assert ">Hours</a>" in office.client.get("/").text
    assert office.client.get("/hours?agency=water").status_code == 404
    assert office.client.get("/arrangements/TA-7K3M-9QXD").status_code == 404
