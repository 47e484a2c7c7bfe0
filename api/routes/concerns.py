"""What comes up while an arrangement is in force: asked for, reported, read, taken back."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.asking.changing import ChangePage, page_for
from api.asking.concern_pages import approval_page, duty_page, report_page
from api.dependencies import NotFound, act_key, protected
from api.files.attaching import protected_files
from api.files.concern_sheets import csv_response, kept_in
from api.pages import FormDep, SettledDep, after, hand_over
from api.rights.access import Doing, NotAllowed
from api.rights.concerning import asked_in, case_of, done_in, reported_in
from api.views.concerns import concern_view, is_readable
from api.views.todo import todo
from policy.concerns import ApprovalWithdrawn, Concern, ConcernKind

router = APIRouter(include_in_schema=False)
SeenDep = Annotated[ChangePage, Depends(page_for(Doing.SEE), scope="function")]
AskDep = Annotated[ChangePage, Depends(page_for(Doing.ASK_APPROVAL), scope="function")]
ForOthersDep = Annotated[ChangePage, Depends(page_for(Doing.DO_FOR_OTHERS), scope="function")]
ReportDep = Annotated[ChangePage, Depends(page_for(Doing.REPORT), scope="function")]
OF_OTHERS = "It is for those whom it concerns. Nothing was changed."
_WITH_FILES = [Depends(protected_files, scope="function")]


@router.get("/arrangements/{reference}/ask/{rule}")
def ask(request: Request, page: AskDep, rule: str) -> Response:
    """The form of a written approval (GL32 IV.D, IV.G, IV.I, IV.L)."""
    form = approval_page(page, rule)
    return form.not_now(request) or form.show(request)


@router.post("/arrangements/{reference}/ask/{rule}", dependencies=_WITH_FILES)
def send_request(request: Request, page: AskDep, rule: str, form: FormDep) -> Response:
    """Ask whoever decides, or issue what nobody has to decide."""
    asked = approval_page(page, rule)
    make = partial(asked_in, asked.case, asked.rule)
    return asked.send(request, form, make)


@router.get("/arrangements/{reference}/report/{rule}")
def report(request: Request, page: ReportDep, rule: str) -> Response:
    """The form of a report (GL32 IV.F to IV.L)."""
    form = report_page(page, rule)
    return form.not_now(request) or form.show(request)


@router.post("/arrangements/{reference}/report/{rule}", dependencies=_WITH_FILES)
def send_report(request: Request, page: ReportDep, rule: str, form: FormDep) -> Response:
    """Tell who must know at once, and open what has to follow."""
    reported = report_page(page, rule)
    make = partial(reported_in, reported.case, reported.rule)
    return reported.send(request, form, make)


@router.get("/arrangements/{reference}/concerns.csv")
def export(request: Request, page: SeenDep) -> Response:
    """All that came up, with the requests and decisions that are kept for audit (GL32 IV.D)."""
    page.note_reading(request, "requests, reports and duties")
    case = case_of(page.session, page.parts, page.viewer, page.facts.arrangement)
    facts = page.facts
    found = [
        (facts.arrangement, each)
        for each in facts.concerns.values()
        if is_readable(facts, case.roles, each)
    ]
    rows = kept_in(page.parts, facts.names, found, trusted=facts.trusted)
    return csv_response(f"{page.reference}.csv", rows)


@router.get("/arrangements/{reference}/concerns/{number}")
def read(said: SettledDep, request: Request, page: SeenDep, number: int) -> HTMLResponse:
    """One request, report or duty whole, for whom it concerns."""
    facts = page.facts
    case = case_of(page.session, page.parts, page.viewer, facts.arrangement)
    concern = _concern(page, number)
    if not is_readable(facts, case.roles, concern):
        raise NotAllowed(OF_OTHERS)
    page.note_reading(request, f"concern {number}")
    viewer = page.viewer.person.number
    mine = [each for each in facts.tasks if (each.person, each.about) == (viewer, str(number))]
    return page.render(
        request,
        "concern.html",
        concern=concern_view(facts, case.roles, concern),
        todo=todo(page.session, page.parts, mine),
        can_do=concern.kind is ConcernKind.DUTY
        and concern.is_open
        and Doing.DO_FOR_OTHERS in page.may
        and not mine,
        can_withdraw=concern.kind is ConcernKind.APPROVAL
        and concern.is_open
        and _is_theirs(page, concern),
        said=said,
    )


@router.post(
    "/arrangements/{reference}/concerns/{number}/withdraw", dependencies=[Depends(protected)]
)
def withdraw(request: Request, page: AskDep, number: int, form: FormDep) -> Response:
    """Take a request back before it is decided."""
    if not _is_theirs(page, _concern(page, number)):
        raise NotAllowed(OF_OTHERS)
    by = page.by(request, act_key(form))
    act = ApprovalWithdrawn(number, by)
    hand_over(page.session, page.parts.arrangements.do, page.reference, act)
    return after(f"{page.path}/concerns/{number}", by.key)


@router.get("/arrangements/{reference}/concerns/{number}/do")
def ask_for_duty(request: Request, page: ForOthersDep, number: int) -> Response:
    """The form of what somebody else owes, for a coordinator who has it on paper."""
    concern = _concern(page, number)
    if not concern.is_open:
        raise NotFound
    return duty_page(page, concern).show(request)


@router.post("/arrangements/{reference}/concerns/{number}/do", dependencies=_WITH_FILES)
def do_duty(request: Request, page: ForOthersDep, number: int, form: FormDep) -> Response:
    """What somebody else owes, put on record by a coordinator."""
    concern = _concern(page, number)
    owed = duty_page(page, concern)
    make = partial(done_in, owed.case, concern, owed.rule)
    return owed.send(request, form, make)


def _concern(page: ChangePage, number: int) -> Concern:
    found = page.facts.concerns.get(number)
    if found is None:
        raise NotFound
    return found


def _is_theirs(page: ChangePage, concern: Concern) -> bool:
    """Whether the viewer asked for it, or coordinates."""
    return page.viewer.person.number == concern.person or Doing.REMIND in page.may
