"""Signing, approving and reviewing many in one sitting, and the page of what became of each."""

from collections.abc import Collection, Mapping, Sequence

from fastapi import APIRouter, Depends
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import CallerDep, NotFound, PartsDep, SignInNeeded, act_key, protected
from api.many.approving import ToApprove
from api.many.piles import Piece, entries_of, hand_in
from api.many.reviewing import ToReview
from api.many.signing import ToSign, pieces_of, ticked_in
from api.many.signing import problems_of as unsigned
from api.many.sitting import ApprovingDep, ReviewingDep, SigningDep
from api.many.ticks import pairs_in, problems_of
from api.many.waiting import Pair, Waiting
from api.pages import FormDep
from api.parts import Parts
from api.templating import render
from api.views.piles import results
from api.visits import Caller, exchanged
from policy.forms.problem import Problem
from policy.identity import KnownBy
from records import piles
from records.piles import Pile

router = APIRouter(include_in_schema=False)
NOTHING_SENT = FormData()
TITLES: Mapping[str, tuple[str, str, str]] = {
    "signatures": ("Signatures", "/sign-many", "What else waits for your signature"),
    "approvals": ("Approvals", "/approve-many", "What else waits for your decision"),
    "reviews": ("Reviews", "/review-many", "What else waits for your review"),
    "reminders": ("Reminders", "/arrangements", "Back to the board"),
    "replacements": ("Replacements", "/arrangements", "Back to the board"),
}


@router.get("/sign-many")
def show_lines(request: Request, sitting: SigningDep, tick: str = "") -> Response:
    """Everything that waits for this person's signature. Opening it signs nothing."""
    return _lines(request, ToSign(sitting), everything=tick == "all")


@router.post("/sign-many", dependencies=[Depends(protected)])
def sign(request: Request, sitting: SigningDep, form: FormDep) -> Response:
    """A signature on each line ticked: one statement, the name typed once, a record for each."""
    waiting, ticked = ToSign(sitting), ticked_in(form)
    wrong = unsigned(waiting, ticked, form)
    if wrong:
        return _lines(request, waiting, wrong, form)
    return _hand_in(request, waiting, form, pieces_of(request, waiting, ticked, form))


@router.get("/approve-many")
def show_requests(request: Request, sitting: ApprovingDep, tick: str = "") -> Response:
    """Every request that waits for this person's decision."""
    return _ticks(request, ToApprove(sitting), None if tick == "all" else ())


@router.post("/approve-many", dependencies=[Depends(protected)])
def approve(request: Request, sitting: ApprovingDep, form: FormDep) -> Response:
    """An approval for each request ticked, an act of its own (GL32 IV.D)."""
    return _take(request, ToApprove(sitting), form)


@router.get("/review-many")
def show_proposals(request: Request, sitting: ReviewingDep, tick: str = "") -> Response:
    """Every proposal that waits for this person's review."""
    return _ticks(request, ToReview(sitting), None if tick == "all" else ())


@router.post("/review-many", dependencies=[Depends(protected)])
def review(request: Request, sitting: ReviewingDep, form: FormDep) -> Response:
    """A favorable review of each proposal ticked, an act of its own (GL32 III)."""
    return _take(request, ToReview(sitting), form)


@router.get("/many/{pile}")
async def show_results(request: Request, parts: PartsDep, caller: CallerDep, pile: str) -> Response:
    """A result for each, once it is recorded or after a short wait; the page can be opened anew."""
    if caller.viewer is None and not caller.links:
        raise SignInNeeded(request.url.path)
    found = await run_in_threadpool(_own, parts, caller, pile)
    keys = [item["key"] for item in found.items if not item["problem"]]
    entries = await entries_of(parts.sessions, keys, parts.patience)
    views = results(found.items, entries)
    title, back, told = TITLES[found.kind]
    return render(
        request,
        "many.html",
        title=title,
        back=back,
        back_told=told,
        results=views,
        recorded=sum(each.state == "Recorded" for each in views),
        waiting=sum(each.waiting for each in views),
        undone=sum(each.state == "Not done" for each in views),
    )


def _take(request: Request, waiting: ToApprove | ToReview, form: FormDep) -> Response:
    ticked = pairs_in(form)
    if wrong := problems_of(len(ticked)):
        return _ticks(request, waiting, ticked, wrong)
    return _hand_in(request, waiting, form, waiting.pieces(request, ticked, act_key(form)))


def _hand_in(
    request: Request, waiting: Waiting, form: FormData, pieces: Sequence[Piece]
) -> Response:
    sitting = waiting.sitting
    by = sitting.by(request, act_key(form))
    return hand_in(sitting.session, sitting.parts, waiting.kind, by, pieces)


def _ticks(
    request: Request,
    waiting: ToApprove | ToReview,
    ticked: Collection[Pair] | None,
    problems: Sequence[Problem] = (),
) -> Response:
    sitting = waiting.sitting
    views = waiting.views(ticked)
    sitting.session.commit()
    return render(
        request,
        f"{waiting.kind}_many.html",
        views=views,
        waiting=len(waiting.rows),
        by_link=sitting.who.known_by is KnownBy.LINK,
        problems=problems,
    )


def _lines(
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
        tick="sign",
        views=views,
        waiting=len(waiting.rows),
        statements=waiting.statements(),
        agreed=sent.getlist("agree"),
        signer=sitting.who.person.name,
        typed=name if isinstance(name, str) else "",
        by_link=sitting.who.known_by is KnownBy.LINK,
        problems=problems,
    )


def _own(parts: Parts, caller: Caller, name: str) -> Pile:
    """The pile of who is signed in, or of whose links this browser exchanged; else NotFound."""
    with parts.sessions() as session:
        persons = {caller.viewer.person.number} if caller.viewer else set[str]()
        if caller.viewer is None:
            persons = {link.person for link in exchanged(session, caller)}
        for person in sorted(persons):
            found = piles.find(session, name, person)
            if found is not None:
                return found
    raise NotFound
