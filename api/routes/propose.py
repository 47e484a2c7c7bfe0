"""Proposing: the program's form a section a page, saved as one goes, then checked and sent."""

import secrets

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.acts import AlreadySubmitted
from api.dependencies import (
    PartsDep,
    SessionDep,
    ViewerDep,
    act_key,
    protected,
)
from api.drafting import DraftDep, SettledDraftDep
from api.pages import FormDep, after, hand_over, help_lines, texts
from api.submitting import clashes, rules_for, submission_of
from api.templating import render
from api.views.forms import problems_in, sent_in
from policy.reference import BITS, new_reference
from records.arrangements import find
from records.visits import drafts_of, mark_submitted, save_draft

router = APIRouter(include_in_schema=False)


@router.get("/propose")
def start(request: Request, session: SessionDep, parts: PartsDep, viewer: ViewerDep) -> Response:
    """What proposing takes, who will see it, and drafts to go on with."""
    program, agency = rules_for(parts, viewer.person)
    return render(
        request,
        "propose.html",
        program=program,
        drafts=drafts_of(session, viewer.person.number),
        help=help_lines(program, agency, coordinates=False),
    )


@router.post("/propose", dependencies=[Depends(protected)])
def begin(session: SessionDep, parts: PartsDep, viewer: ViewerDep) -> Response:
    """A new draft; only who has a program can begin one."""
    rules_for(parts, viewer.person)
    reference = new_reference(secrets.randbits(BITS))
    save_draft(session, reference, viewer.person.number, {}, parts.clock())
    return RedirectResponse(f"/propose/{reference}", status_code=303)


@router.get("/propose/{reference}")
def overview(request: Request, draft: DraftDep) -> Response:
    """Every section with how far it is; a submitted draft leads to its arrangement."""
    return draft.sent() or draft.render(request, "propose_sections.html", states=draft.states())


@router.get("/propose/{reference}/check")
def check(request: Request, draft: DraftDep) -> Response:
    """All answers, to be read once more before they are sent."""
    return draft.sent() or draft.check(request, [])


@router.post("/propose/{reference}/check", dependencies=[Depends(protected)])
def submit(request: Request, draft: DraftDep, form: FormDep) -> Response:
    """Send the proposal: this starts the arrangement (GL32 III)."""
    by = draft.by(request, act_key(form))
    already = draft.sent()
    if already is not None:
        return already
    proposal, problems = draft.read()
    if proposal is not None:
        problems = clashes(draft.session, draft.person.number, draft.reference, proposal)
    if proposal is None or problems:
        return draft.check(request, problems)
    submission = submission_of(
        draft.program, draft.agency, draft.person, draft.reference, proposal, by
    )
    try:
        hand_over(draft.session, draft.start, draft.reference, submission)
    except AlreadySubmitted:
        mark_submitted(draft.session, draft.reference, by.at)
        return RedirectResponse(f"/propose/{draft.reference}/sent?earlier=yes", status_code=303)
    mark_submitted(draft.session, draft.reference, by.at)
    return after(f"/propose/{draft.reference}/sent", by.key)


@router.get("/propose/{reference}/sent")
def confirm(
    settled: SettledDraftDep, request: Request, draft: DraftDep, earlier: str = ""
) -> Response:
    """What was sent, and what happens next; this page can be opened again."""
    if draft.draft.submitted_at is None:
        return RedirectResponse(f"/propose/{draft.reference}", status_code=303)
    known = find(draft.session, draft.reference) is not None
    return draft.render(
        request, "propose_sent.html", known=known, said=settled.said, earlier=earlier == "yes"
    )


@router.get("/propose/{reference}/{section_id}")
def section(request: Request, draft: DraftDep, section_id: str) -> Response:
    """One section of the form."""
    found = draft.section(section_id)
    return draft.sent() or draft.ask(request, found)


@router.post("/propose/{reference}/{section_id}", dependencies=[Depends(protected)])
def keep(request: Request, draft: DraftDep, section_id: str, form: FormDep) -> Response:
    """Keep a section's answers, complete or not, and go on; what is wrong is shown first."""
    already = draft.sent()
    if already is not None:
        return already
    found, sent = draft.section(section_id), texts(form)
    draft.keep(sent_in(found.fields, sent))
    if "later" in sent:
        return RedirectResponse(f"/propose/{draft.reference}", status_code=303)
    wrong = problems_in(found, draft.problems())
    if wrong:
        return draft.ask(request, found, wrong)
    return RedirectResponse(draft.after(section_id), status_code=303)
