"""Approving and reviewing many in one sitting: ticked rows, an act of its own for each."""

from dataclasses import replace

import pytest

from api.many.approving import NOT_ASKED
from api.many.piles import MOST, TOO_MANY
from api.many.reviewing import QUESTIONS, is_plain
from policy.acts import ReviewGiven
from policy.concerns import ApprovalDecided, ConcernState
from policy.tasks import Purpose
from tests import people
from tests.api.coming_up import DAY_CHANGE, Life, in_force
from tests.api.piling import offered, send
from tests.api.reading import page_of, text_of
from tests.api.seeding import Story
from tests.api.site import REFERENCE, Desk

PAGE, REVIEWS = "/approve-many", "/review-many"


@pytest.fixture
def asked(desk: Desk) -> Life:
    """An arrangement with three requests for the supervisor, who is signed in."""
    life = in_force(desk)
    for why in ("A training", "A visit", "A meeting"):
        life.request("day_change", DAY_CHANGE | {"why": why})
    desk.sign_in(people.SUPERVISOR)
    return life


def decided(desk: Desk) -> list[ApprovalDecided]:
    """The decisions that were handed in."""
    return [act for _, act in desk.door.acts if isinstance(act, ApprovalDecided)]


def test_every_request_is_shown_with_what_was_asked_and_by_when(asked: Life) -> None:
    shown = asked.desk.client.get(PAGE).text
    assert offered(shown, "row") == [f"{REFERENCE}/{number}" for number in (1, 2, 3)]
    assert all(why in shown for why in ("A training", "A visit", "A meeting"))
    page = page_of(asked.desk, PAGE)
    assert "Decide beforeDecember 8, 2026" in page
    assert "To refuse a request, open it by itself" in page
    assert 'href="/approve-many"' in asked.desk.client.get("/").text


def test_one_button_approves_what_is_ticked_and_nothing_else(asked: Life) -> None:
    desk = asked.desk
    ticked = offered(desk.client.get(PAGE).text, "row")[:2]
    answer = send(desk.client, PAGE, {"row": ticked})
    assert answer.status_code == 303
    acts = sorted(decided(desk), key=lambda act: act.number)
    assert [(act.number, act.approved, act.note) for act in acts] == [(1, True, ""), (2, True, "")]
    assert len({act.by.key for act in acts}) == 2
    asked.close(asked.known[1], ConcernState.APPROVED, "supervisor", key=acts[0].by.key)
    page = page_of(desk, answer.headers["location"])
    assert "1 of 2 recorded. 1 received for good" in page
    assert "Ana Rivera: " in page


def test_requests_of_others_are_refused_row_by_row(asked: Life) -> None:
    desk = asked.desk
    desk.sign_in(people.MANAGER)
    answer = send(
        desk.client, PAGE, {"row": [f"{REFERENCE}/1", "TA-9999-9999/1", f"{REFERENCE}/x"]}
    )
    assert decided(desk) == []
    assert page_of(desk, answer.headers["location"]).count(NOT_ASKED) == 3


def test_a_link_leads_to_its_own_request_alone(asked: Life) -> None:
    client = asked.desk.browser()
    client.get(asked.link(Purpose.APPROVE, "supervisor", "2"))
    shown = client.get(PAGE).text
    assert offered(shown, "row") == [f"{REFERENCE}/2"]
    send(client, PAGE, {"row": [f"{REFERENCE}/1", f"{REFERENCE}/2"]})
    assert [(act.number, act.by.identified_by) for act in decided(asked.desk)] == [(2, "link")]


@pytest.mark.parametrize(
    ("rows", "status", "said"),
    [
        ([], 422, "Tick at least one."),
        ([f"{REFERENCE}/{number}" for number in range(MOST + 1)], 422, TOO_MANY),
        (["nonsense"], 400, ""),
        ([f"{REFERENCE}/../1"], 400, ""),
    ],
)
@pytest.mark.parametrize("path", [PAGE, REVIEWS])
def test_a_form_that_is_not_whole_changes_nothing(
    asked: Life, path: str, rows: list[str], status: int, said: str
) -> None:
    answer = send(asked.desk.client, path, {"row": rows})
    assert answer.status_code == status
    assert said in (text_of(answer) if status == 422 else "")
    assert asked.desk.door.acts == []


def test_reviews_with_questions_are_listed_with_their_own_pages(desk: Desk) -> None:
    story = Story(desk).submit()
    link = story.link(Purpose.REVIEW, "supervisor")
    desk.sign_in(people.SUPERVISOR)
    shown = desk.client.get(REVIEWS).text
    assert offered(shown, "row") == []
    assert QUESTIONS in shown
    address = desk.browser().get(link).headers["location"]
    assert f'href="{address}"' in shown
    answer = send(desk.client, REVIEWS, {"row": [f"{story.reference}/supervisor"]})
    assert desk.door.acts == []
    assert QUESTIONS in page_of(desk, answer.headers["location"])


def test_reviews_that_are_nothing_but_a_recommendation_are_given_together(desk: Desk) -> None:
    """The city asks no reviewer anything: here its supervisor is one."""
    story = Story.of_city(desk)
    assert is_plain(story.program, "supervisor")
    story.submit()
    story.tasks = story.asked(Purpose.REVIEW, ["supervisor"])
    story.write()
    desk.sign_in(people.CITY_SUPERVISOR)
    ticked = offered(desk.client.get(REVIEWS).text, "row")
    assert ticked == [f"{story.reference}/supervisor"]
    send(desk.client, REVIEWS, {"row": ticked})
    ((where, act),) = desk.door.acts
    assert isinstance(act, ReviewGiven)
    assert (where, act.role, act.supports, act.comment) == (
        story.reference,
        "supervisor",
        True,
        "",
    )


def test_a_program_with_questions_or_fields_for_a_reviewer_is_not_plain(desk: Desk) -> None:
    program = Story(desk).program
    assert [is_plain(program, role) for role in program.review.reviewers] == [False] * 3
    without = replace(program, analyses=())
    assert not is_plain(without, "supervisor")
    assert is_plain(without, "agency_head")


def test_who_has_nothing_to_decide_is_told_so(desk: Desk) -> None:
    desk.sign_in(people.EMPLOYEE)
    assert "No request waits for your decision" in page_of(desk, PAGE)
    assert "No proposal waits for your review" in page_of(desk, REVIEWS)
