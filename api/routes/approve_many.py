"""Approving and reviewing many in one sitting: what needs no words of its own is ticked."""

from collections.abc import Collection, Sequence

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.dependencies import act_key, protected
from api.many.approving import ToApprove
from api.many.piles import hand_in
from api.many.reviewing import ToReview
from api.many.sitting import ApprovingDep, ReviewingDep
from api.many.ticks import pairs_in, problems_of
from api.many.waiting import Pair
from api.pages import FormDep
from api.templating import render
from policy.forms.problem import Problem

router = APIRouter(include_in_schema=False)


@router.get("/approve-many")
def show_requests(request: Request, sitting: ApprovingDep, tick: str = "") -> Response:
    """Every request that waits for this person's decision."""
    return _page(request, ToApprove(sitting), None if tick == "all" else ())


@router.post("/approve-many", dependencies=[Depends(protected)])
def approve(request: Request, sitting: ApprovingDep, form: FormDep) -> Response:
    """An approval for each request ticked, an act of its own (GL32 IV.D)."""
    return _take(request, ToApprove(sitting), form)


@router.get("/review-many")
def show_proposals(request: Request, sitting: ReviewingDep, tick: str = "") -> Response:
    """Every proposal that waits for this person's review."""
    return _page(request, ToReview(sitting), None if tick == "all" else ())


@router.post("/review-many", dependencies=[Depends(protected)])
def review(request: Request, sitting: ReviewingDep, form: FormDep) -> Response:
    """A favorable review of each proposal ticked, an act of its own (GL32 III)."""
    return _take(request, ToReview(sitting), form)


def _take(request: Request, waiting: ToApprove | ToReview, form: FormDep) -> Response:
    sitting, ticked = waiting.sitting, pairs_in(form)
    if wrong := problems_of(len(ticked)):
        return _page(request, waiting, ticked, wrong)
    by = sitting.by(request, act_key(form))
    pieces = waiting.pieces(request, ticked, act_key(form))
    path = hand_in(sitting.session, sitting.parts, waiting.kind, by, pieces)
    return RedirectResponse(path, status_code=303)


def _page(
    request: Request,
    waiting: ToApprove | ToReview,
    ticked: Collection[Pair] | None,
    problems: Sequence[Problem] = (),
) -> Response:
    sitting = waiting.sitting
    views = waiting.views(ticked)
    sitting.session.commit()
    return render(
        request,
        f"{waiting.kind}_many.html",
        views=views,
        waiting=len(waiting.rows),
        by_link=sitting.identified_by == "link",
        problems=problems,
    )
