"""An account is written whole, once, and never backwards."""

from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import Session, func, select

from policy.account import Ending, Happening, Status
from policy.tasks import Purpose
from records import arrangements, entries, letters, proposals, tasks
from records.accounts import UnknownArrangement, write_account
from records.database import Sessions
from records.links import Link
from records.secret import digest_of
from tests.records.samples import (
    DAY,
    ENTRY,
    HOUR,
    NOW,
    PROPOSAL,
    REFERENCE,
    TASK,
    a_deadline,
    a_letter,
    a_standing,
    a_submission,
    an_account,
    begin,
    late_since,
)

A_LINK = Link(
    id="one",
    digest=digest_of("token"),
    reference=REFERENCE,
    purpose="sign",
    role="manager",
    person="100120",
    made_at=NOW,
)


def test_the_first_account_creates_the_arrangement_as_submitted(session: Session) -> None:
    begin(session, a_standing(1, deadlines=(a_deadline(NOW + DAY),)), ENTRY)
    session.commit()
    session.expire_all()
    found = arrangements.find(session, REFERENCE)
    assert found is not None
    assert (found.employee, found.agency, found.unit) == (
        "100101",
        "comptroller",
        "Accounts Payable",
    )
    assert (found.program, found.program_version, found.submitted_at) == ("connecticut", "1", NOW)
    assert (found.starts_on, found.ends_on) == (date(2026, 12, 1), date(2027, 8, 31))
    assert found.deadlines == [
        {"name": "copy", "label": "Copy due", "at": "2026-11-21T14:30:15.123456+00:00"}
    ]


def test_the_next_deadline_is_the_earliest(session: Session) -> None:
    late, early = a_deadline(NOW + DAY, "later"), a_deadline(NOW + HOUR, "sooner")
    begin(session, a_standing(1, deadlines=(late, early)))
    found = arrangements.find(session, REFERENCE)
    assert found is not None
    assert (found.next_deadline, found.next_label) == (NOW + HOUR, "sooner")


def test_a_later_account_moves_the_arrangement_on(session: Session) -> None:
    begin(session, a_standing(1, TASK, deadlines=(a_deadline(NOW),)))
    ended = replace(a_standing(2, status=Status.ENDED), ending=Ending.EXPIRED, version=2)
    write_account(session, an_account(ended))
    found = arrangements.find(session, REFERENCE)
    assert found is not None
    assert (found.status, found.ending, found.version) == ("ended", "expired", 2)
    assert (found.next_deadline, found.next_label) == (None, "")
    assert tasks.of_arrangement(session, REFERENCE) == []


def test_the_same_account_twice_changes_nothing(session: Session) -> None:
    account = replace(an_account(a_standing(1, TASK), ENTRY), proposals=((0, PROPOSAL),))
    for _ in range(2):
        write_account(
            session,
            account,
            submission=a_submission(),
            letters=[a_letter()],
            links=[Link(**A_LINK.model_dump())],
        )
        session.commit()
    assert len(entries.timeline(session, REFERENCE)) == 1
    assert len(tasks.of_arrangement(session, REFERENCE)) == 1
    assert len(letters.of_arrangement(session, REFERENCE)) == 1
    assert session.exec(select(func.count()).select_from(Link)).one() == 1


def test_a_repeated_account_leaves_a_sent_letter_sent(session: Session) -> None:
    for _ in range(2):
        write_account(session, an_account(), submission=a_submission(), letters=[a_letter()])
        letters.mark_sent(session, "k", NOW)
        session.commit()
    (letter,) = letters.of_arrangement(session, REFERENCE)
    assert (letter.state, letter.attempts) == ("sent", 1)


def test_an_older_account_changes_nothing(session: Session) -> None:
    begin(session, a_standing(5, TASK, status=Status.SIGNING), replace(ENTRY, seq=2))
    older = a_standing(4, replace(TASK, person="100110"), status=Status.DECISION)
    write_account(session, an_account(older, ENTRY))
    found = arrangements.find(session, REFERENCE)
    assert found is not None
    assert (found.revision, found.status) == (5, "signing")
    assert [task.person for task in tasks.of_arrangement(session, REFERENCE)] == ["100120"]
    assert [entry.seq for entry in entries.timeline(session, REFERENCE)] == [2]


def test_a_step_taken_again_replaces_what_its_lost_worker_wrote(session: Session) -> None:
    lost = a_standing(6, TASK)
    begin(session, lost, ENTRY, replace(ENTRY, seq=2, note="lost"), replace(ENTRY, seq=3))
    again = replace(a_standing(6), as_of=NOW + HOUR)
    write_account(session, an_account(again, replace(ENTRY, seq=2, note="again")))
    timeline = entries.timeline(session, REFERENCE)
    assert [(entry.seq, entry.note) for entry in timeline] == [(1, ""), (2, "again")]
    assert tasks.of_arrangement(session, REFERENCE) == []
    write_account(session, an_account(lost, replace(ENTRY, seq=3, note="late")))
    assert len(entries.timeline(session, REFERENCE)) == 2


def test_what_a_lost_worker_writes_after_its_step_was_taken_again_changes_nothing(
    session: Session,
) -> None:
    """It was further on, held up between two steps, and did not know that it was given up."""
    begin(session, a_standing(5), ENTRY)
    again = replace(a_standing(6), as_of=NOW + HOUR)
    both = replace(ENTRY, seq=2, note="again"), replace(ENTRY, seq=3, note="and what came since")
    write_account(session, an_account(again, *both))
    write_account(session, an_account(a_standing(7, TASK), replace(ENTRY, seq=3, note="lost")))
    assert [entry.seq for entry in entries.timeline(session, REFERENCE)] == [1, 2, 3]
    assert entries.timeline(session, REFERENCE)[-1].note == "and what came since"
    assert tasks.of_arrangement(session, REFERENCE) == []


def test_a_repeated_submission_does_not_move_back_either(session: Session) -> None:
    begin(session, a_standing(1))
    write_account(session, an_account(a_standing(3, status=Status.SIGNING)))
    begin(session, a_standing(1))
    found = arrangements.find(session, REFERENCE)
    assert found is not None
    assert (found.revision, found.status) == (3, "signing")


def test_an_account_without_a_submission_on_record_is_refused(session: Session) -> None:
    with pytest.raises(UnknownArrangement, match=REFERENCE):
        write_account(session, an_account(a_standing(2)))


def test_nothing_is_kept_when_the_caller_does_not_commit(sessions: Sessions) -> None:
    with sessions() as session:
        begin(session, a_standing(1, TASK), ENTRY)
    with sessions() as session:
        assert arrangements.find(session, REFERENCE) is None
        assert entries.timeline(session, REFERENCE) == []


def test_each_version_of_the_proposal_is_kept_exactly(session: Session) -> None:
    modified = replace(PROPOSAL, ends_on=None, answers={"duties": "Less"})
    begin(session, a_standing(1))
    open_now = replace(a_standing(2), version=1)
    account = replace(an_account(open_now), proposals=((0, PROPOSAL), (1, modified)))
    write_account(session, account)
    session.commit()
    session.expire_all()
    assert proposals.of_version(session, REFERENCE, 0) == PROPOSAL
    assert proposals.tabled(session, REFERENCE) == modified


@pytest.mark.requirement("CT-172")
def test_a_modification_that_came_to_nothing_is_read_no_more(session: Session) -> None:
    begin(session, a_standing(1))
    modified = replace(PROPOSAL, ends_on=None)
    for revision, version in ((2, 1), (3, 2), (4, 1)):
        standing = replace(a_standing(revision), version=version)
        content = PROPOSAL if version == 1 else modified
        write_account(session, replace(an_account(standing), proposals=((version, content),)))
    session.commit()
    assert proposals.tabled(session, REFERENCE) == PROPOSAL
    assert proposals.tabled_of(session, [REFERENCE, "nobody's"]) == {REFERENCE: PROPOSAL}
    assert proposals.of_version(session, REFERENCE, 2) == modified


def test_evidence_comes_back_as_it_was_given(session: Session) -> None:
    evidence = {"name": "Siobhán O'Neill-Bąk", "agent": '"; DROP TABLE person; --', "łk": "💧"}
    begin(session, a_standing(1), replace(ENTRY, evidence=evidence, note="second\nline"))
    session.commit()
    session.expire_all()
    (entry,) = entries.timeline(session, REFERENCE)
    assert (entry.evidence, entry.note, entry.at) == (evidence, "second\nline", NOW)


def test_a_copy_past_its_deadline_is_late_until_it_is_delivered(session: Session) -> None:
    owed = replace(TASK, purpose=Purpose.COPY, about="das")
    overdue = replace(ENTRY, kind=Happening.COPY_OVERDUE, about="das", at=NOW + DAY)
    begin(session, a_standing(1, owed), ENTRY)
    assert late_since(session) is None
    write_account(session, an_account(a_standing(2, owed), replace(overdue, seq=2)))
    assert late_since(session) == NOW + DAY
    write_account(session, an_account(a_standing(3, owed)))
    assert late_since(session) == NOW + DAY
    write_account(session, an_account(a_standing(4)))
    assert late_since(session) is None


def test_a_signer_is_late_once_the_coordinator_was_told(session: Session) -> None:
    escalated = replace(ENTRY, kind=Happening.ESCALATED, seq=2, at=NOW + DAY)
    begin(session, a_standing(1, TASK), ENTRY)
    write_account(session, an_account(a_standing(2, TASK), escalated))
    assert late_since(session) == NOW + DAY
    replacement = replace(TASK, person="100110", since=NOW + 2 * DAY)
    write_account(session, an_account(a_standing(3, replacement)))
    assert late_since(session) is None
