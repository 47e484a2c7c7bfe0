"""Changing what is to be signed: a new version, signed anew by everybody."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from api.asking.changing import ChangePage, page_for
from api.dependencies import act_key, protected
from api.doors.acts import Refused
from api.forms.deciding import basis_of, modified_in
from api.forms.shaping import is_shaping
from api.pages import FormDep, after, hand_over, paragraph, texts
from api.rights.access import Doing
from policy.acts import Amendment
from policy.forms.checking import Problem

router = APIRouter(include_in_schema=False)
PageDep = Annotated[ChangePage, Depends(page_for(Doing.AMEND), scope="function")]


@router.get("/arrangements/{reference}/amend")
def ask(request: Request, page: PageDep) -> Response:
    """The form of the version that is open, to be changed."""
    later = page.later(request, Doing.AMEND)
    return later or page.show(request, "amend.html", page.current, [])


@router.post("/arrangements/{reference}/amend", dependencies=[Depends(protected)])
def amend(request: Request, page: PageDep, form: FormDep) -> Response:
    """The change, with its reason; what the workflow refuses is shown beside the form."""
    sent = texts(form)
    if is_shaping(sent):
        return page.show(request, "amend.html", page.shaped(sent), [])
    by = page.by(request, act_key(form))
    page.refuse_settled(Doing.AMEND, by)
    reason, found = paragraph(sent, "reason", "Say why it is changed.")
    modified, wrong = modified_in(basis_of(page.facts, page.on_file, page.neighbors), sent)
    if modified is None or found:
        return page.show(request, "amend.html", sent, [*found, *wrong], 422)
    act = Amendment(modified, reason, by)
    try:
        hand_over(page.session, page.parts.arrangements.amend, page.reference, act)
    except Refused as refused:
        return page.show(request, "amend.html", sent, [Problem("", str(refused))], 409)
    return after(page.path, by.key)
