"""What an arrangement in force is asked for, and of whom."""

from demonstration import favorable
from policy.account import Standing
from policy.deadlines import A_DAY
from tests.case import Case

CERTIFICATE = {
    "insurance_certificate": favorable.certificate(),
    "insurance_holder": "Ana Rivera",
    "insurance_until": "2037-12-31",
}


async def a_change(case: Case, days: int = 7) -> dict[str, str]:
    """The answers of a day change so many days ahead."""
    day = await case.today() + days * A_DAY
    return {
        "day": day.isoformat(),
        "moved_to": (day + A_DAY).isoformat(),
        "why": "Training.",
        "ongoing": "no",
    }


def asked(standing: Standing, purpose: str) -> list[str]:
    """Who is asked."""
    return [task.person for task in standing.tasks if task.purpose == purpose]
