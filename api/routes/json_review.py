"""The JSON API's view of a review: its questions for who answers them, all of it for HR."""

from fastapi import APIRouter

from api.calls.reading import SeenDep
from api.calls.review_told import ReviewTold, tell_review
from api.rights.access import Doing, NotAllowed
from api.rights.analyzed import analyzed
from policy.tasks import Purpose
from records import entries, tasks

router = APIRouter(prefix="/api/v1/arrangements", tags=["views"])


@router.get("/{reference}/review")
def show(call: SeenDep) -> ReviewTold:
    """The review: your own questions while you are asked; all of it for who coordinates."""
    session, number = call.session, call.who.person.number
    whole = Doing.SEE_FINDINGS in call.may
    open_tasks = tasks.of_arrangement(session, call.reference)
    roles = {
        task.role for task in open_tasks if (task.purpose, task.person) == (Purpose.REVIEW, number)
    }
    if not (whole or roles):
        reason = "It is for others to see what its review found."
        raise NotAllowed(reason)
    call.note("review")
    timeline = entries.timeline(session, call.reference)
    case = analyzed(session, call.parts, call.arrangement, timeline)
    return tell_review(case, roles, whole=whole)
