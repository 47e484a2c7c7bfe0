"""Recorded hours come in as a file, whole or not at all."""

from datetime import date

import pytest

from api.doors.acts import Refused, Unavailable
from records import hours
from records.hours import HoursFile
from records.people import Person
from tests import people
from tests.api.hours.handing import GOOD, hand_in, kept, taken_in
from tests.api.reading import text_of
from tests.api.site import Desk, form_token
from tests.timekeeping import TIMEKEEPER, a_file


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
