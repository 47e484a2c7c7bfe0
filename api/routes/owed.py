"""What links in mail ask for while an arrangement is in force: decide on a request, do a duty."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from api.asking.concern_tasks import concern_on, deciding, doing, owed_on
from api.asking.tasks import TaskPage, task_page
from api.dependencies import act_key, protected
from api.files.attaching import protected_files, take_files, together
from api.forms.shaping import is_shaping, shaped
from api.forms.signing import unagreed
from api.pages import FormDep, paragraph, texts
from api.rights.concerning import done_in
from policy.concerns import ApprovalDecided
from policy.tasks import Purpose

router = APIRouter(include_in_schema=False)
PageDep = Annotated[TaskPage, Depends(task_page, scope="function")]
APPROVED, REFUSED = "yes", "no"


@router.post("/tasks/{link_id}/approve", dependencies=[Depends(protected)])
def approve(request: Request, page: PageDep, form: FormDep) -> Response:
    """A request approved, or refused with the reason (GL32 IV.D)."""
    if page.task is None or page.task.purpose != Purpose.APPROVE:
        return page.home()
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
def do_duty(request: Request, page: PageDep, form: FormDep) -> Response:
    """What a duty asks for; it closes with nothing else (GL32 IV.H to IV.L)."""
    if page.task is None or page.task.purpose != Purpose.DUTY:
        return page.home()
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
