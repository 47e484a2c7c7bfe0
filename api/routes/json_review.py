"""The JSON API's view of a review: its questions for who answers them, all of it for HR."""

from fastapi import APIRouter
from starlette.requests import Request

from api.bearer import HolderDep
from api.calls.review_told import ReviewTold, tell_review
from api.dependencies import PartsDep, SessionDep
from api.readings import note
from api.rights.access import Doing, NotAllowed, arrangement_for, doings
from api.rights.analyzed import analyzed
from policy.tasks import Purpose
from records import entries, tasks

router = APIRouter(prefix="/api/v1/arrangements", tags=["views"])


@router.get("/{reference}/review")
def show(
    request: Request, reference: str, session: SessionDep, parts: PartsDep, holder: HolderDep
) -> ReviewTold:
    """The review: your own questions while you are asked; all of it for who coordinates."""
    arrangement = arrangement_for(session, holder, reference, Doing.SEE)
    whole = Doing.SEE_FINDINGS in doings(session, holder, arrangement)
    number = holder.person.number
    open_tasks = tasks.of_arrangement(session, arrangement.reference)
    roles = {
        task.role for task in open_tasks if (task.purpose, task.person) == (Purpose.REVIEW, number)
    }
    if not (whole or roles):
        reason = "It is for others to see what its review found."
        raise NotAllowed(reason)
    found = arrangement.reference
    note(request, session, parts, reader=number, reference=found, what="review", why="token")
    timeline = entries.timeline(session, found)
    case = analyzed(session, parts, arrangement, timeline)
    return tell_review(case, roles, whole=whole)
