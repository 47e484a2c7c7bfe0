"""The closing document on the page of an arrangement that has ended, and the file itself."""

import io
from datetime import date

import pikepdf
import pytest
from httpx2 import Response
from sqlmodel import select

from policy.concerns import Concern, ConcernKind, ConcernState
from records.arrangements import Arrangement
from records.readings import Reading
from tests import people
from tests.api.living import Living, living
from tests.api.reading import PATH, page_of
from tests.api.site import REFERENCE, Desk
from tests.documents.reading import text_of

CLOSING = f"{PATH}/closing.pdf"
BY_JSON = f"/api/v1{PATH}/closing"


@pytest.fixture
def story(desk: Desk) -> Living:
    """An arrangement in force, and its coordinator signed in."""
    found = living(desk)
    desk.sign_in(people.COORDINATOR)
    return found


def returned(story: Living, **closing: str) -> Concern:
    """The laptop is asked back; with an answer, it is back."""
    return Concern(
        number=1,
        kind=ConcernKind.DUTY,
        rule="equipment_return",
        state=ConcernState.DONE if closing else ConcernState.OPEN,
        role="supervisor",
        person="",
        opened_at=story.now,
        subject="Laptop, 4711",
        closed_at=story.now if closing else None,
        closing=closing,
    )


def printed(answer: Response) -> str:
    """The text of the file."""
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.content)) as opened, opened.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
    return text_of(answer.content)


def test_what_ended_before_its_first_day_was_never_in_force(desk: Desk, story: Living) -> None:
    story.end_at_once("safety")
    assert "Last day in force" in page_of(desk)
    with desk.session() as session:
        row = session.get_one(Arrangement, REFERENCE)
        row.starts_on = row.ended_on or row.starts_on
        session.commit()
    page = page_of(desk)
    assert "In force Never: it would have begun on" in page
    assert "Last day in force" not in page


@pytest.mark.requirement("CT-105")
def test_news_that_came_late_are_dated_apart_from_the_end(desk: Desk, story: Living) -> None:
    story.end_at_once("safety")
    assert "That was on Thursday, December 3, 2026." in page_of(desk)
    with desk.session() as session:
        row = session.get_one(Arrangement, REFERENCE)
        row.starts_on, row.ended_on = date(2026, 11, 2), date(2026, 11, 10)
        session.commit()
    late = "Its last day was November 9, 2026; the news came in on Thursday, December 3, 2026."
    assert late in page_of(desk)
    assert "That was on" not in page_of(desk)
    with desk.session() as session:
        session.get_one(Arrangement, REFERENCE).starts_on = date(2026, 11, 10)
        session.commit()
    assert "It never was in force; the news came in on Thursday, December 3, 2026." in page_of(desk)


@pytest.mark.requirement("CT-131", "CT-167")
def test_it_says_who_ended_it_why_and_what_came_back(desk: Desk, story: Living) -> None:
    story.end_at_once("safety")
    story.concerns = [returned(story)]
    story.write()
    assert f'href="{CLOSING}"' in desk.client.get(PATH).text
    first = printed(desk.client.get(CLOSING))
    assert "Safety issue" in first
    assert people.NAMES[people.COORDINATOR] in first
    assert "Still owed since" in first
    desk.clock.pass_by(days=3)
    story.concerns = [returned(story, came_back="Yes", returned_on="2026-12-06")]
    story.write()
    desk.sign_in(people.COORDINATOR)
    last = printed(desk.client.get(CLOSING))
    assert "Returned on December 6, 2026" in last
    assert "Still owed since" not in last
    assert desk.client.get(CLOSING).content == desk.client.get(CLOSING).content


def test_who_opened_it_is_kept(desk: Desk, story: Living) -> None:
    story.end_at_once("safety")
    desk.client.get(CLOSING)
    with desk.session() as session:
        read = [row.what for row in session.exec(select(Reading)).all()]
    assert "closing document" in read


def test_there_is_none_while_it_is_in_force(desk: Desk, story: Living) -> None:
    assert desk.client.get(CLOSING).status_code == 404
    assert "closing.pdf" not in desk.client.get(PATH).text


def test_a_program_without_one_has_none(desk: Desk) -> None:
    city = Living.of_city(desk)
    city.submit().freeze().sign().start()
    city.end_at_once("")
    desk.sign_in(people.CITY_COORDINATOR)
    path = f"/arrangements/{city.reference}"
    shown = desk.client.get(path).text
    assert "How it ended" in shown
    assert "closing.pdf" not in shown
    assert desk.client.get(f"{path}/closing.pdf").status_code == 404


def test_strangers_do_not_get_it(desk: Desk, story: Living) -> None:
    story.end_at_once("safety")
    stranger = desk.sign_in(people.COLLEAGUE, desk.browser())
    assert stranger.get(CLOSING).status_code == 404


def test_it_is_the_same_file_for_a_program(desk: Desk, story: Living) -> None:
    """For whoever may read documents, and kept in the log of who read what."""
    desk.client.cookies.clear()
    none = desk.client.get(BY_JSON, headers=desk.bearer(people.COORDINATOR))
    assert none.status_code == 404
    story.end_at_once("safety")
    browser = desk.sign_in(people.COORDINATOR, desk.browser())
    shown = browser.get(CLOSING)
    told = desk.client.get(BY_JSON, headers=desk.bearer(people.COORDINATOR))
    assert (told.content, told.headers["Content-Type"]) == (shown.content, "application/pdf")
    refused = desk.client.get(BY_JSON, headers=desk.bearer(people.COLLEAGUE))
    assert refused.status_code == 404
    with desk.session() as session:
        read = session.exec(select(Reading.why).where(Reading.what == "closing document")).all()
    assert sorted(read) == ["signed in", "token"]
