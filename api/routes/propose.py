"""Proposing: the program's form a section a page, saved as one goes, then checked and sent."""

import secrets

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.asking.drafts import DraftDep, OpenDraftDep, settled_draft
from api.dependencies import (
    PartsDep,
    SessionDep,
    ViewerDep,
    act_key,
    protected,
)
from api.doors.acts import AlreadySubmitted
from api.files.attaching import protected_files
from api.forms.shaping import is_shaping, place_of, reshaped
from api.forms.submitting import missing_now, rules_for, uncoordinated
from api.helping import help_lines
from api.pages import FormDep, after, hand_over
from api.rights.access import NotAllowed
from api.rights.opening import entered
from api.templating import render
from api.views.forms import own_sections, problems_in, sent_in
from policy.form import Before
from policy.reference import BITS, new_reference
from records.arrangements import find
from records.visits import drafts_of, mark_submitted, save_draft

router = APIRouter(include_in_schema=False)


@router.get("/propose")
def start(request: Request, session: SessionDep, parts: PartsDep, viewer: ViewerDep) -> Response:
    """What proposing takes, who will see it, and drafts to go on with."""
    program, agency = rules_for(parts, viewer.person)
    missing = missing_now(session, parts, viewer.person)
    if alone := uncoordinated(session, program, agency, viewer.person, parts.clock()):
        raise NotAllowed(alone[0].message)
    return render(
        request,
        "propose_closed.html" if missing else "propose.html",
        program=program,
        missing=missing,
        sections=own_sections(program),
        drafts=drafts_of(session, viewer.person.number),
        help=help_lines(program, agency, coordinates=False),
    )


@router.post("/propose", dependencies=[Depends(protected)])
def begin(session: SessionDep, parts: PartsDep, viewer: ViewerDep) -> Response:
    """A new draft; only who has a program, and whose form is open, can begin one.

    It starts from what the registers that open it say. One into which nothing was written yet goes
    on: who presses the button twice begins once.
    """
    if missing_now(session, parts, viewer.person):
        return RedirectResponse("/propose", status_code=303)
    number = viewer.person.number
    known = entered(session, *rules_for(parts, viewer.person), viewer.person)
    blank = (each.reference for each in drafts_of(session, number) if each.answers == known)
    reference = next(blank, "") or new_reference(secrets.randbits(BITS))
    save_draft(session, reference, number, known, parts.clock())
    return RedirectResponse(f"/propose/{reference}", status_code=303)


@router.get("/propose/{reference}")
def overview(request: Request, draft: OpenDraftDep) -> Response:
    """Every section with how far it is; a submitted draft leads to its arrangement."""
    return draft.render(request, "propose_sections.html", states=draft.states())


@router.get("/propose/{reference}/check")
def check(request: Request, draft: OpenDraftDep) -> Response:
    """All answers, to be read once more before they are sent."""
    return draft.check(request, [])


@router.post("/propose/{reference}/check", dependencies=[Depends(protected)])
def submit(request: Request, draft: OpenDraftDep, form: FormDep) -> Response:
    """Send the proposal: this starts the arrangement (GL32 III)."""
    by = draft.by(request, act_key(form))
    submission, problems = draft.submission(by)
    if submission is None:
        return draft.check(request, problems)
    try:
        hand_over(draft.session, draft.start, draft.reference, submission)
    except AlreadySubmitted:
        mark_submitted(draft.session, draft.reference, by.at)
        return RedirectResponse(f"/propose/{draft.reference}/sent?earlier=yes", status_code=303)
    mark_submitted(draft.session, draft.reference, by.at)
    return after(f"/propose/{draft.reference}/sent", by.key)


@router.get("/propose/{reference}/sent", dependencies=[Depends(settled_draft, scope="function")])
def confirm(request: Request, draft: DraftDep, earlier: str = "") -> Response:
    """What was sent, and what happens next; this page can be opened again."""
    if draft.draft.submitted_at is None:
        return RedirectResponse(f"/propose/{draft.reference}", status_code=303)
    known = find(draft.session, draft.reference) is not None
    completing = any(item.before is Before.SIGNING for item in draft.program.fields)
    return draft.render(
        request,
        "propose_sent.html",
        known=known,
        earlier=earlier == "yes",
        completing=completing,
    )


@router.get("/propose/{reference}/{section_id}")
def section(request: Request, draft: OpenDraftDep, section_id: str, back: str = "") -> Response:
    """One section of the form."""
    return draft.ask(request, draft.section(section_id), back=_back(back))


@router.post(
    "/propose/{reference}/{section_id}", dependencies=[Depends(protected_files, scope="function")]
)
def keep(request: Request, draft: OpenDraftDep, section_id: str, form: FormDep) -> Response:
    """Keep a section's answers, complete or not, and go on; what is wrong is shown first."""
    found = draft.section(section_id)
    taken = draft.take(found, form)
    sent, back = taken.values, _back(taken.values.get("back", ""))
    if is_shaping(sent) and not taken.problems:
        draft.keep(found, reshaped(found.fields, sent))
        query = f"?back={back}" if back else ""
        path = f"/propose/{draft.reference}/{section_id}{query}#{place_of(found.fields, sent)}"
        return RedirectResponse(path, status_code=303)
    draft.keep(found, sent_in(found.fields, sent))
    if "later" in sent and not taken.problems:
        return RedirectResponse(f"/propose/{draft.reference}", status_code=303)
    unfit = {problem.field for problem in taken.problems}
    others = (each for each in draft.problems() if each.field not in unfit)
    wrong = (*taken.problems, *problems_in(found, others))
    if wrong:
        return draft.ask(request, found, wrong, back)
    path = f"/propose/{draft.reference}/check" if back else draft.after(section_id)
    return RedirectResponse(path, status_code=303)


def _back(asked: str) -> str:
    """Where a section goes back to: the check of all answers, or on."""
    return "check" if asked == "check" else ""
