"""The JSON API's acts and views of what is in force: modifications, endings, continuing it."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse

from api.calls.changes_sent import (
    ClosingSent,
    EndingSent,
    ModificationSent,
    NoticeWithdrawalSent,
    ending_sent,
    modification_sent,
)
from api.calls.changes_told import CourseTold, RenewalTold, tell_course, tell_renewal
from api.calls.described import OF_ACTS
from api.calls.performing import ToCloseModification, ToEnd, ToModify, ToWithdrawEnding
from api.calls.reading import ReadCall, SeenDep, to_read
from api.forms.renewing import chain
from api.rights.access import Doing
from policy.account import Happening
from policy.changes import EndingWithdrawn, ModificationClosed

acts = APIRouter(prefix="/api/v1/arrangements", tags=["acts"], responses=OF_ACTS)
views = APIRouter(prefix="/api/v1/arrangements", tags=["views"])

RenewalDep = Annotated[ReadCall, Depends(to_read(Doing.RENEW), scope="function")]


@acts.post("/{reference}/modification")
async def modify(sent: ModificationSent, to: ToModify) -> JSONResponse:
    """Propose a modification of what is in force: a new version, signed anew by all."""
    return await to.act(Happening.MODIFICATION_PROPOSED, partial(modification_sent, to, sent))


@acts.post("/{reference}/modification/closing")
async def close_modification(sent: ClosingSent, to: ToCloseModification) -> JSONResponse:
    """Withdraw the modification that you proposed, or decline it as coordinator."""
    act = ModificationClosed(sent.reason, to.by)
    return await to.answer(Happening.MODIFICATION_CLOSED, act)


@acts.post("/{reference}/end")
async def end(sent: EndingSent, to: ToEnd) -> JSONResponse:
    """End it before its last day: at once, or with notice."""
    kind = Happening.NOTICE_GIVEN if sent.last_day else Happening.ENDED
    return await to.act(kind, partial(ending_sent, to, sent))


@acts.post("/{reference}/notice/withdrawal")
async def withdraw_ending(sent: NoticeWithdrawalSent, to: ToWithdrawEnding) -> JSONResponse:
    """Take back a notice before its last day is over."""
    act = EndingWithdrawn(sent.reason, to.by)
    return await to.answer(Happening.NOTICE_WITHDRAWN, act)


@views.get("/{reference}/course")
def course(call: SeenDep) -> CourseTold:
    """Its versions, the modification that is open, a notice, and what you can do with it now."""
    call.note("course")
    linked = chain(call.session, call.parts, call.who, call.arrangement)
    return tell_course(call.facts, linked, call.may)


@views.get("/{reference}/renewal")
def renewal(call: RenewalDep) -> RenewalTold:
    """The answers with which to propose to continue it, or why that cannot be done now."""
    return tell_renewal(call.facts)
