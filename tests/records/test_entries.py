"""The timeline and the open tasks, found from every side that pages ask from."""

from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from policy.account import Happening
from policy.tasks import Purpose
from records import entries, tasks
from records.entries import TimelineEntry
from records.visibility import took_part
from tests.records.samples import (
    DAY,
    EMPLOYEE,
    ENTRY,
    HOUR,
    HR,
    NOW,
    REFERENCE,
    REVIEWER,
    TASK,
    a_standing,
    begin,
)

SIGNED = replace(ENTRY, kind=Happening.SIGNED, version=1)


def test_the_timeline_is_in_order(session: Session) -> None:
    begin(session, a_standing(1), *(replace(ENTRY, seq=seq) for seq in (3, 1, 2)))
    assert [entry.seq for entry in entries.timeline(session, REFERENCE)] == [1, 2, 3]


def test_a_person_finds_their_own_act_by_its_key(session: Session) -> None:
    begin(
        session,
        a_standing(1),
        replace(ENTRY, seq=1, key="one"),
        replace(ENTRY, seq=2, key="one"),
        replace(ENTRY, seq=3, key="two"),
    )
    found = entries.by_key(session, REFERENCE, "one")
    assert found is not None
    assert found.seq == 1
    assert entries.by_key(session, "another", "one") is None
    assert entries.by_key(session, REFERENCE, "three") is None


def test_signatures_are_those_of_one_version(session: Session) -> None:
    begin(
        session,
        a_standing(1),
        replace(SIGNED, seq=2),
        replace(SIGNED, seq=1),
        replace(SIGNED, seq=3, version=2),
        replace(SIGNED, seq=4, kind=Happening.DECLINED),
    )
    assert [entry.seq for entry in entries.of_version(session, REFERENCE, 1, Happening.SIGNED)] == [
        1,
        2,
    ]


def test_what_somebody_signed_is_listed_newest_first(session: Session) -> None:
    begin(
        session,
        a_standing(1),
        replace(SIGNED, seq=1),
        replace(SIGNED, seq=2, at=NOW + DAY),
        replace(SIGNED, seq=3, person=REVIEWER),
        ENTRY.__class__(4, NOW, Happening.REFUSED, person=EMPLOYEE),
    )
    found, total = entries.signed_by(session, EMPLOYEE, 1)
    assert ([entry.seq for entry in found], total) == ([2, 1], 2)
    assert entries.signed_by(session, EMPLOYEE, 2) == ([], 2)


def test_an_entry_cannot_be_written_over(session: Session) -> None:
    begin(session, a_standing(1), ENTRY)
    session.add(TimelineEntry(reference=REFERENCE, seq=1, at=NOW, kind="signed", evidence={}))
    with pytest.raises(IntegrityError):
        session.commit()


def test_an_entry_needs_its_arrangement(session: Session) -> None:
    session.add(TimelineEntry(reference="nobody's", seq=1, at=NOW, kind="signed", evidence={}))
    with pytest.raises(IntegrityError):
        session.commit()


def test_a_person_sees_what_waits_for_them_longest_first(session: Session) -> None:
    begin(session, a_standing(1, replace(TASK, since=NOW + HOUR), reference="A"))
    begin(session, a_standing(1, TASK, replace(TASK, person=EMPLOYEE), reference="B"))
    assert [task.reference for task in tasks.of_person(session, REVIEWER)] == ["B", "A"]
    assert len(tasks.of_arrangement(session, "B")) == 2


def test_what_somebody_is_asked_is_counted_by_kind_once_for_each_page(session: Session) -> None:
    vacant = (
        replace(TASK, role="supervisor"),
        replace(TASK, purpose=Purpose.APPOINT, about="supervisor"),
    )
    duties = [replace(TASK, purpose=Purpose.DUTY, about=number) for number in ("4", "5")]
    others = (replace(TASK, person=EMPLOYEE), replace(TASK, about="policy"), *duties)
    begin(session, a_standing(1, TASK, *vacant, *others, reference="A"))
    begin(session, a_standing(1, TASK, reference="B"))
    expected = {Purpose.SIGN: 2, Purpose.APPOINT: 1, Purpose.DUTY: 2}
    assert tasks.counts(session, REVIEWER) == expected
    alone = tasks.once(tasks.of_person(session, REVIEWER))
    assert Counter(Purpose(task.purpose) for task in alone) == expected
    assert tasks.counts(session, HR) == {}


def test_a_task_keeps_all_that_was_said_of_it(session: Session) -> None:
    asked = replace(TASK, purpose=Purpose.ACKNOWLEDGE, about="das", version=3, reminders=2)
    begin(session, a_standing(1, asked))
    (task,) = tasks.of_arrangement(session, REFERENCE)
    assert (task.purpose, task.role, task.person) == ("acknowledge", "manager", REVIEWER)
    assert (task.about, task.version, task.reminders, task.since) == ("das", 3, 2, NOW)


def test_whoever_is_asked_or_acted_took_part(session: Session) -> None:
    begin(session, a_standing(1, TASK), ENTRY)
    assert took_part(session, REVIEWER, REFERENCE)
    assert took_part(session, EMPLOYEE, REFERENCE)
    assert not took_part(session, "somebody", REFERENCE)
