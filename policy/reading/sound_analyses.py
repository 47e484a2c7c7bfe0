"""What must hold in a program's analyses: each question can be asked, answered and reached."""

from collections.abc import Iterator, Mapping

from policy.analysis import (
    DAYS_A_WEEK,
    GROUP_SCHEDULES,
    Accommodation,
    Analysis,
    Computation,
    Question,
    QuestionKind,
)
from policy.form import Before, FormField
from policy.program import Program
from policy.reading.faults import Fault, conditional, distinct, identified, named

_ANSWERS = {
    QuestionKind.YES_NO: ("", "yes", "no"),
    QuestionKind.STATEMENT: ("", "yes"),
    QuestionKind.TEXT: ("",),
}
"""The answers approval may need, by kind; blank where a question only advises."""


def analysis_faults(program: Program) -> Iterator[Fault]:
    """Every rule that the analyses and the accommodation path break, in the order of the file."""
    fields = {item.id: item for item in program.fields}
    seen: set[str] = set()
    yield from distinct("analyses", [analysis.id for analysis in program.analyses])
    for at, analysis in enumerate(program.analyses, 1):
        yield from _reachable(f"analyses[{at}]", analysis, program)
        for number, question in enumerate(analysis.questions, 1):
            key = f"analyses[{at}].questions[{number}]"
            yield from identified(key, question.id, seen)
            yield from _asked_of(f"{key}.role", question.role or analysis.role, program)
            yield from _answered(key, question)
            yield from _computed(key, question)
            yield from _pointing(key, question, fields)
            seen.add(question.id)
    if program.accommodation is not None:
        yield from _accommodation(program.accommodation, program, fields)


def _reachable(key: str, analysis: Analysis, program: Program) -> Iterator[Fault]:
    """Nothing opens after the decision, with which the decider's own questions are answered."""
    yield from _asked_of(f"{key}.role", analysis.role, program)
    if analysis.order < 1:
        yield f"{key}.order", "must be 1 or more"
    decider = program.review.decider
    others = [
        other.order
        for other in program.analyses
        if any((question.role or other.role) != decider for question in other.questions)
    ]
    own = any((question.role or analysis.role) == decider for question in analysis.questions)
    if own and max(others, default=0) > analysis.order:
        yield f"{key}.order", "must be the highest: the decider answers with the decision"


def _asked_of(key: str, role: str, program: Program) -> Iterator[Fault]:
    asked = {*program.review.reviewers, program.review.decider} - {None}
    if role not in asked:
        known = ", ".join(sorted(each for each in asked if each))
        yield key, f"{role} neither reviews nor decides ({known})"


def _answered(key: str, question: Question) -> Iterator[Fault]:
    known = _ANSWERS[question.kind]
    if question.answer not in known:
        wanted = " or ".join(each for each in known if each) or "left out"
        yield f"{key}.answer", f"must be {wanted} for a question of kind {question.kind}"
    if question.ways_out and not question.answer:
        yield f"{key}.ways_out", "belong to a question with an answer that approval needs"


def _computed(key: str, question: Question) -> Iterator[Fault]:
    if question.computed and (question.kind is not QuestionKind.YES_NO or not question.answer):
        yield f"{key}.computed", "belongs to a question of kind yes_no that has an answer"
    if (question.computed is Computation.DISCIPLINED) != bool(question.months):
        yield f"{key}.months", f"goes with computed = {Computation.DISCIPLINED.value}: both or none"


def _pointing(key: str, question: Question, fields: Mapping[str, FormField]) -> Iterator[Fault]:
    proposed = _proposed(fields)
    shown = [each for each in question.evidence if each not in {GROUP_SCHEDULES, DAYS_A_WEEK}]
    yield from named(f"{key}.evidence", "field", shown, fields)
    yield from conditional(f"{key}.when", question.when, proposed)
    yield from distinct(f"{key}.ways_out", [way.id for way in question.ways_out])
    for at, way in enumerate(question.ways_out, 1):
        yield from named(f"{key}.ways_out[{at}].needs", "field", way.needs, fields)
        yield from conditional(f"{key}.ways_out[{at}].when", way.when, proposed)


def _accommodation(
    path: Accommodation, program: Program, fields: Mapping[str, FormField]
) -> Iterator[Fault]:
    known = {analysis.id for analysis in program.analyses}
    yield from conditional("accommodation.when", path.when, _proposed(fields))
    yield from named("accommodation.analyses", "analysis", path.analyses, known)
    if not path.analyses:
        yield "accommodation.analyses", "must name at least one analysis"


def _proposed(fields: Mapping[str, FormField]) -> dict[str, FormField]:
    """The fields whose answers a proposal comes with."""
    return {name: item for name, item in fields.items() if item.before is Before.SUBMISSION}
