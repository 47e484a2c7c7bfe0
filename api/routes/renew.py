"""Proposing to continue an arrangement: a new proposal with the facts and answers of this one."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.asking.changing import ChangePage, page_for
from api.dependencies import NotFound, protected
from api.forms.renewing import last_day_of
from api.forms.submitting import missing_now, rules_for
from api.rights.access import Doing
from policy.deadlines import A_DAY
from policy.living.renewing import prefilled_renewal
from policy.reference import BITS, new_reference
from policy.wording import show_date
from records.visits import drafts_of, save_draft

router = APIRouter(include_in_schema=False)
PageDep = Annotated[ChangePage, Depends(page_for(Doing.RENEW), scope="function")]


@router.get("/arrangements/{reference}/renew")
def ask(request: Request, page: PageDep) -> Response:
    """What continuing takes: a new proposal, a new review, everybody's signatures."""
    later = page.later(request)
    last = last_day_of(page.facts.arrangement)
    starts = show_date(last + A_DAY) if last else ""
    return later or page.render(request, "renew.html", starts=starts, draft=_draft(page))


@router.post("/arrangements/{reference}/renew", dependencies=[Depends(protected)])
def begin(page: PageDep) -> Response:
    """A new draft, filled in with this one's facts and answers; one that is begun goes on."""
    page.refuse_later()
    session, parts, person = page.session, page.parts, page.viewer.person
    if missing_now(session, parts, person):
        return RedirectResponse("/propose", status_code=303)
    before, last = page.facts.up_to_date, last_day_of(page.facts.arrangement)
    if before is None or last is None:
        raise NotFound
    program, _ = rules_for(parts, person)
    reference = _draft(page)
    if not reference:
        reference = new_reference(secrets.randbits(BITS))
        answers = prefilled_renewal(program, before, page.reference, last)
        save_draft(session, reference, person.number, answers, parts.clock())
    return RedirectResponse(f"/propose/{reference}", status_code=303)


def _draft(page: ChangePage) -> str:
    """The draft that continues this arrangement already; empty for none."""
    field = page.facts.program.continues
    drafts = drafts_of(page.session, page.viewer.person.number)
    found = (each.reference for each in drafts if each.answers.get(field) == page.reference)
    return next(found, "")
