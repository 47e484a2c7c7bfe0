"""What links in mail ask to be filled in: what signing needs, a request to decide on, a duty."""

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from api.asking.completion_pages import completion
from api.asking.completion_pages import owed_on as owing_on
from api.asking.concern_tasks import concern_on, deciding, doing, owed_on
from api.asking.tasks import TaskPageDep
from api.dependencies import act_key, protected
from api.files.attaching import protected_files, take_files, together
from api.forms.shaping import is_shaping, shaped
from api.forms.signing import unagreed
from api.pages import FormDep, paragraph, texts
from api.rights.completing import provided_of
from api.rights.concerning import done_in
from policy.concerns import ApprovalDecided
from policy.tasks import Purpose

router = APIRouter(include_in_schema=False)
APPROVED, REFUSED = "yes", "no"


@router.post("/tasks/{link_id}/provide", dependencies=[Depends(protected_files, scope="function")])
def provide(request: Request, page: TaskPageDep, form: FormDep) -> Response:
    """What was still missing, whole or as far as it is there."""
    page.asked(Purpose.PROVIDE)
    by, owed = page.by(request, act_key(form)), owing_on(page)
    taken = take_files(page.parts, page.session, by.person, owed.fields, form, owed.answers)
    sent = taken.values
    if is_shaping(sent):
        return completion(request, page, shaped(owed.fields, sent), taken.problems)
    act, found = provided_of(owed, sent, by, partly="partly" in sent)
    wrong = together(taken.problems, found)
    if act is None or wrong:
        return completion(request, page, sent, wrong)
    return page.hand_over(act)


@router.post("/tasks/{link_id}/approve", dependencies=[Depends(protected)])
def approve(request: Request, page: TaskPageDep, form: FormDep) -> Response:
    """A request approved, or refused with the reason (GL32 IV.D)."""
    page.asked(Purpose.APPROVE)
    sent, by = texts(form), page.by(request, act_key(form))
    approved = sent.get("approved") == APPROVED
    note, problems = paragraph(sent, "note", "" if approved else "Say why you refuse it.")
    if approved:
        problems += unagreed(sent, "Tick this if you approve it.")
    if problems:
        return deciding(request, page, sent, problems)
    act = ApprovalDecided(concern_on(page).number, approved, note, by)
    return page.hand_over(act)


@router.post("/tasks/{link_id}/duty", dependencies=[Depends(protected_files, scope="function")])
def do_duty(request: Request, page: TaskPageDep, form: FormDep) -> Response:
    """What a duty asks for; it closes with nothing else (GL32 IV.H to IV.L)."""
    page.asked(Purpose.DUTY)
    by, owed = page.by(request, act_key(form)), owed_on(page)
    fields = owed.rule.fields
    sent = take_files(page.parts, page.session, by.person, fields, form, {})
    if is_shaping(sent.values):
        return doing(request, page, shaped(fields, sent.values), sent.problems)
    act, found = done_in(owed.case, owed.concern, owed.rule, sent.values, by)
    wrong = together(sent.problems, found)
    if act is None or wrong:
        return doing(request, page, sent.values, wrong)
    return page.hand_over(act)
