"""Changing what is to be signed: a new version, signed anew by everybody."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from api.asking.changing import ChangePage, page_for
from api.dependencies import act_key, protected
from api.forms.amending import amended_in, as_asked, box, from_others
from api.forms.deciding import basis_of
from api.forms.shaping import is_shaping
from api.pages import FormDep, paragraph, texts, with_status
from api.rights.access import Doing
from api.views.signing import amended
from policy.acts import Amendment, Attribution
from policy.forms.checking import Problem

router = APIRouter(include_in_schema=False)
STALE = (
    "{}. What stands here began with the version before: sent again, it takes the place of that "
    "change. To begin with version {}, open this page anew."
)
PageDep = Annotated[ChangePage, Depends(page_for(Doing.AMEND), scope="function")]


@router.get("/arrangements/{reference}/amend")
def ask(request: Request, page: PageDep) -> Response:
    """The form of the version that is open, to be changed."""
    return page.later(request) or _form(request, page, page.current, [])


@router.post("/arrangements/{reference}/amend", dependencies=[Depends(protected)])
def amend(request: Request, page: PageDep, form: FormDep) -> Response:
    """The change, with its reason; what the workflow refuses is shown beside the form."""
    sent = as_asked(page.facts.program, texts(form))
    if is_shaping(sent):
        return _form(request, page, page.shaped(sent), [])
    by = page.by(request, act_key(form))
    page.refuse_settled(by)
    if stale := _stale(page, sent, by):
        return with_status(_form(request, page, sent, [stale]), 409)
    reason, found = paragraph(sent, "reason", "Say why it is changed.")
    modified, wrong = amended_in(basis_of(page.facts, page.on_file, page.neighbors), sent)
    if modified is None or found:
        return _form(request, page, sent, [*found, *wrong])
    act = Amendment(modified, reason, by)
    return page.hand_over(act, partial(_form, request, page, sent))


def _stale(page: ChangePage, sent: Mapping[str, str], by: Attribution) -> Problem | None:
    """That another change was made since the form was opened; None for one sent twice."""
    newest = str(page.facts.arrangement.version)
    if sent.get("version", newest) == newest or page.is_recorded(by):
        return None
    told = amended(page.facts).rstrip(". ") or f"Version {newest} has been made meanwhile"
    return Problem("", STALE.format(told, newest))


def _form(
    request: Request,
    page: ChangePage,
    values: Mapping[str, str],
    problems: Sequence[Problem],
) -> Response:
    """The form, with what others filled in and can be asked for anew."""
    program, before = page.facts.program, page.facts.on_table
    theirs = [
        (box(item), item.label, program.role(item.role).title, bool(values.get(box(item))))
        for item in from_others(program, before)
    ]
    version = page.facts.arrangement.version
    return page.show(request, "amend.html", values, problems, theirs=theirs, version=version)
