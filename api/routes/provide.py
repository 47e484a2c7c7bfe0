"""Completing: a role fills in what it still owes before anybody signs."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from api.asking.completion_pages import completion, owed_on
from api.asking.tasks import TaskPage, task_page
from api.dependencies import act_key
from api.files.attaching import protected_files, take_files, together
from api.forms.shaping import is_shaping, shaped
from api.pages import FormDep
from api.rights.completing import provided_of
from policy.tasks import Purpose

router = APIRouter(include_in_schema=False)
PageDep = Annotated[TaskPage, Depends(task_page, scope="function")]


@router.post("/tasks/{link_id}/provide", dependencies=[Depends(protected_files, scope="function")])
def provide(request: Request, page: PageDep, form: FormDep) -> Response:
    """What was still missing, whole or as far as it is there."""
    if page.task is None or page.task.purpose != Purpose.PROVIDE:
        return page.home()
    by, owed = page.by(request, act_key(form)), owed_on(page)
    taken = take_files(page.parts, page.session, by.person, owed.fields, form, owed.answers)
    sent = taken.values
    if is_shaping(sent):
        return completion(request, page, shaped(owed.fields, sent), taken.problems)
    act, found = provided_of(owed, sent, by, partly="partly" in sent)
    wrong = together(taken.problems, found)
    if act is None or wrong:
        return completion(request, page, sent, wrong, 422)
    return page.hand_over(act)
