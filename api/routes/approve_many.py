"""Approving and reviewing many in one sitting: what needs no words of its own is ticked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.dependencies import act_key, protected
from api.many.approving import ToApprove, approval_pieces, to_approve
from api.many.piles import hand_in
from api.many.reviewing import ToReview, review_pieces, to_review
from api.many.sitting import ApprovingDep, ReviewingDep
from api.many.ticks import Pair, pairs_in, problems_of
from api.pages import FormDep
from api.templating import render
from policy.forms.problem import Problem

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class Said:
    """The words of one of these pages."""

    title: str
    lead: str
    legend: str
    single: str
    button: str
    empty: str
    alone: str = ""
    open: str = ""


APPROVE = Said(
    title="Approve several at once",
    lead=(
        "Tick what you approve. Nothing is decided yet, and what you do not tick stays as it is. "
        "To refuse a request, open it by itself and say why."
    ),
    legend="What you approve",
    single="Open, approve or refuse it by itself",
    button="Approve what is ticked",
    empty="No request waits for your decision.",
)
REVIEW = Said(
    title="Review several at once",
    lead=(
        "Tick the proposals that you support. Nothing is sent yet, and what you do not tick stays "
        "as it is. To comment on one, or if you do not support it, open it by itself."
    ),
    legend="What you support",
    single="Open and review it by itself",
    button="Support what is ticked",
    empty="No proposal waits for your review.",
    alone="To be reviewed by themselves",
    open="Review",
)
NOTHING = "Tick at least one."


@router.get("/approve-many")
def show_requests(request: Request, sitting: ApprovingDep, tick: str = "") -> Response:
    """Every request that waits for this person's decision."""
    return _page(request, to_approve(sitting), APPROVE, None if tick == "all" else ())


@router.post("/approve-many", dependencies=[Depends(protected)])
def approve(request: Request, sitting: ApprovingDep, form: FormDep) -> Response:
    """An approval for each request ticked, an act of its own (GL32 IV.D)."""
    waiting, ticked = to_approve(sitting), pairs_in(form, "row")
    wrong = problems_of("row", len(ticked), NOTHING)
    if wrong:
        return _page(request, waiting, APPROVE, ticked, wrong)
    by = sitting.by(request, act_key(form))
    pieces = approval_pieces(request, waiting, ticked, act_key(form))
    path = hand_in(sitting.session, sitting.parts, "approvals", by, pieces)
    return RedirectResponse(path, status_code=303)


@router.get("/review-many")
def show_proposals(request: Request, sitting: ReviewingDep, tick: str = "") -> Response:
    """Every proposal that waits for this person's review."""
    return _page(request, to_review(sitting), REVIEW, None if tick == "all" else ())


@router.post("/review-many", dependencies=[Depends(protected)])
def review(request: Request, sitting: ReviewingDep, form: FormDep) -> Response:
    """A favorable review of each proposal ticked, an act of its own (GL32 III)."""
    waiting, ticked = to_review(sitting), pairs_in(form, "row")
    wrong = problems_of("row", len(ticked), NOTHING)
    if wrong:
        return _page(request, waiting, REVIEW, ticked, wrong)
    by = sitting.by(request, act_key(form))
    pieces = review_pieces(request, waiting, ticked, act_key(form))
    path = hand_in(sitting.session, sitting.parts, "reviews", by, pieces)
    return RedirectResponse(path, status_code=303)


def _page(
    request: Request,
    waiting: ToApprove | ToReview,
    said: Said,
    ticked: Iterable[Pair] | None,
    problems: Sequence[Problem] = (),
) -> Response:
    sitting = waiting.sitting
    views = waiting.views(ticked)
    sitting.session.commit()
    return render(
        request,
        "tick_many.html",
        422 if problems else 200,
        said=said,
        views=views,
        waiting=len(waiting.rows),
        by_link=sitting.identified_by == "link",
        problems=problems,
    )
