"""Who joins or leaves a team is told of its meeting."""

from collections.abc import Mapping
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from sqlmodel import select

from records.facts import EmployeeFacts
from records.feed import Feed, FeedState
from tests import people
from tests.activities.invited import (
    AGENCY,
    AT,
    DAILY,
    LATER,
    LED_BY_NOBODY,
    TEAM,
    Desk,
    calendar_in,
)
from tests.feeds import Town, a_person


def test_who_joins_the_team_later_is_invited_to_the_same_meeting(desk: Desk) -> None:
    """Once, by a mail of its own day; who was invited before gets nothing more."""
    desk.keep(DAILY)
    newcomer = a_person("2008", mail="kim@example.test", agency=AGENCY, **LED_BY_NOBODY)
    feed(desk, newcomer)
    before = len(desk.outbox())
    feed(desk, newcomer | {"supervisor": people.CITY_SUPERVISOR})
    feed(desk, newcomer | {"supervisor": people.CITY_SUPERVISOR, "unit": "Help desk"})
    assert len(desk.outbox()) == before + 1
    invited = desk.invited()
    kim, lee = invited["kim"], invited["lee"]
    assert (kim.uid, kim.sequence, kim.start) == (lee.uid, lee.sequence, lee.start)
    assert "mailto:kim@example.test" in [str(each) for each in kim.attendees]
    (letter,) = [each for each in desk.outbox() if each.person == "2008"]
    assert letter.queued_at == LATER
    assert "Mon, 30 Nov 2026" in message_from_bytes(letter.message)["Date"]


@pytest.mark.requirement("SA-022")
def test_who_leaves_the_team_is_told_that_the_meeting_is_not_theirs_any_more(desk: Desk) -> None:
    """Once, the same meeting and newer, and of nobody else; whoever stays gets nothing."""
    desk.keep(DAILY)
    kim = a_person("2008", mail="kim@example.test", agency=AGENCY, **LED_BY_NOBODY)
    feed(desk, kim | {"supervisor": people.CITY_SUPERVISOR})
    asked = desk.invited()["kim"]
    before = len(desk.outbox())
    feed(desk, kim)
    feed(desk, kim | {"unit": "Help desk"})
    assert len(desk.outbox()) == before + 1
    over = desk.invited("CANCEL")
    assert set(over) == {"kim"}
    assert (over["kim"].uid, over["kim"].sequence) == (asked.uid, asked.sequence + 1)
    assert [str(each) for each in over["kim"].attendees] == ["mailto:kim@example.test"]
    (letter,) = [each for each in desk.outbox() if each.subject.startswith("No longer invited")]
    text = message_from_bytes(letter.message, policy=policy.default).as_string()
    assert "you belonged to this team before" in text


def test_who_comes_back_to_the_team_is_invited_anew(desk: Desk) -> None:
    """Each letter is newer than the one before, and older than those of a newer entry."""
    desk.keep(DAILY)
    kim = a_person("2008", mail="kim@example.test", agency=AGENCY, **LED_BY_NOBODY)
    here = kim | {"supervisor": people.CITY_SUPERVISOR}
    for row in (here, kim, here, kim, here):
        feed(desk, row)
    theirs = [calendar_in(each) for each in desk.outbox() if each.person == "2008"]
    found = sorted((event.sequence, method) for method, event in theirs)
    assert [method for _, method in found] == ["REQUEST", "CANCEL"] * 2 + ["REQUEST"]
    assert len({sequence for sequence, _ in found}) == len(found)
    desk.keep(DAILY | {"at": "10:00"}, "2", LATER)
    assert desk.invited()["lee"].sequence > found[-1][0]


def test_who_leaves_the_team_and_observes_stays_invited(desk: Desk) -> None:
    desk.keep(DAILY | {"observers": "kim@example.test"})
    kim = a_person("2008", mail="kim@example.test", agency=AGENCY, **LED_BY_NOBODY)
    feed(desk, kim | {"supervisor": people.CITY_SUPERVISOR})
    feed(desk, kim)
    assert not desk.invited("CANCEL")


def test_who_joins_a_team_without_a_meeting_is_invited_to_nothing(desk: Desk) -> None:
    feed(desk, a_person("2008", agency=AGENCY, **LED_BY_NOBODY))
    assert desk.outbox() == []


def feed(desk: Desk, row: Mapping[str, str]) -> None:
    """A file brings that row into the directory."""
    town = Town(desk.sessions)
    with desk.sessions() as session:
        town.count = len(session.exec(select(Feed)).all())
    assert town.feed(row, at=LATER).state == FeedState.APPLIED


@pytest.mark.parametrize(("days", "invited"), [(0, set()), (1, {"lee"})])
def test_who_has_left_is_invited_no_more_nor_named(
    desk: Desk, days: int, invited: set[str]
) -> None:
    """By the directory they are in the team still, and on the list of who observes."""
    with desk.sessions() as session:
        left_on = AT.date() + timedelta(days=days)
        session.merge(EmployeeFacts(person=people.CITY_EMPLOYEE, left_on=left_on))
        session.commit()
    for key, observers in (("1", "lee@example.test"), ("2", "")):
        desk.keep(DAILY | {"observers": observers}, key)
    assert set(desk.invited()) == TEAM - {"lee"} | invited
    assert not desk.invited("CANCEL")
    named = {str(each) for each in desk.invited()["ines"].attendees}
    assert ("mailto:lee@example.test" in named) is bool(invited)
