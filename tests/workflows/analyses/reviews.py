"""What the tests of analyses do and look at: reviews by role, and the findings on record."""

from policy.account import Standing
from policy.analysis import Finding, Found
from records import findings
from tests import people
from tests.case import Case

HOLDERS = {
    "supervisor": people.SUPERVISOR,
    "manager": people.MANAGER,
    "agency_head": people.HEAD,
}

OWN_COMPUTER = "My own computer, only for state email or a secure web application"


def asked(standing: Standing) -> list[tuple[str, str]]:
    """What is asked of whom now."""
    return [(task.purpose, task.role) for task in standing.tasks]


async def reviewed(case: Case, role: str, **otherwise: str) -> Standing:
    """A role reviews when it is asked: as approval needs it, but for some answers."""
    await case.asked_to_review(role)
    act = await case.review(role, HOLDERS[role], findings=case.favorable(role, **otherwise))
    assert (await case.answered(act.by.key)).kind == "review_given"
    return await case.recorded()


def of_orders(case: Case, role: str, *orders: int, **otherwise: str) -> tuple[Finding, ...]:
    """A role's findings of some analyses only."""
    among = {question.id for question in case.plan.questions if question.order in orders}
    return tuple(each for each in case.favorable(role, **otherwise) if each.question in among)


def standing_findings(case: Case) -> dict[str, Found]:
    """The finding that stands on each question, on record."""
    with case.world.tools.sessions() as session:
        return {each.finding.question: each for each in findings.history(session, case.reference)}


def history_of(case: Case, question: str) -> list[str]:
    """Every answer to a question, on record in its order."""
    with case.world.tools.sessions() as session:
        found = findings.history(session, case.reference)
    return [each.finding.answer for each in found if each.finding.question == question]
