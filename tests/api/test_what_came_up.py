"""What came up so far, as those concerned by it read it: pages, the file, the board."""

import csv
import io

import pytest

from policy.account import Ending, Happening
from policy.concerns import ConcernState
from policy.tasks import Purpose
from tests import people
from tests.api.coming_up import DAY_CHANGE, INJURY, Life
from tests.api.reading import PATH, follow, page_of
from tests.api.site import REFERENCE

pytestmark = pytest.mark.usefixtures("at_the_browser")
REFERENCE_OF_DISCIPLINE = "D-2026-77"


class TestWhatCameUp:
    def test_the_arrangement_lists_it_open_ones_first(self, life: Life) -> None:
        life.request("day_change", DAY_CHANGE)
        life.report("injury", INJURY)
        text = page_of(life.desk)
        assert text.index("Change of a telecommuting day, December 8, 2026") < text.index(
            "Injury, December 1, 2026"
        )
        assert "To be decided before December 8, 2026." in text

    def test_the_timeline_names_it(self, life: Life) -> None:
        concern = life.request("day_change", DAY_CHANGE)
        life.close(concern, ConcernState.REFUSED, "supervisor", note="All hands.")
        text = page_of(life.desk)
        what = "Change of a telecommuting day, December 8, 2026"
        assert f"Employee asked for a written approval: {what}." in text
        assert f"Supervisor refused what was asked for: {what}: All hands." in text

    @pytest.mark.requirement("CT-125")
    def test_a_report_shows_what_follows_from_it(self, life: Life) -> None:
        life.report("care_change", {"day": "2026-12-01", "care_arrangements": "A new day care."})
        text = page_of(life.desk, f"{PATH}/concerns/1")
        assert "What follows from it Updated proof of care arrangements" in text
        assert "Due December 15, 2026." in text
        assert "It follows from Change in family" in page_of(life.desk, f"{PATH}/concerns/2")

    def test_its_own_page_offers_who_owes_it_the_way_there(self, life: Life) -> None:
        life.owe("disposition")
        life.link(Purpose.DUTY, "supervisor", "1")
        client = life.desk.sign_in(people.SUPERVISOR, life.desk.browser())
        assert 'href="/tasks/' in client.get(f"{PATH}/concerns/1").text

    def test_only_whom_it_concerns_reads_it(self, life: Life) -> None:
        life.report("injury", INJURY)
        seen = {
            people.EMPLOYEE: 200,
            people.SUPERVISOR: 200,
            people.COORDINATOR: 200,
            people.HEAD: 403,
            people.COLLEAGUE: 404,
        }
        for person, status in seen.items():
            client = life.desk.sign_in(person, life.desk.browser())
            assert client.get(f"{PATH}/concerns/1").status_code == status, person

    @pytest.mark.parametrize("number", ["7", "0", "-1", "x", str(10**30)])
    def test_a_number_that_nothing_has_is_no_page(self, life: Life, number: str) -> None:
        assert life.desk.client.get(f"{PATH}/concerns/{number}").status_code in {404, 422}

    @pytest.mark.requirement("CT-146")
    def test_a_reference_of_discipline_is_private(self, life: Life) -> None:
        breach = {"day": "2026-12-01", "how": "By accident", "what": "A lost stick."}
        life.report("breach", breach)
        closing = {
            "finding": "Breach by accident",
            "grounds": "A lost stick.",
            "discipline_reference": REFERENCE_OF_DISCIPLINE,
        }
        duty = life.known[2]
        life.close(duty, ConcernState.DONE, "hr_representative", closing=closing)
        for person, seen in ((people.EMPLOYEE, True), (people.COORDINATOR, True)):
            client = life.desk.sign_in(person, life.desk.browser())
            for path in (f"{PATH}/concerns/2", f"{PATH}/concerns.csv"):
                assert (REFERENCE_OF_DISCIPLINE in client.get(path).text) is seen
        head = life.desk.sign_in(people.HEAD, life.desk.browser())
        page = head.get(f"{PATH}/concerns/2")
        assert "Breach by accident" in page.text
        assert REFERENCE_OF_DISCIPLINE not in page.text
        assert REFERENCE_OF_DISCIPLINE not in head.get(f"{PATH}/concerns.csv").text


class TestTheFile:
    @pytest.mark.requirement("CT-099")
    def test_it_holds_every_request_with_its_decision(self, life: Life) -> None:
        concern = life.request("day_change", {**DAY_CHANGE, "why": "=HYPERLINK(1)"})
        life.close(concern, ConcernState.REFUSED, "supervisor", note="=cmd|' /C calc'!A0")
        answer = life.desk.client.get(f"{PATH}/concerns.csv")
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        (row,) = csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")))
        assert (row["Reference"], row["Kind"], row["State"]) == (
            life.reference,
            "approval",
            "refused",
        )
        assert (row["What"], row["For"]) == ("Change of a telecommuting day", "2026-12-08")
        assert (row["By"], row["Closed by"]) == ("Ana Rivera", "Jo Abara")
        assert row["To be closed before"] == "2026-12-08T00:00:00-05:00"
        assert row["Reason"] == "'=cmd|' /C calc'!A0"
        assert "Why: =HYPERLINK(1)" in row["Answers"]

    def test_it_leaves_out_what_is_not_for_the_reader(self, life: Life) -> None:
        life.report("injury", INJURY)
        head = life.desk.sign_in(people.HEAD, life.desk.browser())
        assert "Injury" not in head.get(f"{PATH}/concerns.csv").text
        assert "Injury" in life.desk.client.get(f"{PATH}/concerns.csv").text


def test_a_link_for_a_duty_opens_its_page(life: Life) -> None:
    life.owe("disposition")
    link = life.link(Purpose.DUTY, "supervisor", "1")
    _, page = follow(life.desk.browser(), link)
    assert "What to do while the location cannot be worked at" in page


def test_a_reminder_names_what_it_is_about_and_no_line_by_its_id(life: Life) -> None:
    life.owe("disposition")
    life.note(Happening.REMINDED, "supervisor", about="1")
    life.note(Happening.REMINDED, "manager", about="manager")
    life.write()
    text = page_of(life.desk)
    assert "Supervisor was reminded: What to do while the location cannot be worked at." in text
    assert "Manager was reminded." in text


def test_what_was_signed_long_ago_is_waited_for_no_more(life: Life) -> None:
    life.owe("disposition")
    page = life.desk.client.get(PATH).text
    assert "<strong>Supervisor was asked for what is owed" in page
    assert "<strong>Supervisor was asked to sign" not in page


def test_hr_reminds_who_owes_something(life: Life) -> None:
    life.owe("disposition")
    client = life.desk.sign_in(people.COORDINATOR, life.desk.browser())
    assert f'action="{PATH}/remind"' in client.get(PATH).text


def test_the_board_says_who_owes_something_and_offers_to_remind_them(life: Life) -> None:
    life.owe("disposition")
    client = life.desk.sign_in(people.COORDINATOR, life.desk.browser())
    board = client.get("/arrangements").text
    assert "The supervisor to do what is owed" in board
    assert f'action="{PATH}/remind"' in board


def test_what_is_over_takes_reports_while_something_is_owed_and_says_then_why_not(
    life: Life,
) -> None:
    """Its workflow goes on until the last item is back; what is closed takes nothing more."""
    life.end(Ending.ENDED_BY_AGENCY)
    returned = life.owe("equipment_return")
    assert f'href="{PATH}/report/injury"' in life.desk.client.get(PATH).text
    life.close(returned, ConcernState.DONE, "supervisor")
    assert f'href="{PATH}/report/injury"' not in life.desk.client.get(PATH).text
    assert "Not now, since it is over and nothing is owed: change of" in page_of(life.desk)
    page = page_of(life.desk, f"{PATH}/report/injury")
    assert "It is over, and nothing is owed any more." in page
    address = f"/api/v1/arrangements/{REFERENCE}/concerns"
    told = life.desk.browser().get(address, headers=life.desk.bearer(people.EMPLOYEE))
    assert told.json()["reports"] == []
