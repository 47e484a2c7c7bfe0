"""The agency's part of the proposal's form: analyses, status on record, decision (GL32 III)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from documents.answering import analysis_blocks, standing
from documents.paper import Block, Row
from documents.particulars import AgencyReview, Assessment, Decision, Particulars
from documents.scheduling import week_blocks
from documents.showing import YES_NO, bracketed, show_answer
from policy.acts import Determination, Outcome
from policy.analysis import Computation, Finding, Question
from policy.computing import compute
from policy.deadlines import local_date
from policy.facts import Facts
from policy.form import FieldKind, FormField
from policy.plan import employee_role
from policy.proposal import Proposal
from policy.wording import show_date

_OUTCOMES = {
    Outcome.APPROVED: ("Approved", "approval"),
    Outcome.APPROVED_AS_MODIFIED: ("Approved as modified", "approval"),
    Outcome.DENIED: ("Denied", "denial"),
}
"""How an outcome reads, and the program's text that goes with it."""

_STATUS = {
    Computation.SATISFACTORY_RATING: "Latest evaluation",
    Computation.WORKING_TEST: "Working test period",
    Computation.LEADS_STAFF: "Leads or supervises staff",
    Computation.TRAINING_CLASS: "Junior or training class",
    Computation.DISCIPLINED: "Discipline in the past {months} months",
}


def certification(particulars: Particulars, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of what was submitted, the last one with who certified it and when (III)."""
    if particulars.submitted_at is None or particulars.review is None or not blocks:
        return tuple(blocks)
    at = particulars.moment(particulars.submitted_at)
    row = Row("Certified and submitted by", f"{particulars.employee.name}\n{at}")
    *first, last = blocks
    return (*first, replace(last, rows=(*last.rows, row)))


def review_blocks(particulars: Particulars) -> tuple[Block, ...]:
    """What the agency reviewed, answered and decided; nothing where it reviews nothing."""
    review = particulars.review
    if review is None:
        return ()
    return (
        _opening(particulars, review),
        *analysis_blocks(particulars, review),
        *_status(particulars, review),
        *_determination(particulars),
        *_decision(particulars, review),
    )


def _opening(particulars: Particulars, review: AgencyReview) -> Block:
    """What reviewers said of the whole request, and that no bargaining comes into it (II(a))."""
    note = particulars.program.texts.get("not_bargainable", "")
    rows = tuple(Row(each.role, _assessment(particulars, each)) for each in review.assessments)
    return Block("Agency review", rows, text=(note,) if note else ())


def _assessment(particulars: Particulars, given: Assessment) -> str:
    said = f"{given.name} {given.says}, {particulars.day(given.at)}."
    return f"{said}\n{given.comment}" if given.comment.strip() else said


def _status(particulars: Particulars, review: AgencyReview) -> Iterator[Block]:
    """The status facts of the form, as the answers that count rest on them (III.C)."""
    if review.decision is None:
        return
    on = local_date(review.decision.at, particulars.agency.time_zone)
    known = standing(review.findings)
    rows = [
        Row(_STATUS[question.computed].format(months=question.months), said)
        for analysis in particulars.program.analyses
        for question in analysis.questions
        if question.computed and (found := known.get(question.id)) and found.answer
        if (said := _on_record(question, found.answer.finding, review.facts, on))
    ]
    if rows and review.facts.schedule_type:
        rows.append(Row("Work schedule", review.facts.schedule_type.capitalize()))
    if rows:
        yield Block(f"Status on record, {show_date(on)}", tuple(rows), level=2)


def _on_record(question: Question, finding: Finding, facts: Facts, on: date) -> str:
    """The answer found, with what it rests on where the record still gives it.

    Of discipline, nothing but the answer is printed.
    """
    answer = YES_NO.get(finding.answer, finding.answer)
    if question.computed is Computation.DISCIPLINED:
        return answer
    is_newer = facts.rated_on is not None and facts.rated_on > on
    if question.computed is Computation.SATISFACTORY_RATING and is_newer:
        return answer
    now = compute(question, facts, on)
    return now.evidence if now.answer == finding.answer else answer


def _determination(particulars: Particulars) -> Iterator[Block]:
    """Whether it is a reasonable accommodation, by whom, when and why, where that was asked for."""
    found, path = particulars.determined, particulars.program.accommodation
    if found is None or path is None:
        return
    granted = found.outcome is Determination.GRANTED
    rows = (
        Row("Outcome", "Granted" if granted else "Not granted"),
        Row("Determined by", f"{found.name}, {found.role}"),
        Row("Determined on", particulars.moment(found.at)),
        Row("Reason", found.reason.strip()),
        Row("Test", path.test),
    )
    yield Block(f"Reasonable accommodation{bracketed(path.citation)}", rows, level=2)


def _decision(particulars: Particulars, review: AgencyReview) -> Iterator[Block]:
    """What was decided, by whom, on what it rests, and the notice that goes with it (III)."""
    if review.decision is None:
        return
    decision, texts = review.decision, particulars.program.texts
    outcome, notice = _OUTCOMES[decision.outcome]
    rows = [
        Row("Outcome", outcome),
        Row("Decided by", f"{decision.name}, {decision.role}"),
        Row("Decided on", particulars.moment(decision.at)),
        Row("Reason", decision.reason.strip()),
        Row("Basis", texts.get("decision_basis", "")),
        Row("Notice", texts.get(notice, "")),
    ]
    yield Block("Decision", tuple(row for row in rows if row.value), level=2)
    yield from _changes(particulars, decision, review.approved)


def _changes(
    particulars: Particulars, decision: Decision, approved: Proposal | None
) -> tuple[Block, ...]:
    """What an approval as modified changed: the proposal above keeps what was asked for (III)."""
    if decision.outcome is not Outcome.APPROVED_AS_MODIFIED or approved is None:
        return ()
    asked = particulars.proposal
    rows = tuple(
        Row(item.label, show_answer(item, approved))
        for item in _employees(particulars)
        if show_answer(item, approved) != show_answer(item, asked)
    )
    if approved.week == asked.week:
        return (Block("As approved", rows, level=2),)
    first, *others = week_blocks("As approved", rows, particulars, approved)
    return (replace(first, level=2), *others)


def _employees(particulars: Particulars) -> Iterator[FormField]:
    """The fields of what was asked for, as far as they are printed at all."""
    apart = (FieldKind.WEEK, FieldKind.ITEMS)
    own = employee_role(particulars.program)
    for item in particulars.program.fields:
        if item.role in ("", own) and not item.private and item.kind not in apart:
            yield item
