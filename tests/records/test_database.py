"""Instants keep their meaning, and one process never blocks another for long."""

from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import StatementError
from sqlmodel import Session

from policy.deadlines import NoZone
from records import arrangements, board, entries, people, visits
from records.board import BoardFilter
from records.database import Sessions, insert_new
from records.people import Person
from records.visits import SignIn
from tests.records.samples import NOW, a_person


def test_an_instant_comes_back_in_utc_whatever_zone_it_came_in(session: Session) -> None:
    there = NOW.astimezone(timezone(timedelta(hours=-8)))
    session.add(SignIn(digest="d", person="1", made_at=there))
    session.commit()
    session.expire_all()
    found = session.get(SignIn, "d")
    assert found is not None
    assert found.made_at == NOW
    assert found.made_at.utcoffset() == timedelta(0)


def test_an_instant_without_a_zone_is_refused(session: Session) -> None:
    session.add(SignIn(digest="d", person="1", made_at=datetime(2026, 11, 20)))  # noqa: DTZ001
    with pytest.raises(StatementError) as raised:
        session.commit()
    assert isinstance(raised.value.orig, NoZone)


def test_inserting_what_is_there_leaves_it_as_it_is(session: Session) -> None:
    session.add(a_person("1", "First"))
    session.flush()
    insert_new(session, Person, [a_person("1", "Second").model_dump()])
    insert_new(session, Person, [])
    session.expire_all()
    assert session.get_one(Person, "1").name == "First"


def test_what_no_database_can_hold_is_simply_not_found(session: Session) -> None:
    for odd in ("\x00", "a\x00b", "\ud800"):
        assert arrangements.find(session, odd) is None
        assert people.find(session, odd) is None
        assert people.search(session, odd, odd) == []
        assert entries.by_key(session, odd, odd) is None
        assert visits.find_draft(session, odd, odd) is None
        odd_filter = BoardFilter(agency=odd, unit=odd, role=odd, text=odd)
        assert board.rows(session, odd_filter, "1", frozenset({"water"}), NOW).total == 0


def test_readers_go_on_while_somebody_writes(sessions: Sessions) -> None:
    with sessions() as writer, sessions() as reader:
        writer.add(a_person("1"))
        writer.flush()
        assert reader.get(Person, "1") is None
        writer.commit()
    with sessions() as reader:
        assert reader.get(Person, "1") is not None
