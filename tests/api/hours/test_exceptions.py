"""Exceptions between planned and recorded hours, each with its section."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from policy.account import Span
from records.people import Person
from tests import people
from tests.api.hours.handing import GOOD, ON, taken_in
from tests.api.reading import page_of
from tests.api.site import Desk
from tests.timekeeping import LIVED, TIMEKEEPER, TUESDAYS, live, over


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
    assert "lie after the end" not in page_of(office, "/")
    with office.session() as session:
        late = over(replace(LIVED, revision=2), date(2026, 12, 2))
        live(session, people.EMPLOYEE, late)
    office.clock.pass_by(days=3)
    office.sign_in(TIMEKEEPER)
    for path in ("/hours", "/hours/exceptions", "/hours/recorded"):
        page = page_of(office, path)
        assert "lie after the end of an arrangement" in page
        assert "November 27, 2026 to December 10, 2026: 1 day" in page
    assert "lie after the end of an arrangement: 1 day" in page_of(office, "/")
    assert 'href="/hours/exceptions?agency=comptroller"' in office.client.get("/").text
    office.sign_in(people.COORDINATOR)
    assert "lie after the end" not in page_of(office, "/")
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
