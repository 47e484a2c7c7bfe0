"""Findings are written with the step that brought them, and the newest stands."""

from dataclasses import replace

from sqlmodel import Session

from policy.account import Account
from policy.analysis import Finding, Found
from records.accounts import write_account
from records.findings import history
from tests.records.samples import HOUR, NOW, REFERENCE, a_standing, an_account

FOUND = Found(
    Finding("unsupervised", "yes", "Worked alone in 2025.", "own_device", computed=True),
    role="supervisor",
    person="100120",
    at=NOW,
)


def found(question: str, answer: str) -> Found:
    """A plain finding."""
    return replace(FOUND, finding=Finding(question, answer))


def a_step(revision: int, *findings: Found) -> Account:
    """A step that brings those findings."""
    return replace(an_account(a_standing(revision)), findings=findings)


def write(session: Session, account: Account) -> None:
    """Put a step on record."""
    write_account(session, account)
    session.commit()


def standing(session: Session, reference: str) -> dict[str, Found]:
    """The finding that stands on each question: the last of those given."""
    return {each.finding.question: each for each in history(session, reference)}


def test_a_finding_is_read_back_whole(begun: Session) -> None:
    aside = replace(FOUND, set_aside="Determined on November 2.", at=NOW + HOUR)
    write(begun, a_step(2, FOUND, aside))
    assert history(begun, REFERENCE) == [FOUND, aside]
    assert standing(begun, REFERENCE) == {"unsupervised": aside}


def test_the_newest_answer_to_each_question_stands(begun: Session) -> None:
    write(begun, a_step(2, found("portable", "no"), found("cost", "yes")))
    write(begun, a_step(3))
    write(begun, a_step(4, found("portable", "yes")))
    answers = {question: it.finding.answer for question, it in standing(begun, REFERENCE).items()}
    assert answers == {"portable": "yes", "cost": "yes"}
    assert [it.finding.answer for it in history(begun, REFERENCE)] == ["no", "yes", "yes"]


def test_the_same_step_twice_changes_nothing(begun: Session) -> None:
    for _ in range(2):
        write(begun, a_step(2, found("portable", "no")))
    assert history(begun, REFERENCE) == [found("portable", "no")]


def test_an_older_step_changes_nothing(begun: Session) -> None:
    write(begun, a_step(3, found("portable", "yes")))
    write(begun, a_step(2, found("portable", "no")))
    assert history(begun, REFERENCE) == [found("portable", "yes")]


def test_a_step_taken_again_replaces_what_its_lost_worker_found(begun: Session) -> None:
    first = found("portable", "no")
    for revision, lost in ((2, first), (3, found("cost", "no"))):
        step = a_step(revision, lost)
        write(begun, replace(step, standing=replace(step.standing, as_of=NOW)))
    again = a_step(2, first, found("cost", "yes"))
    write(begun, replace(again, standing=replace(again.standing, as_of=NOW + HOUR)))
    assert history(begun, REFERENCE) == [first, found("cost", "yes")]


def test_nothing_is_found_where_nobody_was_asked(begun: Session) -> None:
    assert standing(begun, REFERENCE) == standing(begun, "TA-0000-0000") == {}
