"""Modifying what is in force: the form section by section, the differences, and sending it (V)."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.asking.changing import ChangePage, page_for
from api.asking.modifying import Modifying, ModifyingDep, role_of
from api.dependencies import act_key, protected
from api.forms.shaping import is_shaping, place_of, reshaped
from api.pages import FormDep, paragraph, texts
from api.rights.access import Doing
from api.views.forms import problems_in, sent_in
from api.views.modification import modification
from policy.changes import ModificationClosed, ModificationProposed
from policy.form import Section
from policy.forms.checking import Problem

router = APIRouter(include_in_schema=False)
CloseDep = Annotated[ChangePage, Depends(page_for(Doing.CLOSE_MODIFICATION), scope="function")]


@router.get("/arrangements/{reference}/modify")
def overview(request: Request, making: ModifyingDep) -> Response:
    """Every section of the form, with how it differs from what is in force."""
    later = making.page.later(request)
    return later or _render(request, making, "modify.html", states=making.states())


@router.get("/arrangements/{reference}/modify/check")
def check(request: Request, making: ModifyingDep) -> Response:
    """What would change, beside how it is in force, before it is sent."""
    return making.page.later(request) or _check(request, making, {}, [])


@router.post("/arrangements/{reference}/modify/check", dependencies=[Depends(protected)])
def propose(request: Request, making: ModifyingDep, form: FormDep) -> Response:
    """Propose it: a new version, which everybody signs anew."""
    page, sent = making.page, texts(form)
    by = page.by(request, act_key(form))
    if taken := page.receipt(by):
        return taken
    reason, missing = paragraph(sent, "reason", "Say why it is changed.")
    modified, wrong = making.read
    if modified is None or missing:
        return _check(request, making, sent, [*wrong, *missing])
    role = role_of(page.facts.program, page.facts.arrangement, by.person)
    act = ModificationProposed(modified, reason, role, by)
    return page.hand_over(act, partial(_check, request, making, sent))


@router.get("/arrangements/{reference}/modify/{section_id}")
def section(request: Request, making: ModifyingDep, section_id: str) -> Response:
    """One section of the form, as it is in force or was changed so far, with what is wrong."""
    found = making.section(section_id)
    wrong = problems_in(found, making.read[1])
    return making.page.later(request) or _ask(request, making, found, wrong)


@router.post("/arrangements/{reference}/modify/{section_id}", dependencies=[Depends(protected)])
def keep(request: Request, making: ModifyingDep, section_id: str, form: FormDep) -> Response:
    """Keep a section's answers, and go on; what is wrong is shown first."""
    found, sent = making.section(section_id), texts(form)
    making.page.refuse_later()
    if is_shaping(sent):
        making.keep(found, reshaped(found.fields, sent))
        path = f"{making.path}/{section_id}#{place_of(found.fields, sent)}"
        return RedirectResponse(path, status_code=303)
    kept = making.keep(found, sent_in(found.fields, sent))
    wrong = problems_in(found, kept.read[1])
    return _ask(request, kept, found, wrong) if wrong else _back(making)


@router.get("/arrangements/{reference}/close-modification")
def ask_to_close(request: Request, page: CloseDep) -> Response:
    """Withdraw the modification that is open, or decline it."""
    return page.later(request) or _close(request, page, {}, [])


@router.post("/arrangements/{reference}/close-modification", dependencies=[Depends(protected)])
def close(request: Request, page: CloseDep, form: FormDep) -> Response:
    """The modification is closed, and what is in force stays as it is."""
    sent = texts(form)
    by = page.by(request, act_key(form))
    if taken := page.receipt(by):
        return taken
    shown = modification(page.facts)
    missing = "" if shown and shown.mine else "Say why you decline it."
    reason, wrong = paragraph(sent, "reason", missing)
    if wrong:
        return _close(request, page, sent, wrong)
    act = ModificationClosed(reason, by)
    return page.hand_over(act, partial(_close, request, page, sent))


def _back(making: Modifying) -> Response:
    return RedirectResponse(making.path, status_code=303)


def _ask(
    request: Request, making: Modifying, section: Section, wrong: Sequence[Problem]
) -> Response:
    shown = making.view(section, wrong)
    return _render(request, making, "modify_section.html", section=shown, problems=wrong)


def _check(
    request: Request,
    making: Modifying,
    values: Mapping[str, str],
    problems: Sequence[Problem],
) -> Response:
    """The differences; what is wrong leads to its section.

    To have changed nothing yet is wrong only once it is sent.
    """
    sent = [each for each in problems if each not in making.read[1]]
    unfit = () if making.unchanged and request.method == "GET" else making.read[1]
    wrong = [*unfit, *sent]
    places = {"reason": "#reason"} | {
        problem.field: f"{making.path}/{section.id}#{problem.field}"
        for section in making.change.sections
        for problem in problems_in(section, wrong)
    }
    return _render(
        request,
        making,
        "modify_check.html",
        changes=making.changes,
        unchanged=making.unchanged,
        places=places,
        problems=wrong,
        values=values,
    )


def _render(request: Request, making: Modifying, name: str, **context: object) -> Response:
    rule = making.change.program.in_force.modification
    in_force = making.page.facts.arrangement.in_force
    return making.page.render(request, name, rule=rule, in_force=in_force, **context)


def _close(
    request: Request,
    page: ChangePage,
    values: Mapping[str, str],
    problems: Sequence[Problem],
) -> Response:
    shown = modification(page.facts)
    return page.render(request, "modify_close.html", shown=shown, values=values, problems=problems)
