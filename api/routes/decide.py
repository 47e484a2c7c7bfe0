"""The decision: approve, approve as modified, or deny, with the reviews beside the proposal."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from api.access import Doing
from api.acts import Refused
from api.changing import ChangePage, page_for
from api.deciding import basis_of, decision_of
from api.dependencies import act_key, protected
from api.pages import FormDep, after, hand_over, texts
from policy.checking import Problem

router = APIRouter(include_in_schema=False)
PageDep = Annotated[ChangePage, Depends(page_for(Doing.DECIDE), scope="function")]


@router.get("/arrangements/{reference}/decide")
def ask(request: Request, page: PageDep) -> Response:
    """The proposal, its reviews, and the three ways to decide."""
    later = page.later(request, Doing.DECIDE)
    return later or page.show(request, "decide.html", page.current, [])


@router.post("/arrangements/{reference}/decide", dependencies=[Depends(protected)])
def decide(request: Request, page: PageDep, form: FormDep) -> Response:
    """The decision; what the workflow refuses is shown beside the form."""
    sent = texts(form)
    by = page.by(request, act_key(form))
    page.refuse_settled(Doing.DECIDE, by)
    act, problems = decision_of(basis_of(page.facts), sent, by)
    if act is None:
        return page.show(request, "decide.html", sent, problems, 422)
    try:
        hand_over(page.session, page.parts.arrangements.decide, page.reference, act)
    except Refused as refused:
        return page.show(request, "decide.html", sent, [Problem("", str(refused))], 409)
    return after(page.path, by.key)
