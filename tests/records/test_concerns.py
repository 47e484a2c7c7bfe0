"""Concerns are written with the step that opened or changed them, and kept for audit."""

from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import Session

from policy.account import Account, Happening
from policy.concerns import Concern, ConcernKind, ConcernState
from policy.tasks import Purpose
from records import concerns, entries
from records.accounts import write_account
from records.tasks import OpenTask
from records.visibility import brought_up
from tests.records.samples import (
    DAY,
    EMPLOYEE,
    ENTRY,
    HOUR,
    NOW,
    REFERENCE,
    REVIEWER,
    TASK,
    a_standing,
    an_account,
    begin,
)

DIGEST = "ab" * 32
ASKED = Concern(
    number=1,
    kind=ConcernKind.APPROVAL,
    rule="day_change",
    state=ConcernState.OPEN,
    role="employee",
    person=EMPLOYEE,
    opened_at=NOW,
    answers={"from": "2026-12-08", "reason": "A meeting — “all hands”"},
    on=date(2026, 12, 8),
    due_at=NOW + DAY,
)
DECIDED = replace(
    ASKED,
    state=ConcernState.REFUSED,
    closed_at=NOW + HOUR,
    closed_role="supervisor",
    closed_by="100110",
    note="All hands that day.",
)
DUTY = replace(
    ASKED,
    number=2,
    kind=ConcernKind.DUTY,
    state=ConcernState.DONE,
    parent=1,
    subject="Laptop",
    closing={"returned_on": "2027-09-01"},
)


def a_step(revision: int, *changed: Concern, taken: int = 0) -> Account:
    """A step that opened or changed those concerns, taken so many hours later."""
    standing = replace(a_standing(revision), as_of=NOW + taken * HOUR)
    return replace(an_account(standing), concerns=changed)


def write(session: Session, *steps: Account) -> None:
    """Put steps on record."""
    for step in steps:
        write_account(session, step)
        session.commit()
    session.expire_all()


def test_a_concern_is_read_back_whole(begun: Session) -> None:
    write(begun, a_step(2, ASKED, DUTY))
    assert concerns.of_arrangement(begun, REFERENCE) == [ASKED, DUTY]
    assert concerns.find(begun, REFERENCE, 2) == DUTY


def test_a_decided_request_stands_as_decided(begun: Session) -> None:
    write(begun, a_step(2, ASKED), a_step(3, DECIDED))
    assert concerns.of_arrangement(begun, REFERENCE) == [DECIDED]


def test_a_concern_is_kept_by_steps_that_do_not_touch_it(begun: Session) -> None:
    write(begun, a_step(2, ASKED), a_step(3), a_step(4, DUTY))
    assert concerns.of_arrangement(begun, REFERENCE) == [ASKED, DUTY]


def test_the_same_step_twice_changes_nothing(begun: Session) -> None:
    write(begun, a_step(2, ASKED, DUTY), a_step(2, ASKED, DUTY))
    assert concerns.of_arrangement(begun, REFERENCE) == [ASKED, DUTY]


def test_an_older_step_changes_nothing(begun: Session) -> None:
    write(begun, a_step(3, DECIDED), a_step(2, ASKED))
    assert concerns.of_arrangement(begun, REFERENCE) == [DECIDED]


def test_a_step_taken_again_replaces_what_its_lost_worker_wrote(begun: Session) -> None:
    write(begun, a_step(2, ASKED), a_step(3, DECIDED, DUTY), a_step(4, replace(DUTY, number=3)))
    write(begun, a_step(3, replace(DECIDED, note="again"), taken=1))
    assert concerns.of_arrangement(begun, REFERENCE) == [replace(DECIDED, note="again")]


def test_what_is_still_open_is_found_apart(begun: Session) -> None:
    later = replace(ASKED, number=3)
    write(begun, a_step(2, DECIDED, DUTY, later))
    assert concerns.still_open(begun, REFERENCE) == [later]


@pytest.mark.parametrize("number", [0, -1, 7, 2**31, 10**30])
def test_a_number_that_nothing_has_finds_nothing(begun: Session, number: int) -> None:
    write(begun, a_step(2, ASKED))
    assert concerns.find(begun, REFERENCE, number) is None


@pytest.mark.requirement("CT-099")
def test_the_approvals_of_an_agency_are_found_between_two_instants(begun: Session) -> None:
    old, new = replace(ASKED, opened_at=NOW - DAY), replace(ASKED, number=3, opened_at=NOW + DAY)
    write(begun, a_step(2, old, DUTY, new))
    begin(begun, replace(a_standing(1), reference="OTHER"), agency="treasurer")
    write_account(begun, replace(a_step(2, ASKED), standing=a_standing(2, reference="OTHER")))

    def found(agency: str, hours: int) -> list[tuple[str, int]]:
        rows = concerns.of_agencies(
            begun, {agency}, ConcernKind.APPROVAL, NOW - DAY, NOW + hours * HOUR
        )
        return [(arrangement.reference, concern.number) for arrangement, concern in rows]

    assert found("comptroller", 24) == [(REFERENCE, 1)]
    assert found("comptroller", 25) == [(REFERENCE, 1), (REFERENCE, 3)]
    assert found("treasurer", 24) == [("OTHER", 1)]
    assert found("nobody", 24) == []


@pytest.mark.parametrize(
    ("closing", "owners", "found"),
    [
        ({}, {EMPLOYEE}, [1]),
        ({}, {"100110"}, []),
        ({"care_proof": f"{DIGEST} proof.pdf"}, {"100110"}, [1]),
    ],
)
def test_a_file_is_found_in_what_its_owner_said(
    begun: Session, closing: dict[str, str], owners: set[str], found: list[int]
) -> None:
    named = replace(DECIDED, answers={"authorization": f"{DIGEST} it.pdf"}, closing=closing)
    write(begun, a_step(2, named, DUTY))
    assert [row.number for row in brought_up(begun, DIGEST, owners)] == found
    assert brought_up(begun, "%", owners) == []


@pytest.mark.parametrize(
    ("kind", "about", "acted"),
    [
        (Happening.APPROVAL_GIVEN, "4", True),
        (Happening.APPROVAL_REFUSED, "4", True),
        (Happening.APPROVAL_GIVEN, "5", False),
        (Happening.DUTY_DONE, "4", False),
    ],
)
def test_a_decision_is_found_by_its_number_whatever_version_is_on_the_table(
    begun: Session, kind: Happening, about: str, acted: bool
) -> None:
    link = replace(TASK, purpose=Purpose.APPROVE, about="4", version=1)
    done = replace(ENTRY, kind=kind, person=REVIEWER, about=about, version=2)
    write_account(begun, an_account(a_standing(2), done))
    asked = OpenTask(**vars(link) | {"reference": REFERENCE})
    assert (entries.act_on(begun, asked) is not None) is acted
