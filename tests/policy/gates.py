"""Three analyses with one question of each kind, for what opens, meets and blocks a review."""

from dataclasses import replace

from policy.analysis import Analysis, Finding, Question, QuestionKind, WayOut
from policy.findings import (
    block_problems,
    open_questions,
)
from policy.plan import asked_now, plan
from policy.program import Agency, Program
from tests.policy.samples import CONNECTICUT

WAYS = (
    WayOut("none_needed", "No computer is needed."),
    WayOut("web_only", "Only a secure web application.", ("web_application",)),
    WayOut("authorized", "With specific authorization.", ("it_authorization",), "agency_it=yes"),
)
ANALYSES = (
    Analysis(
        "proposal",
        "The proposal",
        3,
        "supervisor",
        (
            Question("efficient", "Is the work more efficient?", "III.C.1", "yes"),
            Question("equipment", "Can the agency equip them?", "III.C.1", "yes", ways_out=WAYS),
            Question("impairs", "Does it impair the group?", "III.C.2", "no", role="manager"),
        ),
    ),
    Analysis(
        "position",
        "The position",
        1,
        "supervisor",
        (
            Question("duties", "Which duties?", "III.A", kind=QuestionKind.TEXT),
            Question("fit", "Is the position fit?", "III.A", "yes"),
            Question("alone", "Is the work done alone?", "III.A"),
        ),
    ),
    Analysis(
        "employee",
        "The employee",
        2,
        "supervisor",
        (
            Question("shown", "Are the qualities shown?", "III.B", "yes"),
            Question("attested", "I looked.", "III.B", "yes", kind=QuestionKind.STATEMENT),
        ),
    ),
)
PROGRAM = replace(CONNECTICUT, analyses=ANALYSES)
AGENCY = Agency("a", "A", "connecticut", "America/New_York", "help")
ALL = plan(PROGRAM, AGENCY, {}).questions
QUESTIONS = asked_now(ALL, {"agency_it": "yes"})
GOOD = {
    "duties": "Audits, at a desk.",
    "fit": "yes",
    "alone": "no",
    "shown": "yes",
    "attested": "yes",
    "efficient": "yes",
    "equipment": "yes",
    "impairs": "no",
}


def found(**answers: str) -> dict[str, Finding]:
    """These answers, by question."""
    return {name: Finding(name, answer) for name, answer in answers.items()}


def opened(role: str, findings: dict[str, Finding]) -> list[str]:
    """The questions that are open to a role."""
    return [asked.id for asked in open_questions(role, QUESTIONS, findings, (), {})]


def words(findings: dict[str, Finding], program: Program = PROGRAM) -> list[str]:
    """What is in the way of an approval, in words."""
    return [one.text for one in block_problems(program, QUESTIONS, findings, (), {})]
