"""What callers send to the JSON API about an arrangement in force, by the rules of the pages."""

from collections.abc import Callable
from typing import Annotated, TypeVar

from fastapi import Path
from pydantic import Field
from sqlmodel import Session

from api.asking.concern_pages import NOT_THEIRS
from api.calls.performing import Target
from api.calls.strays import strays_of
from api.dependencies import NotFound
from api.files.attaching import foreign_files
from api.proposals import BadAnswers, fit
from api.rights.access import Doing, NotAllowed
from api.rights.concerning import Case, asked_in, case_of, done_in, reported_in
from api.sent import Answers, Identifier, Paragraph, Sent
from policy.concerns import (
    ApprovalAsked,
    ApprovalDecided,
    ApprovalWithdrawn,
    Concern,
    ConcernKind,
    DutyDone,
    Reported,
)
from policy.form import FormField
from policy.forms.problem import Problem
from records import concerns, tasks

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
Act = TypeVar("Act")
OF_OTHERS = "It waits for others. Nothing was changed."


class ApprovalSent(Sent):
    """A written approval asked for, or issued: its rule, and the answers to that rule's fields.

    `role` is one in which the caller may ask; blank: the first of them.
    """

    rule: Identifier
    role: Annotated[str, Field(max_length=64)] = ""
    answers: Answers = Field(default_factory=dict)


class ReportSent(ApprovalSent):
    """A report: its rule, and the answers to that rule's fields; `role` as for an approval."""


class RulingSent(Sent):
    """A request approved, or refused with the reason."""

    approved: bool
    reason: Paragraph = ""


class NothingSent(Sent):
    """An act that says it all by its address."""


class DutySent(Sent):
    """What closes a duty: the answers to its rule's fields."""

    answers: Answers


def approval_sent(to: Target, sent: ApprovalSent) -> ApprovalAsked:
    """The request that was sent; BadAnswers with everything that is wrong with it."""

    def make(session: Session, case: Case) -> ApprovalAsked:
        rule = case.program.in_force.approval(sent.rule)
        if rule is None:
            raise BadAnswers([Problem("rule", "The program knows no such written approval.")])
        if not case.role_in(rule.asked_by, sent.role):
            raise NotAllowed(NOT_THEIRS.format(Doing.ASK_APPROVAL))
        _refuse_strays(session, to, rule.fields, sent.answers)
        return fit(asked_in(case, rule, sent.answers, to.by, sent.role))

    return _with_case(to, make)


def report_sent(to: Target, sent: ReportSent) -> Reported:
    """The report that was sent; BadAnswers with everything that is wrong with it."""

    def make(session: Session, case: Case) -> Reported:
        rule = case.program.in_force.report(sent.rule)
        if rule is None:
            raise BadAnswers([Problem("rule", "The program knows no such report.")])
        if not case.role_in(rule.made_by, sent.role):
            raise NotAllowed(NOT_THEIRS.format(Doing.REPORT))
        _refuse_strays(session, to, rule.fields, sent.answers)
        return fit(reported_in(case, rule, sent.answers, to.by, sent.role))

    return _with_case(to, make)


def ruling_sent(to: Target, number: int, sent: RulingSent) -> ApprovalDecided:
    """The decision that was sent, by who decides; a refusal has its reason."""

    def make(session: Session, case: Case) -> ApprovalDecided:
        concern = _concern(session, to, number, ConcernKind.APPROVAL)
        rule = case.program.in_force.approval(concern.rule)
        _refuse_others(session, to, case, number, rule.decided_by if rule else "")
        if not (sent.approved or sent.reason):
            raise BadAnswers([Problem("reason", "Say why you refuse it.")])
        return ApprovalDecided(number, sent.approved, sent.reason, to.by)

    return _with_case(to, make)


def withdrawal_sent(to: Target, number: int) -> ApprovalWithdrawn:
    """A request taken back by who asked, or coordinates."""

    def make(session: Session, case: Case) -> ApprovalWithdrawn:
        concern = _concern(session, to, number, ConcernKind.APPROVAL)
        coordinates = case.program.coordinator in case.roles
        if not (coordinates or concern.person == to.by.person):
            raise NotAllowed(OF_OTHERS)
        return ApprovalWithdrawn(number, to.by)

    return _with_case(to, make)


def duty_sent(to: Target, number: int, sent: DutySent) -> DutyDone:
    """What closes a duty, by who owes it or coordinates; BadAnswers where it does not."""

    def make(session: Session, case: Case) -> DutyDone:
        concern = _concern(session, to, number, ConcernKind.DUTY)
        rule = case.program.in_force.duty(concern.rule)
        if rule is None:
            raise NotFound
        if case.program.coordinator not in case.roles:
            _refuse_others(session, to, case, number, rule.role)
        _refuse_strays(session, to, rule.fields, sent.answers)
        return fit(done_in(case, concern, rule, sent.answers, to.by))

    return _with_case(to, make)


def _with_case(to: Target, make: Callable[[Session, Case], Act]) -> Act:
    """Make an act from the records as they stand now; waits for the database."""
    with to.parts.sessions() as session:
        return make(session, case_of(session, to.parts, to.who, to.row(session)))


def _concern(session: Session, to: Target, number: int, kind: ConcernKind) -> Concern:
    found = concerns.find(session, to.reference, number)
    if found is None or found.kind is not kind:
        raise NotFound
    return found


def _refuse_others(session: Session, to: Target, case: Case, number: int, role: str) -> None:
    """Only who holds the role now, or is asked for it, may do what waits for it."""
    asked = tasks.of_arrangement(session, to.reference)
    mine = any((task.person, task.about) == (to.by.person, str(number)) for task in asked)
    if not (mine or role in case.roles):
        raise NotAllowed(OF_OTHERS)


def _refuse_strays(
    session: Session, to: Target, fields: tuple[FormField, ...], answers: Answers
) -> None:
    """Answers that the form does not ask for, and files that are not the caller's."""
    odd = strays_of(fields, answers)
    foreign = foreign_files(session, to.by.person, fields, answers, {})
    if odd or foreign:
        raise BadAnswers([*odd, *foreign])
