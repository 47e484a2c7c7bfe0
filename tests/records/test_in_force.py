"""What is in force, and what is late of it, as an arrangement's row says."""

from dataclasses import replace
from datetime import date

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text
from sqlmodel import Session

from policy.account import Happening, Span, Standing, Status
from policy.tasks import Purpose, Task
from records import arrangements
from records.accounts import write_account
from records.arrangements import Arrangement, spans_of
from records.database import connect, sessions_of
from records.migrating import FOLDER, upgrade
from tests.records.samples import (
    DAY,
    ENTRY,
    NOW,
    REFERENCE,
    TASK,
    a_standing,
    an_account,
    begin,
    late_since,
)

HELD = (
    Span(1, date(2026, 12, 1), date(2027, 1, 31)),
    Span(2, date(2027, 2, 1), None),
)


def put(session: Session, standing: Standing) -> Arrangement:
    """The row once an account stands there."""
    write_account(session, an_account(standing))
    session.commit()
    session.expire_all()
    found = arrangements.find(session, REFERENCE)
    assert found is not None
    return found


def test_the_row_says_which_version_holds_on_which_days(session: Session) -> None:
    begin(session, a_standing(1))
    standing = replace(
        a_standing(2, status=Status.ACTIVE),
        version=3,
        in_force=2,
        modification=Status.SIGNING,
        spans=HELD,
        notice_until=date(2027, 5, 1),
    )
    row = put(session, standing)
    assert (row.version, row.in_force, row.modification) == (3, 2, "signing")
    assert (row.notice_until, row.ended_on) == (date(2027, 5, 1), None)
    assert spans_of(row) == HELD
    row = put(session, replace(a_standing(3, status=Status.ENDED), ended_on=date(2027, 5, 2)))
    assert (row.modification, row.notice_until, row.ended_on) == (None, None, date(2027, 5, 2))
    assert spans_of(row) == ()


@pytest.mark.parametrize(
    ("purpose", "happening"),
    [(Purpose.APPROVE, Happening.ESCALATED), (Purpose.DUTY, Happening.DUTY_OVERDUE)],
)
def test_what_is_owed_is_late_once_the_timeline_says_so(
    session: Session, purpose: Purpose, happening: Happening
) -> None:
    task = replace(TASK, purpose=purpose, about="4")
    begin(session, a_standing(1, task, replace(task, about="5")), ENTRY)
    assert late_since(session) is None
    overdue = replace(ENTRY, seq=2, kind=happening, about="4", at=NOW + DAY)
    write_account(session, an_account(a_standing(2, task), overdue))
    assert late_since(session) == NOW + DAY
    write_account(session, an_account(a_standing(3, replace(task, about="5"))))
    assert late_since(session) is None


def test_the_copy_of_a_modification_is_not_late_because_the_one_before_was(
    session: Session,
) -> None:
    task = replace(TASK, purpose=Purpose.COPY, about="das")
    begin(session, a_standing(1, task), ENTRY)
    overdue = replace(ENTRY, seq=2, kind=Happening.COPY_OVERDUE, about="das", at=NOW + DAY)
    write_account(session, an_account(a_standing(2, task), overdue))
    assert late_since(session) == NOW + DAY
    again = replace(task, version=2, since=NOW + 2 * DAY)
    write_account(session, an_account(a_standing(3, again)))
    assert late_since(session) is None
    later = replace(overdue, seq=3, at=NOW + 9 * DAY)
    write_account(session, an_account(a_standing(4, again), later))
    assert late_since(session) == NOW + 9 * DAY


def test_a_late_approval_makes_nobody_else_late(session: Session) -> None:
    asked: tuple[Task, ...] = (TASK, replace(TASK, purpose=Purpose.APPROVE, about="4"))
    begin(session, a_standing(1, *asked), ENTRY)
    told = replace(ENTRY, seq=2, kind=Happening.ESCALATED, about="4", at=NOW + DAY)
    write_account(session, an_account(a_standing(2, *asked), told))
    assert late_since(session) == NOW + DAY
    write_account(session, an_account(a_standing(3, TASK)))
    assert late_since(session) is None


def test_what_was_authorized_before_is_in_force_ever_since(empty: str) -> None:
    engine = connect(empty)
    with engine.connect() as connection:
        config = Config()
        config.set_main_option("script_location", str(FOLDER))
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        for status in ("active", "review"):
            connection.execute(text(_OLD), {"status": status})
        connection.commit()
    upgrade(empty)
    with sessions_of(engine)() as session:
        rows = {row.status: row for row in arrangements.of_employee(session, "100101")}
        assert (rows["active"].in_force, rows["review"].in_force) == (2, 0)
        assert spans_of(rows["active"]) == (Span(2, date(2026, 12, 1), date(2027, 8, 31)),)
        assert spans_of(rows["review"]) == ()
    engine.dispose()


_OLD = """
INSERT INTO arrangement (reference, revision, program, program_version, agency, unit, employee,
    status, version, since, submitted_at, starts_on, ends_on, signed, deadlines, next_label)
VALUES (:status, 1, 'harbor', '1', 'docks', 'Pilots', '100101', :status, 2,
    '2026-11-20 12:00:00.000000', '2026-11-20 12:00:00.000000',
    '2026-12-01', '2027-08-31', '[]', '[]', '')
"""
