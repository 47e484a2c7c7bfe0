"""The copy to DAS, as the program wants it."""

from datetime import datetime

from policy.program import CopyRule
from tests.case import Case

LIAISON = "liaison:comptroller"


def das(case: Case) -> CopyRule:
    """The program's rule for the copy that is mailed."""
    return next(rule for rule in case.plan.copies if rule.role)


async def authorized_on(case: Case) -> datetime:
    """When the last signature was recorded."""
    return (await case.timeline("authorized"))[0].at
