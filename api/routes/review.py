"""Reviewing, step by step: what a reviewer's link leads to."""

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.asking.review_pages import check as show_check
from api.asking.review_pages import show as show_step
from api.asking.review_pages import show_plain
from api.asking.review_steps import ReviewDep
from api.dependencies import act_key, protected
from api.forms.reviewing import review_of
from api.forms.shaping import is_shaping, place_of, reshaped
from api.pages import FormDep, texts

router = APIRouter(include_in_schema=False)


@router.post("/tasks/{link_id}/review", dependencies=[Depends(protected)])
def send(request: Request, review: ReviewDep, form: FormDep) -> Response:
    """A reviewer's assessment, with the findings of every question that is open to them."""
    page, sent = review.page, texts(form)
    values = {**review.values, **sent} if review.is_plain else review.values
    act, problems = review_of(review.case, review.role, values, page.by(request, act_key(form)))
    if act is None:
        if review.is_plain:
            return show_plain(review, request, problems, sent)
        return show_check(review, request, problems)
    return page.hand_over(act)


@router.get("/tasks/{link_id}/review/check")
def check(request: Request, review: ReviewDep) -> Response:
    """All answers, to be read once more."""
    return show_check(review, request)


@router.get("/tasks/{link_id}/review/{step}")
def show(request: Request, review: ReviewDep, step: str) -> Response:
    """One step of the review."""
    return show_step(review, request, review.step(step))


@router.post("/tasks/{link_id}/review/{step}", dependencies=[Depends(protected)])
def keep(request: Request, review: ReviewDep, step: str, form: FormDep) -> Response:
    """Save a step, complete or not, and go on; what is wrong is shown first."""
    sent, found = texts(form), review.step(step)
    if found.section is not None and is_shaping(sent):
        fields = found.section.fields
        review.keep(found, reshaped(fields, sent))
        path = f"{review.page.path}/review/{step}#{place_of(fields, sent)}"
        return RedirectResponse(path, status_code=303)
    review = review.keep(found, sent)
    if "later" in sent:
        return review.page.home()
    wrong = review.problems_of(found)
    if wrong:
        return show_step(review, request, found, wrong)
    return RedirectResponse(review.after(found), status_code=303)
