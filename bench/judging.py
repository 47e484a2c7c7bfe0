"""Judging one proposal against the whole program: its form, its schedule, every question."""

import time
from datetime import date
from statistics import median

from bench.installation import Installation
from policy.analysis import Finding, Question
from policy.computing import compute
from policy.facts import Facts
from policy.findings import block_problems
from policy.forms.checking import problems, read_proposal, to_form
from policy.forms.problem import Problem
from policy.plan import plan
from policy.program import Agency, Program
from policy.week import WEEKDAYS
from records import arrangements, proposals

TIMES = 200
FACTS = Facts(
    rating="satisfactory",
    rated_on=date(2026, 6, 30),
    leading_class=False,
    training_class=False,
    disciplined_on=(date(2020, 1, 1),),
    hours=tuple(8.0 if weekday in WEEKDAYS[:5] else 0.0 for weekday in WEEKDAYS),
)


def judging(place: Installation, reference: str) -> float:
    """The median milliseconds for the proposal of an arrangement, from its form to every block."""
    with place.tools.sessions() as session:
        arrangement = arrangements.find(session, reference)
        proposal = proposals.tabled(session, reference)
    if arrangement is None or proposal is None:
        raise LookupError(reference)
    program = place.tools.programs.get(arrangement.program, arrangement.program_version)
    agency = place.tools.agencies[arrangement.agency]
    form, spent = to_form(proposal), list[float]()
    for _ in range(TIMES):
        began = time.monotonic()
        judge(program, agency, form, proposal.starts_on)
        spent.append(1000 * (time.monotonic() - began))
    return median(spent)


def judge(
    program: Program, agency: Agency, form: dict[str, str], today: date
) -> tuple[Problem, ...]:
    """Everything between this form and an approval: of the form, of the schedule, of the review."""
    proposal, unread = read_proposal(program, form)
    if proposal is None:
        return unread
    questions = [each for analysis in program.analyses for each in analysis.questions]
    findings = {each.id: found(each, today) for each in questions}
    asked = plan(program, agency, proposal.answers).questions
    return (
        *problems(program, proposal, today, FACTS),
        *block_problems(program, asked, findings, (), proposal.answers),
    )


def found(question: Question, today: date) -> Finding:
    """The answer that approval needs, or the one that the facts give."""
    if question.computed:
        answer = compute(question, FACTS, today).answer
        return Finding(question.id, answer, computed=True)
    return Finding(question.id, question.answer or "yes")
