"""Ending an arrangement: by the employee at once, by the agency with its reason; and a notice."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from api.asking.changing import ChangePage, page_for
from api.dependencies import act_key, protected
from api.forms.ending import Ended, ending_of
from api.pages import FormDep, paragraph, texts
from api.rights.access import Doing
from api.views.ending import ending_view
from api.views.notices import own_notice
from policy.changes import EndingWithdrawn
from policy.forms.checking import Problem

router = APIRouter(include_in_schema=False)
EndDep = Annotated[ChangePage, Depends(page_for(Doing.END), scope="function")]
WithdrawDep = Annotated[ChangePage, Depends(page_for(Doing.WITHDRAW_ENDING), scope="function")]


@router.get("/arrangements/{reference}/end")
def ask_to_end(request: Request, page: EndDep, because: str = "") -> Response:
    """End it before its last day; an address may name the reason."""
    return page.later(request) or _ask(request, page, {"because": because}, [])


@router.post("/arrangements/{reference}/end", dependencies=[Depends(protected)])
def end(request: Request, page: EndDep, form: FormDep) -> Response:
    """The employee needs no reason; the agency puts its own on record (GL32 IV.E)."""
    sent = texts(form)
    by = page.by(request, act_key(form))
    page.refuse_settled(by)
    act, problems = ending_of(_ended(page), sent, by)
    if act is None:
        return _ask(request, page, sent, problems)
    return page.hand_over(act, partial(_ask, request, page, sent))


@router.get("/arrangements/{reference}/withdraw-notice")
def ask_to_withdraw(request: Request, page: WithdrawDep) -> Response:
    """Take a notice back before its last day is over."""
    return page.later(request) or _withdrawing(request, page, {}, [])


@router.post("/arrangements/{reference}/withdraw-notice", dependencies=[Depends(protected)])
def withdraw(request: Request, page: WithdrawDep, form: FormDep) -> Response:
    """The notice is taken back: it goes on as if none had been given."""
    sent = texts(form)
    by = page.by(request, act_key(form))
    if taken := page.receipt(by):
        return taken
    reason, problems = paragraph(sent, "reason", "Say why it is taken back.")
    if problems:
        return _withdrawing(request, page, sent, problems)
    act = EndingWithdrawn(reason, by)
    return page.hand_over(act, partial(_withdrawing, request, page, sent))


def _ended(page: ChangePage) -> Ended:
    facts, row = page.facts, page.facts.arrangement
    mine = page.viewer.person.number == row.employee
    return Ended(facts.program, facts.today, row.ends_on, mine=mine, in_force=bool(row.in_force))


def _ask(
    request: Request, page: ChangePage, values: Mapping[str, str], problems: Sequence[Problem]
) -> Response:
    """The page on which it is ended, filled with what was sent."""
    shown = ending_view(page.facts, values, problems)
    return page.render(request, "end.html", shown=shown, values=values, problems=problems)


def _withdrawing(
    request: Request, page: ChangePage, values: Mapping[str, str], problems: Sequence[Problem]
) -> Response:
    notice = own_notice(page.facts)
    return page.render(
        request, "withdraw_notice.html", notice=notice, values=values, problems=problems
    )
