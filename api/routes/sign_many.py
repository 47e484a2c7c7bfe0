"""Signing many in one sitting: the list, and the signatures that were ticked on it."""

from collections.abc import Sequence

from fastapi import APIRouter, Depends
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.dependencies import act_key, protected
from api.many.piles import hand_in
from api.many.signing import ToSign, pieces_of, problems_of, ticked_in
from api.many.sitting import SigningDep
from api.pages import FormDep
from api.templating import render
from policy.forms.checking import Problem

router = APIRouter(include_in_schema=False)
NOTHING_SENT = FormData()


@router.get("/sign-many")
def show(request: Request, sitting: SigningDep, tick: str = "") -> Response:
    """Everything that waits for this person's signature. Opening it signs nothing."""
    return _page(request, ToSign(sitting), everything=tick == "all")


@router.post("/sign-many", dependencies=[Depends(protected)])
def sign(request: Request, sitting: SigningDep, form: FormDep) -> Response:
    """A signature on each line ticked: one statement, the name typed once, a record for each."""
    waiting, ticked = ToSign(sitting), ticked_in(form)
    wrong = problems_of(waiting, ticked, form)
    if wrong:
        return _page(request, waiting, wrong, form)
    by = sitting.by(request, act_key(form))
    pieces = pieces_of(request, waiting, ticked, form)
    path = hand_in(sitting.session, sitting.parts, waiting.kind, by, pieces)
    return RedirectResponse(path, status_code=303)


def _page(
    request: Request,
    waiting: ToSign,
    problems: Sequence[Problem] = (),
    sent: FormData = NOTHING_SENT,
    *,
    everything: bool = False,
) -> Response:
    """The list as it was ticked, with what is wrong."""
    sitting, name = waiting.sitting, sent.get("name")
    ticked = {each.pair for each in ticked_in(sent)}
    views = waiting.views(None if everything else ticked)
    sitting.session.commit()
    return render(
        request,
        "sign_many.html",
        views=views,
        waiting=len(waiting.rows),
        statements=waiting.statements(),
        agreed=sent.getlist("agree"),
        signer=sitting.who.person.name,
        typed=name if isinstance(name, str) else "",
        by_link=sitting.identified_by == "link",
        problems=problems,
    )
