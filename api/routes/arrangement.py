"""An arrangement's own page: where it stands, what happened, and what can be done."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.asking.changing import ChangePage, page_for
from api.forms.renewing import chain
from api.pages import SettledDep, small_number
from api.rights.access import WHEN, Doing
from api.rights.concerning import Case, case_of
from api.rights.roles import unheld
from api.views.arrangement import arrangement_view, reviews
from api.views.changed import changed_since_submitted
from api.views.concerns import concerns_view
from api.views.happenings import happenings
from api.views.modification import modification
from api.views.readings import readings_view
from api.views.todo import todo
from policy.account import IN_FORCE
from records import letters, tasks
from records.arrangements import stamp_of
from workflows.identifiers import workflow_id

router = APIRouter(include_in_schema=False)
ReadDep = Annotated[ChangePage, Depends(page_for(Doing.READ_DOCUMENTS), scope="function")]
LogDep = Annotated[ChangePage, Depends(page_for(Doing.SEE_READINGS), scope="function")]
SeenDep = Annotated[ChangePage, Depends(page_for(Doing.SEE), scope="function")]


@router.get("/arrangements/{reference}")
def show(said: SettledDep, request: Request, page: SeenDep) -> HTMLResponse:
    """The page of one arrangement, and what became of an act just made on it."""
    facts = page.facts
    number = page.viewer.person.number
    asked = todo(page.session, page.parts, tasks.own(facts.tasks, number))
    site = page.parts.site
    ui = f"{site.temporal_ui_url}/namespaces/{quote(site.namespace, safe='')}/workflows"
    coordinates = Doing.DECIDE in page.may
    return page.render(
        request,
        "arrangement.html",
        page=arrangement_view(facts, letters.refused(page.session, page.reference), page.may),
        reviewed=page.reviewed if Doing.SEE_FINDINGS in page.may else None,
        reviews=reviews(facts),
        todo=[each for each in asked if each.href != page.path],
        said=said,
        in_force=facts.arrangement.in_force,
        concerns=concerns_view(facts, _case(page)),
        ending_text=facts.program.texts.get("ending", ""),
        chain=chain(page.session, page.parts, page.viewer, facts.arrangement),
        stamp=stamp_of(page.session, page.reference),
        unheld=_unheld(page),
        sees_readings=Doing.SEE_READINGS in page.may,
        engine=f"{ui}/{workflow_id(page.reference)}" if coordinates else "",
    )


def _unheld(page: ChangePage) -> tuple[str, ...]:
    """The parts that nobody holds while it is in force, for who has to see to that (V)."""
    facts = page.facts
    if Doing.REPLACE not in page.may or facts.status not in IN_FORCE:
        return ()
    found = unheld(page.session, page.parts, facts.arrangement, facts.entries)
    return tuple(facts.title(role) for role in found if role not in facts.vacant)


def _case(page: ChangePage) -> Case | None:
    """What can come up once everybody has signed; None before."""
    if page.facts.status not in WHEN[Doing.REPORT]:
        return None
    return case_of(page.session, page.parts, page.viewer, page.facts.arrangement)


@router.get("/arrangements/{reference}/proposal")
def proposal(request: Request, page: ReadDep) -> HTMLResponse:
    """What was answered, as it stands now; where that is not what was submitted, both."""
    page.note_reading(request, "proposal")
    changed = changed_since_submitted(page.session, page.facts)
    shown = page.facts.read_back(page.facts.current)
    return page.render(
        request,
        "proposal.html",
        changed=changed,
        stands=shown,
        modification=modification(page.facts),
    )


@router.get("/arrangements/{reference}/timeline")
def timeline(request: Request, page: SeenDep) -> HTMLResponse:
    """Everything that happened, with what proves it."""
    return page.render(request, "timeline.html", happenings=happenings(page.facts, proven=True))


@router.get("/arrangements/{reference}/readings")
def readings(request: Request, log: LogDep, page: str = "1") -> HTMLResponse:
    """Who read it, newest first, a page at a time."""
    wanted = small_number(page, 1) or 1
    shown = readings_view(log.session, log.parts, log.facts.arrangement, wanted)
    return log.render(request, "readings.html", page=shown)
