"""Addresses of calendars: secret, one for each, and void once renewed."""

import re

from sqlmodel import Session, select

from records.calendars import CalendarAddress, Shown, end, of_person, of_secret, renew
from tests.records.samples import HOUR, NOW


def test_an_address_leads_to_its_calendar_and_only_its_digest_is_kept(session: Session) -> None:
    raw = renew(session, "1001", Shown.MINE, NOW)
    session.commit()
    assert re.fullmatch("[a-z2-7]{40}", raw)
    [row] = session.exec(select(CalendarAddress)).all()
    assert raw not in str(row.model_dump())
    found = of_secret(session, raw)
    assert found is not None
    assert (found.person, found.shows) == ("1001", "mine")


def test_a_renewed_address_puts_an_end_to_the_one_before(session: Session) -> None:
    before = renew(session, "1001", Shown.MINE, NOW)
    after = renew(session, "1001", Shown.MINE, NOW + HOUR)
    session.commit()
    assert before != after
    assert of_secret(session, before) is None
    assert of_secret(session, after) is not None
    assert of_person(session, "1001") == {Shown.MINE: NOW + HOUR}


def test_each_calendar_of_each_person_has_its_own_address(session: Session) -> None:
    mine = renew(session, "1001", Shown.MINE, NOW)
    team = renew(session, "1001", Shown.TEAM, NOW)
    theirs = renew(session, "1002", Shown.MINE, NOW)
    end(session, "1001", Shown.TEAM)
    session.commit()
    assert of_secret(session, team) is None
    assert [bool(of_secret(session, raw)) for raw in (mine, theirs)] == [True, True]
    assert set(of_person(session, "1001")) == {Shown.MINE}


def test_what_is_no_secret_finds_nothing(session: Session) -> None:
    renew(session, "1001", Shown.MINE, NOW)
    for raw in ("", "\x00", "\ud800", "a" * 40, "x" * 10_000):
        assert of_secret(session, raw) is None
