"""Approved proposals with something missing before signing."""

from typing import TypedDict, Unpack

from demonstration import favorable
from policy.account import Standing, Status
from records import papers
from tests import people
from tests.case import Case
from tests.world import World

CLOSED = "nothing is asked for now"
INSURANCE = {
    "insurance_certificate": favorable.certificate(),
    "insurance_holder": "Ana Rivera",
    "insurance_until": "2037-12-31",
}
MEASURES = {"own_measures": "Forty files a week.", "group_measures": "Forty files a week."}


class Left(TypedDict, total=False):
    """Answers that a test leaves out or spoils."""

    workspace_private: str
    workspace_desk: str
    workspace_chair: str
    workspace_telephone: str
    workspace_fit: str
    workspace_safe: str
    dependents: str
    care_proof: str
    insurance_certificate: str
    insurance_holder: str
    insurance_until: str


UNINSURED = Left(insurance_certificate="", insurance_holder="", insurance_until="")


async def approved(world: World, *, measures: bool = True, **answers: Unpack[Left]) -> Case:
    """Approved, with some answers of the employee or of the supervisor left out."""
    case = await world.submit(starts_in=60, **answers)
    await case.asked_to_review("supervisor")
    if not measures:
        await case.review("supervisor", people.SUPERVISOR, answers={"equipment": "[]"})
    await case.reviewed()
    await case.decide()
    return case


async def uninsured(world: World, *, measures: bool = True) -> Case:
    """Approved without the insurance certificate, and without measures if asked for."""
    case = await approved(world, measures=measures, **UNINSURED)
    await case.until(lambda s: s.status is Status.COMPLETING)
    return case


def owing(standing: Standing) -> set[tuple[str, str]]:
    """Who is asked to fill in something."""
    return {(task.role, task.person) for task in standing.tasks if task.purpose == "provide"}


def frozen(case: Case) -> int:
    """How many documents are fixed."""
    with case.world.tools.sessions() as session:
        return len(papers.frozen(session, case.reference, 1))
