"""The JSON API of an arrangement in force: requests, decisions, reports, duties (GL32 IV)."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse
from starlette.requests import Request

from api.bearer import CoordinatorDep
from api.calls.concerns_sent import (
    ApprovalSent,
    DutySent,
    NothingSent,
    Number,
    ReportSent,
    RulingSent,
    approval_sent,
    duty_sent,
    report_sent,
    ruling_sent,
    withdrawal_sent,
)
from api.calls.concerns_told import ConcernsTold, KeptsTold, tell_concerns, tell_kept
from api.calls.described import OF_ACTS
from api.calls.performing import Target, to
from api.calls.reading import RIGHT, SeenDep
from api.dependencies import PartsDep, SessionDep
from api.overviews.kept import WantedDep, read_kept
from api.proposals import BadAnswers
from api.rights.access import Doing
from policy.account import Happening

acts = APIRouter(prefix="/api/v1/arrangements", tags=["acts"], responses=OF_ACTS)
views = APIRouter(prefix="/api/v1", tags=["views"])
ToAsk = Annotated[Target, Depends(to(Doing.ASK_APPROVAL), scope="function")]
ToRule = Annotated[Target, Depends(to(Doing.DECIDE_APPROVAL), scope="function")]
ToReport = Annotated[Target, Depends(to(Doing.REPORT), scope="function")]
ToDo = Annotated[Target, Depends(to(Doing.DO_DUTY), scope="function")]


@acts.post("/{reference}/approvals")
async def ask(sent: ApprovalSent, to: ToAsk) -> JSONResponse:
    """Ask for a written approval, or issue what nobody has to decide."""
    rule = to.basis.program.in_force.approval(sent.rule)
    is_decided = rule is None or rule.decided_by
    kind = Happening.APPROVAL_ASKED if is_decided else Happening.APPROVAL_ISSUED
    return await to.act(kind, partial(approval_sent, to, sent))


@acts.post("/{reference}/approvals/{number}/decision")
async def decide(number: Number, sent: RulingSent, to: ToRule) -> JSONResponse:
    """Approve a request, or refuse it with the reason."""
    kind = Happening.APPROVAL_GIVEN if sent.approved else Happening.APPROVAL_REFUSED
    return await to.act(kind, partial(ruling_sent, to, number, sent))


@acts.post("/{reference}/approvals/{number}/withdrawal")
async def withdraw(number: Number, to: ToAsk, _sent: NothingSent | None = None) -> JSONResponse:
    """Take a request of yours back before it is decided."""
    return await to.act(Happening.APPROVAL_WITHDRAWN, partial(withdrawal_sent, to, number))


@acts.post("/{reference}/reports")
async def report(sent: ReportSent, to: ToReport) -> JSONResponse:
    """Report something: who must know is told at once, and what must follow is opened."""
    return await to.act(Happening.REPORTED, partial(report_sent, to, sent))


@acts.post("/{reference}/duties/{number}")
async def do_duty(number: Number, sent: DutySent, to: ToDo) -> JSONResponse:
    """Give what a duty asks for, which closes it."""
    return await to.act(Happening.DUTY_DONE, partial(duty_sent, to, number, sent))


@views.get("/arrangements/{reference}/concerns")
def concerns(
    call: SeenDep,
) -> ConcernsTold:
    """What you may ask for and report, what is owed, and what came up so far."""
    call.note("concerns")
    return tell_concerns(call.session, call.parts, call.who, call.arrangement)


@views.get("/approvals")
def kept(
    request: Request, session: SessionDep, parts: PartsDep, who: CoordinatorDep, wanted: WantedDep
) -> KeptsTold:
    """Every written approval asked for in your agencies between two days, kept for audit."""
    if wanted.problems:
        raise BadAnswers(wanted.problems)
    found = read_kept(request, session, parts, who, wanted, RIGHT)
    return tell_kept(parts, found)
