"""What a page asks the database: as much for many things on record as for a few."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from policy.reference import new_reference
from policy.tasks import Purpose
from tests import people
from tests.api.reading import PATH
from tests.api.seeding import Story
from tests.api.site import Desk

FEW, MANY = 3, 9
ASKED_TO_SIGN, ASKED_FOR_A_BOARD = 12, 4
"""Questions to the database; of the board, when it is shown again with nothing changed since."""


@contextmanager
def noted(desk: Desk) -> Iterator[list[str]]:
    """Everything that the database is asked meanwhile, each on one line."""
    asked: list[str] = []

    def note(_c: object, _k: object, statement: str, *_rest: object) -> None:
        asked.append(" ".join(statement.split()))

    with desk.session() as session:
        engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def questions(desk: Desk, path: str) -> int:
    """How much a page asks; it is opened once before, so that nothing is built first."""
    desk.client.get(path).raise_for_status()
    with noted(desk) as asked:
        desk.client.get(path).raise_for_status()
    return len(asked)


def more(desk: Desk, until: int, since: int = 0, *signed: str) -> list[str]:
    """More arrangements of the same employee, open for signature, each with the head's link."""
    links = []
    for number in range(since + 1, until + 1):
        story = Story(desk, reference=new_reference(number)).submit().review().approve()
        links.append(story.link(Purpose.SIGN, "agency_head", "agency_head"))
        if signed:
            story.sign(*signed)
    return links


def test_the_start_page_asks_the_same_for_few_tasks_and_for_many(desk: Desk) -> None:
    more(desk, FEW)
    desk.sign_in(people.HEAD)
    few = questions(desk, "/")
    more(desk, MANY, FEW)
    assert desk.client.get("/").text.count('href="/tasks/') == MANY
    assert questions(desk, "/") == few


def test_what_somebody_signed_asks_the_same_for_few_signatures_and_for_many(desk: Desk) -> None:
    more(desk, FEW, 0, "manager")
    desk.sign_in(people.MANAGER)
    few = questions(desk, "/signed")
    more(desk, MANY, FEW, "manager")
    assert questions(desk, "/signed") == few


def test_a_pile_asks_the_same_for_few_rows_and_for_many(desk: Desk) -> None:
    more(desk, FEW)
    desk.sign_in(people.HEAD)
    few = questions(desk, "/sign-many")
    more(desk, MANY, FEW)
    assert desk.client.get("/sign-many").text.count('href="/tasks/') == MANY
    assert questions(desk, "/sign-many") == few


def test_a_pile_by_links_asks_the_same_for_few_links_and_for_many(desk: Desk) -> None:
    for link in more(desk, FEW):
        desk.client.get(link)
    few = questions(desk, "/sign-many")
    for link in more(desk, MANY, FEW):
        desk.client.get(link)
    assert desk.client.get("/sign-many").text.count('href="/tasks/') == MANY
    assert questions(desk, "/sign-many") == few


def test_an_arrangement_asks_the_same_whatever_else_its_employee_had(desk: Desk) -> None:
    Story(desk).submit().review().approve()
    more(desk, FEW)
    desk.sign_in(people.COORDINATOR)
    few = questions(desk, PATH)
    more(desk, MANY, FEW)
    assert questions(desk, PATH) == few


def test_who_signs_is_told_how_many_wait_without_reading_them(desk: Desk) -> None:
    more(desk, FEW)
    desk.sign_in(people.HEAD)
    path = re.findall(r'"(/tasks/\w+)"', desk.client.get("/").text)[0]
    more(desk, MANY, FEW)
    with noted(desk) as asked:
        assert f"Sign several at once ({MANY} wait)" in desk.client.get(path).text
    assert not [each for each in asked if "WHERE opentask.person" in each and "since" in each]


def test_the_signing_page_and_an_unchanged_board_ask_no_more_than_they_show(desk: Desk) -> None:
    more(desk, FEW)
    desk.sign_in(people.HEAD)
    path = re.findall(r'"(/tasks/\w+)"', desk.client.get("/").text)[0]
    assert questions(desk, path) == ASKED_TO_SIGN
    desk.sign_in(people.COORDINATOR)
    assert questions(desk, "/arrangements") == ASKED_FOR_A_BOARD
