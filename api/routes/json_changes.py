"""The JSON API's acts and views of what is in force: modifications, endings, continuing it."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse
from starlette.requests import Request

from api.bearer import HolderDep
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
from api.dependencies import PartsDep, SessionDep
from api.forms.renewing import chain
from api.readings import note
from api.rights.access import Doing, arrangement_for, doings
from api.views.facts import Facts, facts_of
from policy.account import Happening
from policy.changes import EndingWithdrawn, ModificationClosed

acts = APIRouter(prefix="/api/v1/arrangements", tags=["acts"], responses=OF_ACTS)
views = APIRouter(prefix="/api/v1/arrangements", tags=["views"])


@acts.post("/{reference}/modification")
async def modify(sent: ModificationSent, to: ToModify) -> JSONResponse:
    """Propose a modification of what is in force: a new version, signed anew by all."""
    send = to.parts.arrangements.modify
    return await to.act(Happening.MODIFICATION_PROPOSED, partial(modification_sent, to, sent), send)


@acts.post("/{reference}/modification/closing")
async def close_modification(sent: ClosingSent, to: ToCloseModification) -> JSONResponse:
    """Withdraw the modification that you proposed, or decline it as coordinator."""
    act = ModificationClosed(sent.reason, to.by)
    hand_over = partial(to.parts.arrangements.close_modification, to.reference, act)
    return await to.answer(Happening.MODIFICATION_CLOSED, hand_over)


@acts.post("/{reference}/end")
async def end(sent: EndingSent, to: ToEnd) -> JSONResponse:
    """End it before its last day: at once, or with notice."""
    send = to.parts.arrangements.end
    kind = Happening.NOTICE_GIVEN if sent.last_day else Happening.ENDED
    return await to.act(kind, partial(ending_sent, to, sent), send)


@acts.post("/{reference}/notice/withdrawal")
async def withdraw_ending(sent: NoticeWithdrawalSent, to: ToWithdrawEnding) -> JSONResponse:
    """Take back a notice before its last day is over."""
    act = EndingWithdrawn(sent.reason, to.by)
    hand_over = partial(to.parts.arrangements.withdraw_ending, to.reference, act)
    return await to.answer(Happening.NOTICE_WITHDRAWN, hand_over)


def course_facts(
    request: Request, reference: str, session: SessionDep, parts: PartsDep, holder: HolderDep
) -> Facts:
    """The arrangement of the path, as the token's person sees it; the reading is kept."""
    found = arrangement_for(session, holder, reference, Doing.SEE)
    reader = holder.person.number
    note(
        request,
        session,
        parts,
        reader=reader,
        reference=found.reference,
        what="course",
        why="token",
    )
    return facts_of(session, parts, found, reader)


FactsDep = Annotated[Facts, Depends(course_facts, scope="function")]


@views.get("/{reference}/course")
def course(session: SessionDep, parts: PartsDep, holder: HolderDep, facts: FactsDep) -> CourseTold:
    """Its versions, the modification that is open, a notice, and what you can do with it now."""
    row = facts.arrangement
    linked = chain(session, parts, holder, row)
    return tell_course(facts, linked, doings(session, holder, row))


@views.get("/{reference}/renewal")
def renewal(reference: str, session: SessionDep, parts: PartsDep, holder: HolderDep) -> RenewalTold:
    """The answers with which to propose to continue it, or why that cannot be done now."""
    row = arrangement_for(session, holder, reference, Doing.RENEW)
    return tell_renewal(facts_of(session, parts, row, holder.person.number))
