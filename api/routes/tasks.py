"""The pages that links in mail lead to: sign, decline, acknowledge, and their receipts."""

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.asking.completion_pages import completion
from api.asking.concern_tasks import deciding, doing
from api.asking.review_pages import overview
from api.asking.review_steps import reviewing
from api.asking.tasks import TaskPage, TaskPageDep, page_of
from api.dependencies import PartsDep, SessionDep, act_key, protected
from api.forms.signing import signature_of, unagreed
from api.links import OpenLinkDep
from api.pages import FormDep, SettledTaskDep, paragraph, texts
from api.views.said import SaidView
from policy.acts import CopyAcknowledged, SignatureDeclined
from policy.tasks import Purpose

router = APIRouter(include_in_schema=False)
_ELSEWHERE = {
    Purpose.DECIDE: "/decide",
    Purpose.SETTLE: "",
    Purpose.APPOINT: "",
    Purpose.COPY: "",
}


@router.get("/tasks/{link_id}")
def show(
    said: SettledTaskDep,
    request: Request,
    opened: OpenLinkDep,
    session: SessionDep,
    parts: PartsDep,
) -> Response:
    """The page of a task; once it is done, its receipt. Opening it changes nothing."""
    page = page_of(opened, session, parts)
    purpose = Purpose(page.link.purpose)
    if purpose in _ELSEWHERE:
        path = f"/arrangements/{page.link.reference}{_ELSEWHERE[purpose]}"
        return RedirectResponse(path, status_code=303)
    if said is not None and said.waiting:
        return page.render(request, "task_received.html", said=said)
    if page.task is not None:
        return _ask(request, page, said)
    if page.acts():
        return page.receipt(request, said=said)
    if page.is_early or page.is_arriving:
        return page.render(request, "task_early.html", said=said, arriving=page.is_arriving)
    return RedirectResponse(f"/links/{page.link.id}", status_code=303)


@router.post("/tasks/{link_id}/sign", dependencies=[Depends(protected)])
def sign(request: Request, page: TaskPageDep, form: FormDep) -> Response:
    """A signature: the statement ticked, the full name typed, the documents as they were shown."""
    sent = texts(form)
    task = page.to_sign(sent.get("line", ""))
    act, problems = signature_of(page.facts, task, sent, page.by(request, act_key(form)))
    if act is None:
        return page.ask(request, problems=problems, values=sent, task=task)
    return page.hand_over(act)


@router.get("/tasks/{link_id}/decline")
def ask_why(request: Request, page: TaskPageDep, line: str = "") -> Response:
    """The page on which a signer declines, and says why."""
    task = page.to_sign(line)
    return page.render(request, "decline.html", line=task.about, problems=[], values={})


@router.post("/tasks/{link_id}/decline", dependencies=[Depends(protected)])
def decline(request: Request, page: TaskPageDep, form: FormDep) -> Response:
    """A refusal to sign, with its reason."""
    sent = texts(form)
    task = page.to_sign(sent.get("line", ""))
    reason, problems = paragraph(sent, "reason", "Say why you decline.")
    if problems:
        line = task.about
        return page.render(request, "decline.html", line=line, problems=problems, values=sent)
    by = page.by(request, act_key(form))
    act = SignatureDeclined(task.about, task.version, reason, by)
    return page.hand_over(act)


@router.post("/tasks/{link_id}/acknowledge", dependencies=[Depends(protected)])
def acknowledge(request: Request, page: TaskPageDep, form: FormDep) -> Response:
    """The receipt of a copy."""
    task, sent = page.asked(Purpose.ACKNOWLEDGE), texts(form)
    if problems := unagreed(sent, "Tick this if you have received it."):
        return page.ask(request, problems=problems, values=sent)
    by = page.by(request, act_key(form))
    act = CopyAcknowledged(task.about, task.version, by)
    return page.hand_over(act)


def _ask(request: Request, page: TaskPage, said: SaidView | None) -> Response:
    """The page that asks for the task; a review has pages of its own."""
    match Purpose(page.link.purpose):
        case Purpose.PROVIDE:
            return completion(request, page, said=said)
        case Purpose.APPROVE:
            return deciding(request, page, said=said)
        case Purpose.DUTY:
            return doing(request, page, said=said)
        case Purpose.REVIEW:
            return overview(reviewing(page), request, said)
    return page.ask(request, said=said)
