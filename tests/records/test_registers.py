"""Entries of registers: numbered by register and subject, each once, never changed."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlmodel import Session

from policy.acts import Attribution, RegisterWrite
from policy.register import About, RegisterEntry
from records.database import Sessions
from records.registers import KeyTaken, NumberTaken, add, by_key, entries, latest, shared
from tests.records.samples import HOUR, NOW

AGENCY = "sacramento-it"
ACT = RegisterWrite(
    register="eligibility",
    subject="2001",
    answers={"outcome": "fits", "notes": "“Line one”\nline two"},
    about=About.EMPLOYEE,
    roles=("supervisor",),
    holds=("supervisor",),
    by=Attribution("2002", "one", NOW),
)


def an_act(key: str, *, register: str = ACT.register, subject: str = ACT.subject) -> RegisterWrite:
    """Another entry by the same supervisor."""
    return replace(ACT, by=replace(ACT.by, key=key), register=register, subject=subject)


def test_an_entry_is_read_back_as_it_was_accepted(session: Session) -> None:
    assert add(session, AGENCY, ACT, NOW) == 1
    session.commit()
    session.expire_all()
    entry = RegisterEntry("eligibility", "2001", 1, ACT.answers, "2002", NOW, "one")
    assert latest(session, AGENCY, "eligibility", "2001") == entry
    assert by_key(session, "one") == entry
    assert by_key(session, "two") is None


def test_entries_are_numbered_by_register_and_subject(session: Session) -> None:
    assert add(session, AGENCY, ACT, NOW) == 1
    assert add(session, AGENCY, an_act("two"), NOW + HOUR) == 2
    assert add(session, AGENCY, an_act("three", subject="2003"), NOW) == 1
    assert add(session, AGENCY, an_act("four", register="notes"), NOW) == 1
    assert add(session, "water", an_act("five"), NOW) == 1
    kept = entries(session, AGENCY, "eligibility", "2001")
    assert [(it.number, it.key) for it in kept] == [(1, "one"), (2, "two")]
    newest = latest(session, AGENCY, "eligibility", "2001")
    assert newest is not None
    assert newest.number == 2


def test_the_same_key_again_is_the_same_entry(session: Session) -> None:
    add(session, AGENCY, ACT, NOW)
    add(session, AGENCY, an_act("two"), NOW)
    again = replace(ACT, answers={"outcome": "does not fit"})
    assert add(session, AGENCY, again, NOW + HOUR) == 1
    assert len(entries(session, AGENCY, "eligibility", "2001")) == 2
    first = by_key(session, "one")
    assert first is not None
    assert (first.answers, first.at) == (ACT.answers, NOW)


@pytest.mark.parametrize(
    ("agency", "change"),
    [("water", {}), (AGENCY, {"register": "notes"}), (AGENCY, {"subject": "2003"})],
)
def test_a_key_names_one_entry_for_all_time(
    session: Session, agency: str, change: dict[str, str]
) -> None:
    add(session, AGENCY, ACT, NOW)
    with pytest.raises(KeyTaken):
        add(session, agency, an_act("one", **change), NOW)


def test_writers_who_meet_number_one_after_the_other(sessions: Sessions) -> None:
    def write(key: str) -> int:
        while True:
            with sessions() as session:
                try:
                    number = add(session, AGENCY, an_act(key), NOW)
                except NumberTaken:
                    continue
                session.commit()
                return number

    keys = [f"key-{number % 6}" for number in range(24)]
    with ThreadPoolExecutor(6) as pool:
        given = dict(zip(keys, pool.map(write, keys), strict=True))
    assert sorted(given.values()) == [1, 2, 3, 4, 5, 6]
    with sessions() as session:
        kept = entries(session, AGENCY, "eligibility", "2001")
    assert {it.key: it.number for it in kept} == given


def test_a_register_about_the_agency_has_no_subject(session: Session) -> None:
    add(session, AGENCY, an_act("one", register="guidelines", subject=""), NOW)
    assert len(entries(session, AGENCY, "guidelines")) == 1
    assert latest(session, AGENCY, "guidelines") is not None
    assert latest(session, AGENCY, "guidelines", "2001") is None
    assert latest(session, AGENCY, "unknown\x00", "\ud800") is None


def test_shared_entries_are_those_of_every_team_newest_first(session: Session) -> None:
    for hours, (key, subject) in enumerate((("one", "2002"), ("two", "2006"), ("three", "2002"))):
        act = an_act(key, register="improvements", subject=subject)
        add(session, AGENCY, act, NOW + hours * HOUR)
    add(session, AGENCY, an_act("four"), NOW)
    assert [it.key for it in shared(session, AGENCY, "improvements")] == ["three", "two", "one"]
