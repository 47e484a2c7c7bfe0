"""HR's list of written approvals, kept for audit and exported whole."""

import csv
import io
import re
from html import unescape

import pytest

from policy.concerns import ConcernState
from records.readings import readings_of
from tests import people
from tests.api.coming_up import DAY_CHANGE, Life, in_force
from tests.api.site import Desk


@pytest.fixture
def life(desk: Desk) -> Life:
    """An arrangement with one approval given and one waited for; HR at the browser."""
    found = in_force(desk)
    concern = found.request("day_change", DAY_CHANGE)
    found.close(concern, ConcernState.APPROVED, "supervisor")
    desk.clock.pass_by(days=2)
    found.request("own_computer", {"computer": "A tablet", "authorized_by_it": "77"})
    desk.sign_in(people.COORDINATOR)
    return found


def listed(life: Life, query: str = "") -> str:
    """The page's text."""
    answer = life.desk.client.get(f"/approvals{query}")
    assert answer.status_code == 200
    return unescape(answer.text)


@pytest.mark.requirement("CT-099")
def test_the_page_lists_what_was_asked_and_what_became_of_it(life: Life) -> None:
    page = listed(life)
    assert "Change of a telecommuting day" in page
    assert "Use of my own computer" in page
    assert f'href="/arrangements/{life.reference}/concerns/1"' in page
    assert 'href="/approvals.csv"' in page


def test_the_page_writes_days_as_every_page_does(life: Life) -> None:
    page = listed(life)
    assert ">Dec 8, 2026<" in page
    assert not re.search(r">2026-\d\d", page)


@pytest.mark.requirement("CT-099")
def test_days_narrow_the_page_and_the_file_alike(life: Life) -> None:
    query = "?since=12/3/2026&until=December 3, 2026"
    assert "Change of a telecommuting day" not in listed(life, query)
    answer = life.desk.client.get(f"/approvals.csv{query}")
    (row,) = csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")))
    assert (row["What"], row["State"]) == ("Use of my own computer", "open")
    whole = life.desk.client.get("/approvals.csv").text.removeprefix("\ufeff")
    assert len(list(csv.DictReader(io.StringIO(whole)))) == 2


def test_who_read_what_was_answered_is_kept_of_each_arrangement(life: Life) -> None:
    """The list tells of no answers; the file and the call do."""
    listed(life)
    life.desk.client.get("/approvals.csv")
    answer = life.desk.browser().get(
        "/api/v1/approvals", headers=life.desk.bearer(people.COORDINATOR)
    )
    assert answer.status_code == 200
    with life.desk.session() as session:
        noted = [(it.person, it.what, it.why) for it in readings_of(session, life.reference)[0]]
    assert noted == [
        (people.COORDINATOR, "written approvals", "token"),
        (people.COORDINATOR, "written approvals", "signed in"),
    ]


def test_a_day_that_does_not_exist_is_named_and_stays_typed(life: Life) -> None:
    answer = life.desk.client.get("/approvals?since=2/31/2027")
    assert answer.status_code == 422
    assert "February 31, 2027 does not exist" in answer.text
    assert 'value="2/31/2027"' in answer.text


def test_programs_are_told_which_of_both_days_cannot_be_read(life: Life) -> None:
    bearer = life.desk.bearer(people.COORDINATOR)
    answer = life.desk.browser().get("/api/v1/approvals?until=soon", headers=bearer)
    assert [each["field"] for each in answer.json()["errors"]] == ["until"]


def test_a_file_is_not_of_all_days_where_one_of_them_cannot_be_read(life: Life) -> None:
    answer = life.desk.client.get("/approvals.csv?since=2/31/2027&agency=comptroller")
    assert answer.headers["location"] == "/approvals?since=2/31/2027&agency=comptroller"


def test_a_file_is_named_after_the_day_at_the_agency(life: Life) -> None:
    today = life.desk.parts.today_in("comptroller")
    life.desk.clock.pass_by(hours=12)
    client = life.desk.sign_in(people.COORDINATOR)
    for path in ("/approvals.csv", "/arrangements.csv"):
        told = client.get(path).headers["content-disposition"]
        assert f"-{today}.csv" in told


def test_another_agencys_coordinator_sees_none_of_it(life: Life) -> None:
    client = life.desk.sign_in(people.CITY_COORDINATOR, life.desk.browser())
    page = client.get("/approvals").text
    assert "Nothing was asked for in that time." in page
    assert life.reference not in client.get("/approvals.csv").text


def test_the_board_leads_there(life: Life) -> None:
    assert 'href="/approvals"' in life.desk.client.get("/arrangements").text
