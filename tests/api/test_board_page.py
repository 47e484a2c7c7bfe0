"""HR's board: counts that are links, filters in the address, one act a row; the same as a file."""

import csv
import io
import re
from html import unescape

import pytest

from documents.statements import BOM, harmless
from policy.acts import Outcome, Reminded
from records.people import Person
from tests import people
from tests.api.seeding import HOLDERS, Story
from tests.api.site import Desk, post

COLLEAGUE = HOLDERS | {"employee": people.COLLEAGUE}


@pytest.fixture
def board(desk: Desk) -> Desk:
    """A coordinator signed in, with one arrangement in review and one to be signed."""
    Story(desk, reference="TA-2222-2222").submit().review().approve().sign(
        "employee", "supervisor", "hr_representative"
    ).remind("agency_head")
    Story(desk, reference="TA-3333-3333", employee=people.COLLEAGUE, holders=COLLEAGUE).submit()
    Story.of_city(desk).submit().freeze()
    desk.sign_in(people.COORDINATOR)
    return desk


def page_of(desk: Desk, query: str = "") -> str:
    """The board's text."""
    answer = desk.client.get(f"/arrangements{query}")
    assert answer.status_code == 200
    return unescape(answer.text)


def references(page: str) -> list[str]:
    """The references in the rows, in order."""
    return re.findall(r'<th scope="row"><a href="/arrangements/([\w-]+)"', page)


def test_only_coordinators_see_it(desk: Desk) -> None:
    desk.sign_in(people.SUPERVISOR)
    assert desk.client.get("/arrangements").status_code == 404
    assert desk.client.get("/arrangements.csv").status_code == 404
    assert desk.client.get("/live/board").status_code == 404


def test_a_coordinator_sees_the_arrangements_of_their_own_agencies(board: Desk) -> None:
    assert sorted(references(page_of(board))) == ["TA-2222-2222", "TA-3333-3333"]


def test_an_agency_that_is_configured_no_more_takes_nothing_else_from_the_board(
    board: Desk,
) -> None:
    with board.session() as session:
        gone = people.known(session, people.CITY_EMPLOYEE)
        gone.agency, gone.hr_representative = "aaa-closed", people.COORDINATOR
        session.commit()
    assert sorted(references(page_of(board))) == ["TA-2222-2222", "TA-3333-3333"]


def test_what_happens_between_two_looks_is_on_the_board_at_once(board: Desk) -> None:
    assert "TA-4444-4444" not in references(page_of(board))
    Story(board, reference="TA-4444-4444", employee=people.COLLEAGUE, holders=COLLEAGUE).submit()
    assert "TA-4444-4444" in references(page_of(board))


def test_each_row_says_whom_it_waits_for_and_since_when(board: Desk) -> None:
    page = page_of(board)
    assert "The manager and the agency head to sign" in page
    assert "Asked on Monday, November 23, 2026. Reminded once." in page
    assert 'aria-label="3 of 5 signed"' in page
    assert "The supervisor to give a review" in page


def test_a_row_speaks_to_who_is_asked_and_tells_others_whom_it_waits_for(desk: Desk) -> None:
    Story(desk).submit().review()
    with desk.session() as session:
        session.get_one(Person, people.COLLEAGUE).hr_representative = people.DESIGNEE
        session.commit()
    desk.sign_in(people.COORDINATOR)
    beside = desk.sign_in(people.DESIGNEE, desk.browser())
    other, own = unescape(beside.get("/arrangements").text), page_of(desk)
    assert "The HR representative to decide" in other
    assert "You to decide" in own
    assert unescape(beside.get("/arrangements").text).count("You to decide") == 0


def test_tiles_count_and_narrow(board: Desk) -> None:
    page = page_of(board)
    assert re.search(r'href="/arrangements\?show=signers"[^>]*><strong>1</strong>', page)
    narrowed = page_of(board, "?show=signers")
    assert references(narrowed) == ["TA-2222-2222"]
    assert re.search(r'href="/arrangements" aria-current="true"', narrowed)


def test_filters_live_in_the_address_and_stay_in_the_form(board: Desk) -> None:
    page = page_of(board, "?q=okafor&role=supervisor&sort=-deadline")
    assert references(page) == ["TA-3333-3333"]
    assert 'name="q" type="text" value="okafor"' in page
    assert '<option value="supervisor" selected>Supervisor</option>' in page
    assert 'aria-sort="descending"' in page
    assert "/arrangements.csv?role=supervisor&q=okafor&sort=-deadline" in page


@pytest.mark.parametrize("query", ["?q=nobody", "?show=refused", "?page=99999999999&show=x&q=%00"])
def test_what_finds_nothing_or_means_nothing_is_still_a_page(board: Desk, query: str) -> None:
    assert "Show everything" in page_of(board, query) or references(page_of(board, query))


def test_an_empty_board_says_how_rows_get_there(desk: Desk) -> None:
    desk.sign_in(people.COORDINATOR)
    assert "as soon as an employee submits a proposal" in page_of(desk)


def test_remind_on_a_row_reminds_whom_it_waits_for(board: Desk) -> None:
    path = "/arrangements/TA-3333-3333/remind"
    page = page_of(board)
    assert '<form id="remind" method="post">' in page
    assert f'form="remind" formaction="{path}" name="role" value="supervisor"' in page
    answer = post(board.client, path, "/arrangements", key="chosen-key", role="supervisor")
    assert answer.status_code == 303
    [(reference, act)] = board.door.acts
    assert (reference, isinstance(act, Reminded)) == ("TA-3333-3333", True)
    assert isinstance(act, Reminded)
    assert act.role == "supervisor"


def test_where_a_row_waits_for_several_it_is_said_first_who_would_be_reminded(board: Desk) -> None:
    assert 'href="/remind-many?row=TA-2222-2222">Remind<' in page_of(board)
    check = unescape(board.client.get("/remind-many?row=TA-2222-2222").text)
    assert "A reminder goes to the manager (Pia Weiss) and the agency head (" in check


@pytest.mark.requirement("CT-174")
def test_a_copy_past_its_week_is_shown_late(desk: Desk) -> None:
    Story(desk).submit().review().approve().sign()
    desk.clock.pass_by(days=9)
    desk.sign_in(people.COORDINATOR)
    page = page_of(desk)
    assert "Copy to DAS was due Nov 30, 2026" in page
    assert "2 days late" in page


def test_a_denied_proposal_is_said_to_open_for_no_signature(desk: Desk) -> None:
    story = Story(desk).submit().review()
    desk.sign_in(people.COORDINATOR)
    assert "Not yet open for signing" in page_of(desk)
    story.approve(Outcome.DENIED)
    page = page_of(desk)
    assert "Never opened for signing" in page
    assert "No deadline" in page


def test_refused_mail_is_on_the_row(desk: Desk) -> None:
    Story(desk).submit().refuse_mail(people.SUPERVISOR)
    desk.sign_in(people.COORDINATOR)
    assert "Mail refused by gone@example.test" in page_of(desk, "?show=refused")


def test_the_file_has_the_rows_of_the_view(board: Desk) -> None:
    answer = board.client.get("/arrangements.csv?show=signers")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.text.startswith(BOM)
    head, *rows = csv.reader(io.StringIO(answer.text.removeprefix(BOM)))
    assert head[0] == "Reference"
    assert [row[:2] for row in rows] == [["TA-2222-2222", "Ana Rivera"]]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_no_cell_starts_a_formula(name: str) -> None:
    assert harmless(name) == f"'{name}"
    assert harmless("Ana") == "Ana"
