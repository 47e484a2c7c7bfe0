"""Many rows of the board at once: what will happen is said first, and what became of each after."""

import csv
import io

import pytest

from api.doors.acts import Refused
from api.many.board import NOBODY, NOT_HELD, NOT_THEIRS, OWN
from documents.statements import BOM
from policy.account import Happening
from policy.acts import Reminded, SignerReplaced
from tests import people
from tests.api.piling import offered, send, to_be_signed
from tests.api.reading import page_of, text_of
from tests.api.seeding import HOLDERS, Story
from tests.api.site import Desk

REMIND, REPLACE = "/remind-many", "/replace-many"
FIRST, SECOND, THIRD = (f"TA-{number:04}-{number:04}" for number in (1, 2, 3))
MANAGER = f"manager/{people.MANAGER}"


@pytest.fixture
def board(desk: Desk) -> Desk:
    """A coordinator at a board: two to be signed, one in review, one of another agency."""
    to_be_signed(desk, 2)
    holders = HOLDERS | {"employee": people.DESIGNEE}
    Story(desk, THIRD, people.DESIGNEE, holders).submit()
    Story.of_city(desk).submit().freeze()
    desk.sign_in(people.COORDINATOR)
    return desk


def chosen(*references: str) -> str:
    """The query of these ticks."""
    return "?" + "&".join(f"row={each}" for each in references)


def test_every_row_has_a_tick(board: Desk) -> None:
    shown = board.client.get("/arrangements").text
    assert sorted(offered(shown, "row")) == [FIRST, SECOND, THIRD]
    assert shown.count('form="many"') == 3


def test_it_is_said_first_who_would_be_reminded_and_nothing_is_sent(board: Desk) -> None:
    page = page_of(board, REMIND + chosen(FIRST, THIRD))
    assert "2 of 2 will change" in page
    assert "A reminder goes to the employee (Sam Okafor), the supervisor (Jo Abara), the" in page
    assert "A reminder goes to the supervisor (Jo Abara)" in page
    assert "Send 5 reminders" in page
    assert board.door.acts == []


def test_everybody_whom_a_row_waits_for_is_reminded_by_an_act_of_their_own(board: Desk) -> None:
    answer = send(board.client, REMIND, {"row": [FIRST, THIRD]})
    sent = [(where, act) for where, act in board.door.acts if isinstance(act, Reminded)]
    signers = ["agency_head", "employee", "manager", "supervisor"]
    assert sorted(act.role for where, act in sent if where == FIRST) == signers
    assert [act.role for where, act in sent if where == THIRD] == ["supervisor"]
    assert len({act.by.key for _, act in sent}) == 5
    assert "5 received for good" in page_of(board, answer.headers["location"])


def test_rows_that_cannot_be_reminded_say_why(board: Desk) -> None:
    holders = HOLDERS | {"employee": people.COORDINATOR}
    Story(board, "TA-0004-0004", people.COORDINATOR, holders).submit()
    Story(board, "TA-0005-0005", people.COLLEAGUE, HOLDERS).submit().review()
    rows = ["TA-0004-0004", "TA-0005-0005", "TA-5D0V-1JPK", FIRST]
    page = page_of(board, REMIND + chosen(*rows))
    assert [page.count(why) for why in (OWN, NOBODY, NOT_THEIRS)] == [1, 1, 1]
    answer = send(board.client, REMIND, {"row": rows})
    assert {where for where, _ in board.door.acts} == {FIRST}
    page = page_of(board, answer.headers["location"])
    assert "3 not done" in page
    assert NOT_THEIRS in page


def test_all_that_match_can_be_meant_without_a_tick(board: Desk) -> None:
    assert "3 of 3 will change" in page_of(board, f"{REMIND}?every=yes")
    page = page_of(board, f"{REMIND}?every=yes&show=signers&row={THIRD}")
    assert "2 of 2 will change" in page
    assert "No row is chosen" in page_of(board, REMIND)
    assert "No row is chosen" in page_of(board, f"{REPLACE}?q=a")


def test_a_ruling_of_the_workflow_stands_beside_its_row(board: Desk) -> None:
    board.door.trouble = Refused("Nobody in this role has to act now.")
    path = send(board.client, REMIND, {"row": [FIRST, THIRD]}).headers["location"]
    assert page_of(board, path).count("Nobody in this role has to act now.") == 5


def test_the_ticked_rows_are_exported(board: Desk) -> None:
    answer = board.client.get("/arrangements.csv" + chosen(SECOND, "TA-5D0V-1JPK"))
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix(BOM))))
    assert [row["Reference"] for row in rows] == [SECOND]
    asked = "The employee, the supervisor, the manager, the HR representative, and the agency head"
    assert rows[0]["Waiting for"] == f"{asked} to sign"
    whole = board.client.get("/arrangements.csv" + chosen(SECOND) + "&every=yes")
    assert len(list(csv.DictReader(io.StringIO(whole.text.removeprefix(BOM))))) == 3


def test_who_is_replaced_and_who_follows_are_chosen_once(board: Desk) -> None:
    page = text_of(board.client.get(REPLACE + chosen(FIRST, SECOND, THIRD)))
    assert f'value="{MANAGER}">Manager: Pia Weiss (' in page
    query = chosen(FIRST, SECOND, THIRD) + f"&holder={MANAGER}&successor=ruth"
    page = page_of(board, REPLACE + query)
    assert "Ruth Moore" in page
    assert "2 of 3 will change" in page
    sent = {"row": [FIRST, SECOND], "holder": MANAGER, "person": people.DESIGNEE, "reason": "Left."}
    answer = send(board.client, REPLACE, sent)
    acts = [act for _, act in board.door.acts if isinstance(act, SignerReplaced)]
    assert [(act.role, act.person, act.reason) for act in acts] == [
        ("manager", people.DESIGNEE, "Left.")
    ] * 2
    assert len({act.by.key for act in acts}) == 2
    assert "2 received for good" in page_of(board, answer.headers["location"])


def test_a_row_in_which_the_person_owes_nothing_stays_as_it_is(board: Desk) -> None:
    sent = {
        "row": [FIRST, THIRD],
        "holder": MANAGER,
        "person": people.DESIGNEE,
        "reason": "Left.",
    }
    answer = send(board.client, REPLACE, sent)
    assert [where for where, _ in board.door.acts] == [FIRST]
    assert NOT_HELD in page_of(board, answer.headers["location"])


def test_nobody_is_put_in_the_place_of_the_employee(board: Desk) -> None:
    page = text_of(board.client.get(REPLACE + chosen(FIRST, SECOND, THIRD)))
    assert 'value="supervisor/' in page
    assert 'value="employee/' not in page
    holder = f"employee/{people.COLLEAGUE}"
    sent = {"row": [FIRST], "holder": holder, "person": people.DESIGNEE, "reason": "Left."}
    send(board.client, REPLACE, sent)
    assert board.door.acts == []


@pytest.mark.requirement("CT-009")
def test_nobody_is_put_in_the_place_of_the_agency_head(board: Desk) -> None:
    page = text_of(board.client.get(REPLACE + chosen(FIRST, SECOND, THIRD)))
    assert 'value="agency_head/' not in page
    holder = f"agency_head/{people.HEAD}"
    assert "0 of 1 will change" in page_of(board, f"{REPLACE}{chosen(FIRST)}&holder={holder}")
    sent = {"row": [FIRST], "holder": holder, "person": people.DESIGNEE, "reason": "Left."}
    answer = send(board.client, REPLACE, sent)
    assert board.door.acts == []
    assert "The directory alone says who acts as Agency head" in page_of(
        board, answer.headers["location"]
    )


def test_nobody_of_another_agency_takes_over(board: Desk) -> None:
    sent = {
        "row": [FIRST],
        "holder": MANAGER,
        "person": people.CITY_HEAD,
        "reason": "Left.",
    }
    answer = send(board.client, REPLACE, sent)
    assert board.door.acts == []
    told = page_of(board, answer.headers["location"])
    assert "Choose somebody of Office of the Comptroller." in told


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"holder": ""}, "Choose who is replaced."),
        ({"holder": "manager"}, "Choose who is replaced."),
        ({"person": ""}, "Choose who takes over."),
        ({"person": "0000"}, "Choose who takes over."),
        ({"reason": " "}, "Say why somebody else takes over."),
    ],
)
def test_what_is_missing_is_asked_for(board: Desk, change: dict[str, str], said: str) -> None:
    sent = {
        "row": FIRST,
        "holder": MANAGER,
        "successor": "ruth",
        "person": people.DESIGNEE,
        "reason": "Left.",
    }
    answer = send(board.client, REPLACE, sent | change)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert board.door.acts == []


@pytest.mark.parametrize("path", [REMIND, REPLACE])
def test_a_form_without_a_row_is_none_of_ours(board: Desk, path: str) -> None:
    assert send(board.client, path, {"row": ["no/row"]}).status_code == 400
    assert send(board.client, path, {}).status_code == 400
    board.sign_in(people.SUPERVISOR)
    assert send(board.client, path, {"row": [FIRST]}).status_code == 404
    assert board.client.get(path + chosen(FIRST)).status_code == 404


def test_the_results_say_what_is_recorded(board: Desk) -> None:
    path = send(board.client, REMIND, {"row": [THIRD]}).headers["location"]
    ((_, act),) = board.door.acts
    assert isinstance(act, Reminded)
    story = Story(board, THIRD, people.DESIGNEE, HOLDERS | {"employee": people.DESIGNEE})
    story.revision, story.written = 50, 50
    story.note(Happening.REMINDED, "supervisor", person=people.COORDINATOR, key=act.by.key)
    story.write()
    assert "1 of 1 recorded." in page_of(board, path)
